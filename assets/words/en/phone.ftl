# The page on the visitor's phone. It is read on a small screen, one-handed, in front of the kiosk.

phone-title = Payment
phone-item = You are buying
phone-amount = To pay
phone-continue = Continue to payment
phone-reference = Reference
phone-no-script = This page needs JavaScript. Please switch it on, or ask at the desk.

# What happens after the button.
phone-opening = Opening the payment form …
phone-sending = Confirming your payment. Please keep this page open.
phone-accepted = Done. Look at the kiosk: it shows how your purchase goes on.
phone-too-late = Too late: the kiosk had already ended this payment. You have not been charged.
phone-look = Please look at the kiosk: it shows how your purchase stands.
phone-in-use = This payment has already been opened on another phone or in another browser. Please go on there, or start again at the kiosk.
phone-offline = No connection to the kiosk. Please check your network and try again.
phone-unsent = No answer from the kiosk. If it still waits for your phone, please check your network and try again here. Do not pay a second time.
phone-again = Try again
phone-broken = The payment form could not be opened. You have not been charged. Please try again, or ask at the desk and show the reference.

# The address leads to nothing, or not any more.
phone-gone-title = This page has ended
phone-gone = Please look at the kiosk: it shows how your purchase goes on.
