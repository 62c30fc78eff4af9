# The page on the visitor's phone. It is read on a small screen, one-handed, in front of the kiosk.

phone-title = Payment
phone-item = You are buying
phone-amount = To pay
phone-continue = Continue to payment
phone-form = Payment form
phone-reference = Reference
phone-no-script = This page needs JavaScript. Please switch it on, or ask at the desk.

# What happens after the button.
phone-opening = Opening the payment form …
phone-sending = Confirming your payment. Please keep this page open.
phone-renewed = You have more time: the payment form has opened anew. You have not been charged. Please pay here.
phone-accepted = Paid. Look at the kiosk: it shows how your purchase goes on.
phone-too-late = Too late: the kiosk had already ended this payment. You have not been charged.
phone-ended = The kiosk has ended this payment. You have not been charged. Please look at the kiosk.
phone-look = Please look at the kiosk: it shows how your purchase stands.
phone-offline = No connection to the kiosk. Please check your network and try again.
phone-unsent = No answer from the kiosk. If it still waits for your phone, please check your network and try again here. Do not pay a second time.
phone-again = Try again
phone-broken = The payment form could not be opened. You have not been charged. Please try again, or ask at the desk and show the reference.

# Another browser has the payment.
phone-in-use-title = Already opened elsewhere
phone-in-use = This payment has already been opened on another phone or in another browser. Please go on there, or have the kiosk show the code again.

# The address leads to nothing, or not any more.
phone-gone-title = This page has ended
phone-gone = Please look at the kiosk: it shows how your purchase goes on.
