# Words that every screen shares.

# This language's own name, as it stands in the list of languages.
language-name = English

# What keys and buttons do.
back = Back
next = Next
cancel = Cancel
close = Close
help = Help
language = Language
look = Display

free = Free

# Lengths of time.
term-minute = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
term-hour = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
term-day = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
term-week = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
term-month = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
term-year = { $count ->
    [one] { $count } year
   *[other] { $count } years
}

# Hours in which a pass works: "Monday to Friday, 06:00–10:00, 20:00–22:00".
hours = { $days }, { $times }
hours-days = { $first } to { $last }
hours-every-day = Every day
hours-all-day = all day
hours-span = { $from }–{ $to }
hours-midnight = 24:00

# How dates are typed. The order is DMY, MDY or YMD and is read by the program.
date-input-placeholder = DD/MM/YYYY
date-input-order = DMY
date-input-separator = /

gender-female = Female
gender-male = Male
gender-unisex = Non-binary

# What the studio would like to write about.
consent-category-contract = Your contract
consent-category-general = General news from the studio
consent-category-appointment = Appointments
consent-category-newsletter = Newsletter
consent-category-loyalty-program = Loyalty programme

# How the studio would like to get in touch.
consent-channel-letter = Letter
consent-channel-email = E-mail
consent-channel-text-message = Text message
consent-channel-phone = Phone
consent-channel-fax = Fax
consent-channel-conversation = In person
consent-channel-chat = Chat
consent-channel-other = Other
