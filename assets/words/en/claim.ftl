# The entry of a claim code.

claim-open = I have a code
claim-title = Do you have a claim code from this kiosk?
claim-label = Claim code
claim-hint = such as K7Q2-M9XD-4TZA
claim-show = Show
claim-checking = Looking for your ticket …
claim-shape = no claim code of this kiosk
claim-wrong = not found: check it, or ask at the desk
claim-rest = { $minutes ->
    [one] too many wrong codes: again in { $minutes } minute
   *[other] too many wrong codes: again in { $minutes } minutes
}
claim-unavailable = codes cannot be looked up now: ask at the desk
claim-voucher = Voucher
claim-or-voucher = Is it a check-in voucher? Redeem it with F5.
claim-about = It stands beside every ticket, and on the screen of every purchase that did not end in one. Type it, or scan it from your photo. Do you have a check-in voucher instead? Redeem it with F5.
