# What went wrong, for somebody at the front desk of a gym: "-what" says what happened in one plain sentence, "-next" what
# to do next. Whether money moved is said by the "money-" sentences beside them.

fault-unreachable-what = We cannot reach the studio's system right now.
fault-unreachable-next = Please try again in a moment, or ask at the desk.

fault-held-back-what = The studio's system needs a short break.
fault-held-back-next = Please try again in a moment.

fault-timed-out-what = The studio's system is taking too long to answer.
fault-timed-out-next = Please try again in a moment, or ask at the desk.

fault-cut-what = The connection to the studio's system was lost.
fault-cut-next = Please try again in a moment, or ask at the desk.

fault-invalid-what = The studio's system could not accept some of the details.
fault-invalid-next = Please check what you entered and try again.

fault-key-refused-what = This kiosk is out of order.
fault-key-refused-next = Please ask at the desk.

fault-scope-missing-what = This kiosk is not able to do this at the moment.
fault-scope-missing-next = Please ask at the desk.

fault-not-found-what = This is no longer available.
fault-not-found-next = Please go back and choose something else.

fault-conflict-what = Something has changed in the meantime.
fault-conflict-next = Please go back and check your choice, or ask at the desk.

fault-rate-limited-what = The studio's system is very busy right now.
fault-rate-limited-next = Please wait a minute and try again.

fault-busy-what = The studio's system is very busy right now.
fault-busy-next = Please wait a moment and try again.

fault-broken-what = Something went wrong in the studio's system.
fault-broken-next = Please try again in a moment, or ask at the desk.

fault-unexpected-what = The studio's system gave an answer we did not expect.
fault-unexpected-next = Please try again in a moment, or ask at the desk.

fault-garbage-what = We could not read the answer of the studio's system.
fault-garbage-next = Please try again in a moment, or ask at the desk.

fault-too-large-what = The studio's system sent more than this kiosk can handle.
fault-too-large-next = Please ask at the desk.

# The kiosk cannot keep its records, so it must not sell.
ledger-full = For the staff: the disk is full.
ledger-read-only = For the staff: the data directory cannot be written.
ledger-damaged = For the staff: the ledger of sales is damaged. Nothing was deleted.
ledger-later = For the staff: the ledger of sales is of a later version of this program. Nothing was changed.
ledger-in-use = For the staff: another kiosk process has the ledger.
ledger-failed = For the staff: the ledger of sales cannot be written.

# What became of the money.
money-not-charged = You have not been charged.
money-being-checked = We are checking your payment of { $amount }. You will not be charged twice.
money-paid = Your payment of { $amount } has arrived.
money-uncertain = Whether you were charged is not certain. The staff will see, and put it right.
money-once = Nothing was charged a second time.
money-free = There was nothing to pay.
money-settled = The staff know what you paid.
