# A member's contracts, their end, and taking that back; and what became of anything asked of the studio.

contracts-title = My contracts
contracts-loading = Reading your contracts …
contracts-choose = Choose
contracts-old = This could not be read again, and may be old.
contracts-none = The studio has no contract of yours on record. Please ask at the desk.

# One contract: the labels, and what stands beside them.
contract-status = Status
contract-active = active
contract-inactive = not active
contract-starts = starts on { $day }
contract-ended = ended on { $day }
contract-unknown = { $status }: ask at the desk
contract-end = Cancellation
contract-canceled-to = cancelled as of { $day }
contract-canceled = cancelled
contract-canceled-by-studio-to = cancelled by the studio as of { $day }
contract-canceled-by-studio = cancelled by the studio
contract-requested-to = cancellation as of { $day } requested: the studio still has to confirm it
contract-requested = cancellation requested: the studio still has to confirm it
contract-withdrawing-to = cancelled as of { $day }; taking it back is requested
contract-withdrawing = cancelled; taking it back is requested
contract-reason = Reason
contract-price = Price now
contract-price-last = Price at last
contract-price-desk = ask at the desk
contract-base = Regular price
contract-payments = Payments
contract-since = Since
contract-until = Until
contract-until-prolonged = { $day }, may renew unless cancelled
contract-notice = Notice
contract-cancel-by = Cancel by
contract-cancel-by-for = { $day }, to end on { $end }
contract-cancel-desk = not possible here: ask at the desk
contract-gone = This contract is not there any more.
contract-desk = Please ask at the desk.

# What can be done with it.
contract-extras = Extras
contract-extras-about = What you have besides, and what you can add
contract-cancel = Cancel this contract
contract-cancel-about = Reason and last day; nothing is sent before you confirm
contract-withdraw = Take the cancellation back
contract-withdraw-about = The contract then goes on; nothing is sent before you confirm

# The end of a contract.
cancel-loading = Asking for the possible days …
cancel-why = Why do you want to cancel { $name }?
cancel-when = What should be the last day of { $name }?
cancel-means = You train until { $day }, and pay until { $day }.
cancel-means-extra = You have it until { $day }, and pay until { $day }.
cancel-review = Is everything right?
cancel-contract = Contract
cancel-extra = Extra
cancel-last-day = Last day
cancel-then = And then
cancel-then-about = You get a confirmation with date and time. The studio may still have to confirm it; until then it is requested.
# The button carries these words and no others.
cancel-now = Cancel contract now
cancel-changed = The day you chose is not offered any more. Please choose again.
cancel-stands = Cancellation: { $stands }
cancel-no-dates = The studio offers no day on which this contract can be ended here.
cancel-no-reasons = The studio names no reason to choose from, and it needs one.

# A cancellation is taken back.
withdraw-title = Take the cancellation back?
withdraw-means = What it means
withdraw-means-about = The contract goes on as if it had not been cancelled, with its price and its notice.
withdraw-then-about = You get a confirmation with date and time. The studio may still have to confirm it.
withdraw-now = Take back now
withdraw-none = There is no cancellation to take back.

# Something asked of the studio, on its way.
request-closed-unsettled = An earlier request about this is still being checked: wait, or ask.
request-preparing = Getting it ready …
request-sending = Sending it to the studio …
request-retrying = We cannot reach the studio's system. We keep trying; nothing has been sent yet.
request-long = This is taking longer than usual. You can wait, or leave and take this code along: { $code }
request-code = If this screen goes away, this claim code shows what became of it: { $code }
request-stop = Give up
request-give-up = Give it up?
request-give-up-yes = Yes, give it up
request-give-up-text = Nothing has been sent to the studio, and nothing is changed then.
request-give-up-sent = The studio's system did not take it yet. We look once more that nothing was done, and tell you.

# The confirmation.
request-canceled = √ Contract cancelled
request-canceled-extra = √ Extra cancelled
request-cancel-requested = √ Cancellation requested
request-last-day = Last day: { $day }
request-recorded-day = Last day recorded: { $day }
request-asked-day = You asked for: { $day }
request-other-day = That is another day. Please ask at the desk.
request-pending = Requested: the studio still has to confirm it.
request-withdrawn = √ Cancellation taken back
request-withdraw-requested = √ Taking back requested
request-goes-on = The contract goes on.
request-extra-goes-on = The extra goes on.
request-booked = √ Booked
request-billed = Billed through your member account.
request-with-trial = Begins with its trial period.
request-more-payments = { $count ->
    [one] and one more payment, as ordered
   *[other] and { $count } more payments, as ordered
}
request-end-at-desk = To end it, ask at the desk.
request-redeemed = √ Your access code
request-received = Received on { $time }
request-reference = To see it again: { $code }
request-photograph = Please photograph this screen.

# What became of it, where that is not a confirmation.
request-waiting = It has not been done yet: the studio's system asks us to wait.
request-waiting-next = It goes on by itself while you stay here. Leaving gives it up.
request-checking = We do not know yet whether the studio has it.
request-once = It is being checked, and is not done twice.
request-checking-next = Photograph this code: “I have a code” on the first screen shows what became of it. Do not ask for it again.
request-accepted = The studio has accepted it, and does not show it yet.
request-accepted-means = It is on its way.
request-accepted-next = Photograph this code: “I have a code” on the first screen shows the confirmation as soon as the studio shows it.
request-desk = Only the staff can settle this.
request-uncertain = It may have been done.
request-desk-next = Please ask at the desk.
request-settled = The staff have settled this.
request-settled-means = They know what became of it.
request-settled-next = If something is still missing, please ask at the desk.
request-shown-before = This was done. It is not shown here any more.
request-done = The studio has it.
request-voucher-refused = The studio does not accept this voucher: its code is unknown, used or expired.
request-voucher-next = Check the code and try again, or ask at the desk.
request-not-redeemed = It was not redeemed, says the studio.
request-refused-means = As far as the studio shows, nothing was changed.
request-as-then = As it stood then. How it stands now is under Members.
request-refused = The studio's system refused it.
request-not-recorded = This kiosk can send nothing right now.
request-unavailable = The studio's system did not take it.
request-cancelled = It was not sent.
request-again-next = Try again, or ask at the desk.
request-impossible = The studio does not offer this any more.
request-impossible-next = Look at what it offers now, or ask at the desk.
request-canceled-before = This is cancelled already, or that is requested.
request-withdrawn-before = There is nothing to take back any more, or that is requested.
request-booked-before = This is booked already.
request-redeemed-before = This voucher is redeemed already.
request-look-next = Look at how it stands, or ask at the desk.
request-nothing-changed = Nothing was changed: all stands as it did.
request-nothing-booked = Nothing was booked, and nothing is charged.
request-nothing-redeemed = Your voucher was not used.
request-concluded = √ You are signed up
request-switched = √ Membership switched
request-left = In place of { $name }
request-contract = Contract: { $contract }
request-starts = Starts on { $day }
request-paid-now = Paid now: { $amount }
request-nothing-concluded = Nothing was signed, and you have not been charged.
request-concluded-before = You are signed up for this already.
request-once-paid = It is being checked and not done twice. You are charged only if you were signed up.
request-stay-next = Please wait here, or photograph this code and ask at the desk. Do not order again.
request-uncertain-paid = You may have been signed up, and what was due charged.
request-refused-paid = As far as the studio shows, you were not signed up, and you have not been charged.
