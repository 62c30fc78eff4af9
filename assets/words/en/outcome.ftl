# A purchase that did not end in a pass with a code.

outcome-checking = We do not know yet whether your ticket was bought.
outcome-checking-next = Photograph this code. It opens no door: “I have a code” on the first screen shows your ticket with it. Do not pay again.
outcome-no-code = Your ticket is bought, but its access code is still on its way.
outcome-no-code-next = Photograph this code. It opens no door: show it at the desk.
outcome-desk = Only the staff can settle this purchase.
outcome-desk-next = Please ask at the desk.
outcome-refused = The studio's system refused the purchase.
outcome-refused-next = A reservation on your card ends by itself. Try again, or ask at the desk.
outcome-not-recorded = This kiosk cannot sell anything right now.
outcome-expired = The time to pay has run out.
outcome-unavailable = The studio's system did not take the order.
outcome-cancelled = The purchase was cancelled.
outcome-again-next = Try again, or ask at the desk.
outcome-claim = Claim code: { $code }
outcome-left = This screen closes in { $left }; any key keeps it open.
outcome-waiting = Your ticket is not bought yet: the studio's system asks us to wait.
outcome-waiting-next = It goes on by itself while you stay here. Leaving gives the order up.
outcome-before = Your first order went through after all.
outcome-before-next = Nothing more was ordered. Please ask at the desk for your ticket.
outcome-over-next = Press Done to start again, or ask at the desk.
outcome-ask = You can also ask: { $contact }
outcome-settled = The staff have settled this purchase.
outcome-shown-before = This ticket was bought. Its code is not shown here any more.
outcome-reference = For questions: { $code }
outcome-settled-next = If something is still missing, please ask at the desk.
