# Welche Mitgliedschaften es gibt, eine davon, und was daraus gewählt wird.

memberships-open = Mitglied werden
memberships-title = Mitglied werden
memberships-title-add = Weitere Mitgliedschaft
memberships-loading = Die Mitgliedschaften werden geladen …
memberships-empty = Gerade lässt sich hier keine Mitgliedschaft abschließen. Bitte fragen Sie am Empfang.
memberships-from = ab { $price }
memberships-average = im Schnitt { $price } im Monat
memberships-terms = { $count ->
    [one] { $count } Laufzeit
   *[other] { $count } Laufzeiten
}
memberships-unpayable = Nur am Empfang: Sie lässt sich am Kiosk nicht bezahlen.

membership-loading = Die Einzelheiten werden geladen …
membership-gone = Diese Mitgliedschaft gibt es hier nicht mehr.
membership-choose = { $term } wählen
membership-term-title = { $term }, { $price }
membership-desk = nur am Empfang
membership-desk-why = Nur am Empfang: Der Kiosk kennt nicht alle Bedingungen dazu.
membership-short-ends = endet von selbst
membership-short-prolonged = danach je { $term }
membership-short-on = danach verlängert
membership-short-rate = danach anderer Tarif
membership-short-notice = Kündigungsfrist { $term }
membership-open-ended = Ohne feste Laufzeit
membership-each-year = jedes Jahr
membership-on-sale = Angebot bis { $day }
membership-rates = Tarif: { $names }
membership-included = Inklusive
membership-selectable = { $count ->
    [one] Davon { $count } kostenlos nach Wahl
   *[other] Davon bis zu { $count } kostenlos nach Wahl
}
membership-pre-use-free = Sie können schon vor dem Beginn trainieren, kostenlos.
membership-pre-use-paid = Sie können schon vor dem Beginn trainieren; das wird berechnet.
membership-signature = Sie unterschreiben am Handy.

membership-first = Am Anfang
membership-monthly = Pro Monat
membership-payment = Je Zahlung
membership-total = Beitrag gesamt
membership-fees = Gebühren
membership-bonus = Bonus
membership-renewal = Verlängerung
membership-notice = Kündigung
membership-prolonged = Nach Ablauf
membership-changes = Preis später
membership-ages = Nach Alter
membership-start = Beginn
membership-extras = Extras

membership-fee = { $name }: { $price }
membership-fee-starter = Starterpaket
membership-fee-later = { $fee }, erstmals { $term } nach Beginn
membership-bonus-of = { $term } gratis { $when }
membership-bonus-start = ab Beginn
membership-bonus-fixed = an festen Tagen
membership-bonus-end = am Ende der Laufzeit
membership-bonus-next = zu Beginn der nächsten Laufzeit
membership-bonus-other = wie vom Studio festgelegt
membership-bonus-longer = der Vertrag läuft so viel länger
membership-bonus-within = die Laufzeit bleibt gleich
membership-bonus-notice = die Kündigungsfrist wächst mit
membership-prolonged-once = Danach einmal um { $term } verlängert.
membership-subsequent = Danach ein anderer Tarif: { $name }, { $price }, bis Sie kündigen.
membership-subsequent-unnamed = Danach ein anderer Tarif: bitte am Empfang fragen.
membership-notice-receipt = Endet { $term } nach Ihrer Kündigung.
membership-notice-receipt-later = Nach einer Verlängerung: { $term } nach Ihrer Kündigung.
membership-notice-other = { $term }; wie gezählt wird: bitte am Empfang fragen.
membership-notice-other-later = Nach einer Verlängerung: { $term }.
membership-age = { $from } bis { $to } Jahre: { $value }
membership-age-from = ab { $from } Jahren: { $value }
membership-start-on = ab { $day }
membership-start-use = Training ab { $day }
membership-trial-of = Beginnt mit einer Probezeit: { $term }.
membership-consent = Dem stimmen Sie mit der Bestellung zu:

# Erster Tag, Module und dergleichen.
options-title = { $name }, { $term }
options-start = Erster Tag

options-error-range = von { $from } bis { $to }
options-error-before = nur vor dem { $day }
options-pre-use-free = Vorher trainieren, kostenlos, ab
options-pre-use-paid = Vorher trainieren, gegen Gebühr, ab
options-pre-use = Vor dem ersten Tag trainieren, ab
options-if-you-like = nur wenn Sie mögen
options-selectable = { $count ->
    [one] Kostenlos: Wählen Sie { $count } davon.
   *[other] Kostenlos: Wählen Sie bis zu { $count } davon.
}
options-too-many = { $count ->
    [one] Davon ist { $count } möglich. Nehmen Sie erst das andere heraus.
   *[other] Davon sind { $count } möglich. Nehmen Sie erst eines heraus.
}
options-optional = Extras, gegen Aufpreis:
options-at-desk = { $name }: nur am Empfang
options-referral = Empfehlungscode
options-calendar = Kalender
options-about = Details
options-take = Ab { $day }

# Wer hier nichts abschließen kann.
admission-asking = Ihre Daten werden geholt …
admission-minor = Das geht mit einem Elternteil oder Vormund, am Empfang.
admission-minor-why = Wer unter { $age } ist, unterschreibt nicht allein.
admission-no-birth-date = Das Studio kennt Ihr Geburtsdatum nicht.
admission-barred = Das geht hier nicht.
admission-desk = Bitte fragen Sie am Empfang.
