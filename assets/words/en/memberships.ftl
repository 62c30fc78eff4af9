# What memberships there are, one of them, and what is chosen of it.

memberships-open = Become a member
memberships-title = Become a member
memberships-title-add = Add a membership
memberships-loading = Fetching the memberships …
memberships-empty = No membership can be taken out here right now. Please ask at the desk.
memberships-from = from { $price }
memberships-average = { $price } a month on average
memberships-terms = { $count ->
    [one] { $count } contract length
   *[other] { $count } contract lengths
}
memberships-unpayable = Only at the desk: this membership cannot be paid at the kiosk.

membership-loading = Fetching the details …
membership-gone = This membership is not on offer here any more.
membership-choose = Choose { $term }
membership-term-title = { $term }, { $price }
membership-desk = only at the desk
membership-desk-why = Only at the desk: the kiosk cannot say all terms of this length.
membership-short-ends = ends by itself
membership-short-prolonged = then { $term } at a time
membership-short-on = then renews
membership-short-rate = then another rate
membership-short-notice = notice { $term }
membership-open-ended = No fixed term
membership-each-year = every year
membership-on-sale = On sale until { $day }
membership-rates = Rate: { $names }
membership-included = Included
membership-selectable = { $count ->
    [one] Choose { $count } of these, free
   *[other] Choose up to { $count } of these, free
}
membership-pre-use-free = You can train before it starts, free of charge.
membership-pre-use-paid = You can train before it starts; that is billed.
membership-signature = You sign it on your phone.

membership-first = First period
membership-monthly = Per month
membership-payment = Per payment
membership-total = Fee in all
membership-fees = Fees
membership-bonus = Bonus
membership-renewal = Renewal
membership-notice = Notice
membership-prolonged = Once renewed
membership-changes = Price later
membership-ages = By age
membership-start = Start
membership-extras = Paid extras

membership-fee = { $name }: { $price }
membership-fee-starter = starter package
membership-fee-later = { $fee }, first { $term } after the start
membership-bonus-of = { $term } free { $when }
membership-bonus-start = from the start
membership-bonus-fixed = on fixed days
membership-bonus-end = at the end of the term
membership-bonus-next = at the start of the next term
membership-bonus-other = as the studio sets it
membership-bonus-longer = the contract gets longer by that time
membership-bonus-within = the term stays the same
membership-bonus-notice = the notice period grows with it
membership-prolonged-once = Then renews once for { $term }.
membership-subsequent = Then another rate: { $name }, { $price }, until you cancel.
membership-subsequent-unnamed = Then another rate: ask at the desk.
membership-notice-receipt = Ends { $term } after you cancel.
membership-notice-receipt-later = Once renewed: { $term } after you cancel.
membership-notice-other = { $term }; how it is counted: ask at the desk.
membership-notice-other-later = Once renewed: { $term }.
membership-age = { $from } to { $to }: { $value }
membership-age-from = from { $from } years on: { $value }
membership-start-on = from { $day }
membership-start-use = training from { $day }
membership-trial-of = Begins with a trial period: { $term }.
membership-consent = You agree to this when you order:

# First day, modules and the like.
options-title = { $name }, { $term }
options-start = First day

options-error-range = from { $from } to { $to }
options-error-before = only before { $day }
options-pre-use-free = Train before that, free, from
options-pre-use-paid = Train before that, billed, from
options-pre-use = Train before the first day, from
options-if-you-like = only if you like
options-selectable = { $count ->
    [one] Free: choose { $count } of these.
   *[other] Free: choose up to { $count } of these.
}
options-too-many = { $count ->
    [one] You can have { $count } of these. Take the other one out first.
   *[other] You can have { $count } of these. Take another one out first.
}
options-optional = Extras, paid on top:
options-at-desk = { $name }: only at the desk
options-referral = Referral code
options-calendar = Calendar
options-about = Details
options-take = Start on { $day }

# Who cannot conclude it here.
admission-asking = Looking up your record …
admission-minor = You can do this with a parent or guardian, at the desk.
admission-minor-why = Whoever is under { $age } does not sign alone.
admission-no-birth-date = The studio has no date of birth of yours.
admission-barred = This cannot be done here.
admission-desk = Please ask at the desk.
