# The page on the visitor's phone. It is read on a small screen, one-handed, in front of the kiosk.

phone-title = Payment
phone-item = You are buying
phone-amount = Amount
phone-continue = Continue to payment
phone-form = Payment form
phone-reference = Claim code
phone-no-script = This page needs JavaScript. Please switch it on, or ask at the desk.

# What happens after the button.
phone-opening = Opening the payment form …
phone-sending = Confirming your payment. Please keep this page open.
phone-renewed = You have more time: the payment form has opened anew. You have not been charged. Please pay here.
phone-offline = No connection to the kiosk. Please check your network and try again.
phone-unsent = No answer from the kiosk. If it still waits for your phone, please check your network and try again here. Do not pay a second time.
phone-again = Try again
phone-broken = The payment form could not be opened. You have not been charged. Please try again, or ask at the desk and show the code.
phone-cookies = Please allow cookies for this page and try again.
phone-minute = Only 1 minute left.
phone-minute-more = Only 1 minute left. If you need more time, press Enter at the kiosk.

# What became of it: a heading, and a sentence below.
phone-accepted-title = ✓ Payment confirmed
phone-accepted = Please look at the kiosk: your ticket appears there, or how your purchase stands. It shows both again for this code.
phone-unused-title = Not used
phone-unused = Your payment was not used. Please look at the kiosk.
phone-too-late-title = Not paid
phone-too-late = Too late: the kiosk had already ended this payment. You have not been charged.
phone-ended-title = Not paid
phone-ended = The kiosk has ended this payment. You have not been charged.
phone-new-code-title = There is a new code
phone-new-code = Please scan it at the kiosk. You have not been charged.
phone-look-title = Look at the kiosk
phone-look = Please look at the kiosk: it shows how your purchase stands, also for this code.

# Another browser has the payment.
phone-in-use-title = Already opened elsewhere
phone-in-use = This payment has already been opened on another phone or in another browser. Please go on there, or show the code again at the kiosk.

# The address leads to nothing, or not any more.
phone-gone-title = This page has ended
phone-gone = Please look at the kiosk. If you paid, it shows your ticket; if it shows the start page, press “I have a code” there, or ask at the desk.
