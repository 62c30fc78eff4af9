# Who somebody is, what a member can do here, their tickets and what opens the door for them.

members-open = Members
members-refused = Members cannot help themselves here right now.

identify-title = Who are you?
identify-card = Card
identify-barcode = Barcode
identify-number = Member number
identify-pin = PIN
identify-who-hint = scan it, or type it
identify-proof-hint = so that only you see what is yours
identify-about = Hold your card or the code in your app to the scanner, or type your number. What you see then is cleared as soon as you sign out.
identify-demo = In this demo: member number { $number }, born on { $born }.
identify-go = Sign in
identify-checking = Looking …
identify-wrong = This does not fit together. Please check both.
identify-too-many = Too many tries today.
identify-no-birth-date = The studio has no date of birth of yours.
identify-unrecorded = Members cannot sign in here right now.
identify-offline = You cannot sign in right now: we cannot reach the studio's system.
identify-clock = You cannot sign in right now: the kiosk's clock is wrong.

member-hello = Hello { $name }
member-hello-nobody = Hello
member-leave = Sign out
member-barred = Please ask at the desk before you go in.
member-tickets = My tickets
member-tickets-about = Passes you have bought, and their codes
member-door-code = My door code
member-door-code-about = Opens the turnstile
member-contracts = My contracts
member-contracts-about = What they cost, extras, cancellation
member-offers = Buy a ticket
member-offers-about = Day tickets and passes
member-add = Add a membership
member-add-about = One more beside those you have
member-switch = Switch membership
member-switch-about = Another membership in place of one you have

tickets-loading = Fetching your tickets …
tickets-none = You have no tickets.
tickets-buy = Buy a ticket
tickets-show = Show
tickets-span = { $from } to { $to }
tickets-expired = Expired on { $day }

ticket-expired = This ticket has expired.
ticket-no-code = The desk has the code of this ticket: please ask there.
ticket-early = Not valid yet: it opens the turnstile from its first day on.
ticket-how = Hold the code to the reader at the turnstile.
ticket-paid = Paid { $amount }
ticket-voucher = Voucher { $code }
ticket-voucher-discount = Voucher { $code }: -{ $amount }

door-code-loading = Fetching your code …
door-code-none = The studio has no door code for you here.
door-code-how = Hold the code to the reader at the turnstile.
door-code-how-text = Enter it at the door.
door-code-left = New code in { $left }
