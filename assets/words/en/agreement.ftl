# A membership on its way: what it costs, its legal texts, the order.

# What it costs.
agreement-price-title = What { $name } costs
agreement-age = adjusted to your age, otherwise { $price }
agreement-pre-use = Before the start
agreement-instead = { $price } instead of { $full }
agreement-plan = Payments
agreement-plan-about = when you pay what
agreement-total = Membership fee
agreement-volume = { $total } in the first term
agreement-volume-monthly = { $total } in the first term, { $monthly } a month
agreement-due = Due here now
agreement-due-about = you pay it on your phone
agreement-due-nothing = nothing to pay here
agreement-due-later = nothing to pay here; the studio collects the payments
agreement-due-now = { $payment } · due now
agreement-amount-unread = ask at the desk
agreement-payment-contract = Membership fee
agreement-payment-starter = Starter package
agreement-payment-fee = Fee
agreement-payment-module = Extra
agreement-payment-bonus = Free period
agreement-nothing-yet = Nothing is ordered yet. You check everything once more first.
agreement-mend = Correct it

# What a voucher does.
agreement-voucher = Voucher
agreement-voucher-remove = No voucher
agreement-voucher-refused = this code is not valid for this membership
agreement-voucher-visit = this code is for a visit, not for a membership
agreement-off-percent = { $number } % off
agreement-off-amount = { $amount } off
agreement-off-unsaid = a discount
agreement-time-unlimited = for as long as it runs
agreement-time-first-term = in the first term
agreement-time-for = for { $term }
agreement-time-unsaid = for a time
agreement-discount = { $off } { $time }
agreement-credit = { $amount } credit on your member account
agreement-bonus = { $term } free
agreement-split = { $name } pays { $company }, you pay { $member }
agreement-company-pays = the company pays { $amount }
agreement-you-pay = you pay { $amount }
agreement-shares-full = otherwise { $full }

# Where it does not go on here.
agreement-nothing-concluded = Nothing has been signed, and nothing is charged.
agreement-untold-what = The studio's system does not tell all that this costs.
agreement-unsayable-what = This kiosk cannot tell you all the terms of this membership.
agreement-texts-what = A text of this contract cannot be shown or signed here.
agreement-unpayable-what = This membership cannot be paid by phone.

# The legal texts.
agreement-text = Terms of the contract
agreement-text-title = { $title } · { $at } of { $of }
agreement-tick = I have read this and agree
agreement-tick-missing = Please tick that you agree: touch it, or press F4.
agreement-attached = Attached: { $title } (you can open it on your phone next)
agreement-attached-desk = Attached: { $title } (ask at the desk to see it)
agreement-signed-on-phone = You sign this text on your phone.

# The order.
agreement-what = Membership
agreement-what-for = { $what }, for { $name }
agreement-source = In place of
agreement-left = { $name }; the studio ends it for this one
agreement-start-pre-use-paid = { $start }; training from { $day } for { $price }
agreement-start-pre-use = { $start }; training from { $day }
agreement-modules = Extras
agreement-fees = Fees
agreement-price-after = It then costs { $price }.
agreement-next-phone = After the order you go on with your phone: have it ready.
agreement-cancelled = Stopped: nothing has been signed, and nothing charged.
agreement-again-title = Sign up for another one?
agreement-again-text = You signed up for a membership here a few minutes ago. A second one is a second contract, and is paid for besides.
agreement-again-yes = Yes, another one
agreement-again-no = No, go back
agreement-alike-title = Was that you?
agreement-alike-text = Somebody joined here a few minutes ago with this very membership. If that was you, do not order again: your confirmation is under “I have a code” on the first screen.
agreement-alike-unsettled-text = Somebody ordered this very membership here, and it is still being checked whether they got it. If that was you, do not order again: look under “I have a code” on the first screen, or ask at the desk.
