# What F1 shows, for each screen.

help-welcome = Press any key or touch the screen to see what is on sale. F2 changes the language, F3 the colours. F4 takes a claim code or a check-in voucher. Members hold their card to the scanner, or press F5. F6 is for a membership.
help-offers = Choose with the arrow keys and Enter, with a digit, or by touch. Type letters to search.
help-offer = Enter goes on with the day that is marked. Choose another first day with the arrow keys or by touch.
help-visitor = Enter goes to the next field, the arrow keys move between fields. The space bar ticks a box. Touch a field for a keyboard on the screen.
help-review = Check everything. F4 takes a voucher, typed or scanned. Only the button at the bottom right orders.
help-paying = Scan the code with the camera of your phone and pay there. If it is open on a phone already, finish it there. This screen goes on by itself. F4 shows the code again, Esc cancels.
help-pass = Hold the code to the reader at the turnstile, or take a photo of it. F4 keeps it on the screen longer.
help-outcome = Take a photo of the code, if one is shown. With it the staff can find your purchase.
help-claim = Type the code that the kiosk gave you, or scan it from a photograph. You see your ticket again, or how your purchase stands. F5 takes a check-in voucher instead.
help-contracts = Choose with the arrow keys and Enter, with a digit, or by touch. Page Up and Page Down turn the pages of a long contract. What the kiosk cannot tell you, the staff can.
help-cancel = Choose the reason, then the last day, then check everything. Only the button at the bottom right of the last step sends it. Esc goes one step back.
help-withdraw = Check what is taken back. Only the button at the bottom right sends it.
help-request = This screen goes on by itself. Take a photo of it when it shows a code: with it the kiosk shows this again, and the staff find it. F4 keeps it on the screen longer.
help-identify = Hold your card or code to the scanner, or type the number, then answer the second question. Enter goes on. Touch a field for a keyboard on the screen. After too many wrong tries the desk helps you.
help-member = Choose with the arrow keys and Enter, with a digit, or by touch. Esc signs you out, and nothing of yours stays on this kiosk.
help-tickets = Choose a ticket to see its code and what it is good for. F4 turns to what does not fit on the screen.
help-door-code = Hold the code to the reader at the turnstile. Where it has an end, a new one comes by itself.
help-modules = What you booked here, what you can add to this contract, and what there is at the desk. Enter opens an extra. Nothing is booked before the button at the bottom right of the order says so. Extras are billed through your member account.
help-redeem = Type the code of your check-in voucher or scan it, then your name and e-mail address. You get a door code. The code of the voucher works only once.
help-memberships = Choose a membership, then how long it runs: with the arrow keys and Enter, with a digit, or by touch. In the list, letters search. F4 turns to what does not fit on the screen. Nothing is ordered before the order button of the last step.
help-membership-options = Choose the first day and what you would like besides; only the first day is needed. The space bar or a touch ticks a box. F5 opens a calendar for a day, F4 tells more about an extra. Enter goes on.
help-switch = Choose how you want to switch, which of your memberships you leave, and what comes in its place. Nothing is changed before the order button of the last step.
help-applicant = Enter goes to the next field, the arrow keys move between fields. The space bar ticks a box. Touch a field for a keyboard on the screen. Nothing is ordered here.
help-membership-order = Check everything: Page Up and Page Down turn pages. On the price, F4 takes a voucher, typed or scanned. Only the order button at the bottom right of the last step orders.
help-membership-texts = Page Up and Page Down turn the pages of a text. F4 or the space bar says that you agree, where that is asked. Enter goes on. What is to be signed, you sign on your phone.
