# Wer jemand ist, was Mitglieder hier tun können, ihre Tickets und was ihnen die Tür öffnet.

members-open = Für Mitglieder
members-refused = Mitglieder können hier gerade nichts selbst erledigen.

identify-title = Wer sind Sie?
identify-card = Karte
identify-barcode = Barcode
identify-number = Mitgliedsnummer
identify-pin = PIN
identify-who-hint = scannen oder tippen
identify-proof-hint = damit nur Sie es sehen
identify-about = Halten Sie Ihre Karte oder den Code aus Ihrer App an den Scanner, oder tippen Sie Ihre Nummer. Was Sie dann sehen, ist gelöscht, sobald Sie sich abmelden.
identify-demo = In dieser Demo: Mitgliedsnummer { $number }, geboren am { $born }.
identify-go = Anmelden
identify-checking = Es wird gesucht …
identify-wrong = Das passt nicht zusammen. Bitte prüfen Sie beides.
identify-too-many = Zu viele Versuche heute.
identify-no-birth-date = Das Studio kennt Ihr Geburtsdatum nicht.
identify-unrecorded = Mitglieder können sich hier gerade nicht anmelden.
identify-offline = Gerade keine Anmeldung: Das System des Studios ist nicht erreichbar.
identify-clock = Gerade keine Anmeldung: Die Uhr des Kiosks geht falsch.

member-hello = Hallo { $name }
member-hello-nobody = Hallo
member-leave = Abmelden
member-barred = Bitte fragen Sie am Empfang, bevor Sie hineingehen.
member-tickets = Meine Tickets
member-tickets-about = Gekaufte Tickets und ihre Codes
member-door-code = Mein Türcode
member-door-code-about = Öffnet das Drehkreuz
member-contracts = Meine Verträge
member-contracts-about = Was sie kosten, Extras, Kündigung
member-offers = Ticket kaufen
member-offers-about = Tageskarten und Mehrfachkarten
member-add = Weitere Mitgliedschaft
member-add-about = Eine weitere neben Ihren jetzigen
member-switch = Mitgliedschaft wechseln
member-switch-about = Eine andere Mitgliedschaft anstelle einer Ihrer jetzigen

tickets-loading = Ihre Tickets werden geholt …
tickets-none = Sie haben keine Tickets.
tickets-buy = Ticket kaufen
tickets-show = Zeigen
tickets-span = { $from } bis { $to }
tickets-expired = Abgelaufen am { $day }

ticket-expired = Dieses Ticket ist abgelaufen.
ticket-no-code = Den Code zu diesem Ticket hat der Empfang: Bitte fragen Sie dort.
ticket-early = Noch nicht gültig: Es öffnet das Drehkreuz ab seinem ersten Tag.
ticket-how = Halten Sie den Code an den Leser am Drehkreuz.
ticket-paid = Bezahlt: { $amount }
ticket-voucher = Gutschein { $code }
ticket-voucher-discount = Gutschein { $code }: -{ $amount }

door-code-loading = Ihr Code wird geholt …
door-code-none = Das Studio hat hier keinen Türcode für Sie.
door-code-how = Halten Sie den Code an den Leser am Drehkreuz.
door-code-how-text = Geben Sie ihn an der Tür ein.
door-code-left = Neuer Code in { $left }
