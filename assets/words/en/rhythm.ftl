# How often something is paid, and how much each time.

rhythm-free = free of charge
rhythm-once = once { $price }
rhythm-each = { $price } each time
rhythm-daily = { $price } daily
rhythm-weekly = { $price } weekly
rhythm-monthly = { $price } monthly
rhythm-yearly = { $price } yearly
rhythm-every = { $price } every { $term }
rhythm-on-day = on { $day } { $price }
rhythm-at-first = at first { $price }
rhythm-after = after { $term } { $price }
rhythm-after-days = { $count ->
    [one] after { $count } day { $price }
   *[other] after { $count } days { $price }
}
rhythm-after-weeks = { $count ->
    [one] after { $count } week { $price }
   *[other] after { $count } weeks { $price }
}
rhythm-after-months = { $count ->
    [one] after { $count } month { $price }
   *[other] after { $count } months { $price }
}
rhythm-after-years = { $count ->
    [one] after { $count } year { $price }
   *[other] after { $count } years { $price }
}
rhythm-other = as your contract says
