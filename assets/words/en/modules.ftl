# The extras of a contract: additional modules.

modules-title = Extras
modules-title-of = Extras for { $contract }
modules-loading = Looking up the extras …
modules-group-kept = Booked here
modules-group-open = You can add
modules-group-elsewhere = At the desk
modules-empty = There are no extras for this contract here. Please ask at the desk.
modules-ways = { $count ->
    [one] { $count } way to pay
   *[other] { $count } ways to pay
}
modules-prices = several payments
modules-trial = with a trial period
modules-desk = ask at the desk
modules-desk-why = This extra cannot be added to this contract here. Please ask at the desk: the staff know whether and how you can have it.
modules-desk-kept = You booked this extra here, but the studio did not tell us its number. Please ask at the desk to see how it stands or to end it.
modules-unread = Could not be read
modules-unread-again = Enter tries again
modules-unread-kept = What you booked here: ask at the desk
modules-kept-no-id = booked; ask at the desk to end it
modules-kept-asked = looking up how it stands …
modules-kept-unread = booked; how it stands could not be read

# One extra, to be booked.
module-loading = Looking up the extra …
module-checking = Asking the studio …
module-ways = How you pay
module-runs = Runs for { $term }.
module-ends = Ends by itself, no notice needed.
module-prolonged-by = Then renews for { $term } at a time, until you cancel.
module-prolonged = Then renews again and again, until you cancel.
module-anew-for = Then begins anew for { $term }, until you cancel.
module-anew = Then begins anew, until you cancel.
module-renewal-unknown = What comes then: ask at the desk.
module-notice-before = Cancel { $term } before it ends.
module-notice-later = Once renewed: { $term } before it ends.
module-notice-none = The studio sets no time of notice.
module-trial-choice = Begin with the trial period
module-trial-choice-of = Begin with the trial period ({ $term })
module-trial-of = it begins with { $term }
module-trial-unsaid = as the studio sets it
module-way-gone = This way to pay is not on offer any more. Please choose again.

# The order of an extra.
module-what = Extra
module-contract = For
module-trial = Trial period
module-term = Term
module-notice = Notice
module-billing = Billed
module-billing-how = through your member account; you pay nothing at this kiosk
module-changed = The price or the terms have changed. Please check before you order.
module-too-long = Not all of this order fits on this screen: please ask at the desk.

# What the studio says of the order before it is given.
module-already-what = You have this extra already.
module-already-next = If you do not find it under your extras, please ask at the desk.
module-contract-what = This contract cannot take this extra now.
module-gone-what = This extra is not on offer for this contract any more.
module-gone-next = Please go back and choose something else, or ask at the desk.
module-not-online-what = This extra can only be booked at the desk.
module-no-trial-what = You cannot begin this extra with a trial period.
module-no-trial-next = Book it without one, or ask at the desk.
module-without-trial = Without trial period
module-refused-what = The studio's system does not take this order here.
module-desk-next = Please ask at the desk.
module-not-booked = Nothing is booked, and nothing is charged.

# One extra that was booked here.
module-contract-cancel = Cancel this extra …
module-contract-withdraw = Keep it after all …
module-contract-desk = Nothing can be changed here now. If you want to end it or keep it, please ask at the desk.
module-begins = begins on { $day }
module-in-trial = trial period: { $span }
module-trial-from = { $term } from { $day }
module-trial-since = since { $day }
module-running-since = running since { $day }
module-running = running
module-ended = ended on { $day }
module-requested-for = cancellation requested for { $day }
module-requested = cancellation requested
module-canceled-to = cancelled, ends on { $day }
module-canceled = cancelled
module-withdrawing = cancelled; you asked to keep it
module-unclear = ask at the desk how it stands
module-before = Booked here a moment ago: see “I have a code” on the first screen.
