# Why nothing can be bought now: one line each, on every screen from which one could go on to an order.

no-sale-ending = This kiosk is about to restart. Please wait a moment.
no-sale-opening = This kiosk is getting ready. Please wait a moment.
no-sale-ledger = Nothing can be bought here right now.
no-sale-offline = No sale right now: we cannot reach the studio's system.
no-sale-clock = No sale right now: the kiosk's clock is wrong.
no-sale-unpayable = Nothing can be paid here right now.
no-sale-next = Please ask at the desk.
no-sale-as-of-today = Offers as of today, { $time }.
no-sale-as-of = Offers as of { $day }, { $time }.
no-sale-price = Last known price: { $price }
no-sale-itself = As soon as it works again, you can go on here.
no-sale-nothing = We have no offers to show yet.
no-sale-look = Details
no-sale-offers = See the offers
no-sale-primary = Not for sale now
no-request-ledger = Nothing can be asked of the studio here right now. Please ask at the desk.
no-request-offline = Not possible right now: we cannot reach the studio's system.
no-request-clock = Not possible right now: the kiosk's clock is wrong.
