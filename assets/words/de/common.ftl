# Words that every screen shares.

# This language's own name, as it stands in the list of languages.
language-name = Deutsch

# What keys and buttons do.
back = Zurück
next = Weiter
cancel = Abbrechen
close = Schließen
help = Hilfe
language = Sprache
look = Ansicht

free = Kostenlos

# Lengths of time.
term-minute = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
term-hour = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
term-day = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
term-week = { $count ->
    [one] { $count } Woche
   *[other] { $count } Wochen
}
term-month = { $count ->
    [one] { $count } Monat
   *[other] { $count } Monate
}
term-year = { $count ->
    [one] { $count } Jahr
   *[other] { $count } Jahre
}

# Hours in which a pass works: "Montag bis Freitag, 06:00–10:00, 20:00–22:00".
hours = { $days }, { $times }
hours-days = { $first } bis { $last }
hours-every-day = Täglich
hours-all-day = ganztägig
hours-span = { $from }–{ $to }
hours-midnight = 24:00

# How dates are typed. The order is DMY, MDY or YMD and is read by the program.
date-input-placeholder = TT.MM.JJJJ
date-input-order = DMY
date-input-separator = .

gender-female = Weiblich
gender-male = Männlich
gender-unisex = Divers

# What the studio would like to write about.
consent-category-contract = Ihr Vertrag
consent-category-general = Neuigkeiten aus dem Studio
consent-category-appointment = Termine
consent-category-newsletter = Newsletter
consent-category-loyalty-program = Treueprogramm

# How the studio would like to get in touch.
consent-channel-letter = Brief
consent-channel-email = E-Mail
consent-channel-text-message = SMS
consent-channel-phone = Telefon
consent-channel-fax = Fax
consent-channel-conversation = Persönlich
consent-channel-chat = Chat
consent-channel-other = Sonstiges
