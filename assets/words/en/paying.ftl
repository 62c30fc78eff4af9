# Payment on the phone.

paying-preparing = Preparing your payment …
paying-buying = Fetching your ticket …
paying-waiting = The studio's system asks to wait: { $left }. We then go on by ourselves.
paying-title = Pay on your phone
paying-how = Scan the code with your camera, or open this address:
paying-taken = Continue on your phone
paying-taken-how = The payment is open on a phone. This screen goes on by itself.
paying-left = Time left: { $left }
paying-pretend = Pretend to pay
paying-leave = Leave
paying-renew = New code
paying-expired = The time to pay has run out.
paying-order = Back to the order
paying-expired-last = Go back to your order within { $left }, or ask at the desk.
paying-expired-next = Get a new code at the same price, within { $left }.
paying-cancel-title = Cancel the payment?
paying-cancel-text = You have not been charged. The code on this screen stops working at once.
paying-cancel-yes = Yes, cancel
paying-cancel-no = No, go on
paying-long = This is taking longer than usual. You can wait, or leave and take this code along: { $code }
paying-retrying = We cannot reach the studio's system. We keep trying; you have not been charged.
paying-cancel-sent = The studio's system did not take the order yet. We look once more that nothing was bought, and tell you.
