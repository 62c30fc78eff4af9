# A check-in voucher is redeemed: it becomes an access code.

redeem-title = Redeem a check-in voucher
redeem-once = The code works only once: it becomes an access code in the name you give here. That cannot be taken back.
redeem-once-short = The code works only once, and that cannot be taken back.
redeem-voucher = Voucher code
redeem-why-voucher = it stands on your voucher
redeem-why-name = for your access code
redeem-why-email = the studio asks for it
redeem-button = Redeem
redeem-error-voucher = not a voucher code
redeem-before = Redeemed here already: see “I have a code” on the first screen.
