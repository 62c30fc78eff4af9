# The page on the visitor's phone. It is read on a small screen, one-handed, in front of the kiosk.

phone-title = Payment
phone-item = You are buying
phone-amount = Amount
phone-nothing-now = Nothing is charged now
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
phone-accepted = Please look at the kiosk: it shows what you bought, or how your purchase stands, and both again for this code.
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
phone-in-use = This page has already been opened on another phone or in another browser. Please go on there, or show the code again at the kiosk.

# The address leads to nothing, or not any more.
phone-gone-title = This page has ended
phone-gone = Please look at the kiosk. If you are done here, it shows what you bought; if it shows the start page, press “I have a code” there, or ask at the desk.

# Several steps under one code: which it is, and what is done in it.
phone-step = Step { $step } of { $steps }: { $task }
phone-task-sign = Read and sign
phone-task-keep = Payment method for later payments
phone-task-pay = Pay now

# Reading and signing: the texts are the studio's.
phone-sign-title = Contract
phone-sign-continue = Go on to the contract
phone-sign-opening = Opening the contract …
phone-sign-sending = One moment. Please keep this page open.
phone-sign-accepted-title = ✓ Done
phone-text = Contract text
phone-text-read = Read in full: { $title }
phone-text-at-desk = { $title }: cannot be opened here. Please ask at the desk.
phone-text-cut = One of these texts is too long for this page, so it cannot be signed here. Please ask at the desk.
phone-sign-text = Your signature: { $title }
phone-sign-contract = Your signature under the contract
phone-clear = Clear
phone-signed = ✓ signed
phone-missing = Please sign in every field with your finger. Then you can go on.
phone-sign = Sign and go on
phone-sign-nothing = I have read this, go on
phone-sign-desk = If you cannot or do not want to sign here, please ask at the desk.
phone-unread = The signature could not be read. Please clear it and sign again.

# Keeping a payment method for later payments.
phone-keep-title = Payment method
phone-keep-continue = Continue to payment method
phone-keep-sending = Saving your payment method. Please keep this page open.
phone-keep-renewed = You have more time: the form has opened anew. Please choose your payment method here.
phone-keep-accepted-title = ✓ Payment method saved

# Where nothing is paid: signing, or keeping a payment method.
phone-unpaid-item = It is about
phone-unpaid-unsent = No answer from the kiosk. If it still waits for your phone, please check your network and try again here.
phone-unpaid-unused = What you gave here was not used. Please look at the kiosk.
phone-unpaid-ended-title = Not signed up
phone-unpaid-ended = The kiosk has ended this. Nothing has been signed, and you have not been charged.
phone-unpaid-too-late = Too late: the kiosk had already ended this. Nothing has been signed, and you have not been charged.
