# Wie oft etwas gezahlt wird, und wie viel jedes Mal.

rhythm-free = kostenlos
rhythm-once = einmalig { $price }
rhythm-each = { $price } je Zahlung
rhythm-daily = { $price } täglich
rhythm-weekly = { $price } wöchentlich
rhythm-monthly = { $price } monatlich
rhythm-yearly = { $price } jährlich
rhythm-every = { $price } alle { $term }
rhythm-on-day = am { $day } { $price }
rhythm-at-first = am Anfang { $price }
rhythm-after = nach { $term } { $price }
rhythm-after-days = { $count ->
    [one] nach { $count } Tag { $price }
   *[other] nach { $count } Tagen { $price }
}
rhythm-after-weeks = { $count ->
    [one] nach { $count } Woche { $price }
   *[other] nach { $count } Wochen { $price }
}
rhythm-after-months = { $count ->
    [one] nach { $count } Monat { $price }
   *[other] nach { $count } Monaten { $price }
}
rhythm-after-years = { $count ->
    [one] nach { $count } Jahr { $price }
   *[other] nach { $count } Jahren { $price }
}
rhythm-other = wie in Ihrem Vertrag
