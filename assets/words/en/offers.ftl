# The list of offers and one offer.

offers-loading = Fetching today's offers …
offers-hint = Choose by touch, arrow keys or digit. Type to search.
offers-choose = Choose
offers-search = Search
offers-empty = Nothing is on sale here right now. Please ask at the desk.
offers-none = Nothing here matches. Delete a letter, or press Esc to see everything.
offers-old = The list could not be read again.
offer-loading = Fetching the details …
offer-uses = { $count ->
    [one] { $count } visit
   *[other] { $count } visits
}
offer-period = { $term } per visit
offer-period-once = valid for { $term }
offer-validity = To be used within { $term }
offer-age = From the age of { $age }
offer-windows = Only at these times
offer-access-here = For this studio
offer-access-all = For all our studios
offer-access-some = For some of our studios, this one too
offer-access-elsewhere = Not for this studio: ask at the desk
offer-pay-online = You pay on your phone
offer-start = First day
offer-next = Start { $day }
offer-today = today
offer-tomorrow = tomorrow
offer-more = More
offers-voucher-kept = Voucher noted: it is tried with your order.
