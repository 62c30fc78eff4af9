# Die Extras eines Vertrags: Zusatzmodule.

modules-title = Extras
modules-title-of = Extras zu { $contract }
modules-loading = Die Extras werden geholt …
modules-group-kept = Hier gebucht
modules-group-open = Dazu buchen
modules-group-elsewhere = Am Empfang
modules-empty = Zu diesem Vertrag gibt es hier keine Extras. Bitte fragen Sie am Empfang.
modules-ways = { $count ->
    [one] { $count } Zahlweise
   *[other] { $count } Zahlweisen
}
modules-prices = mehrere Zahlungen
modules-trial = mit Probezeit
modules-desk = bitte am Empfang fragen
modules-desk-why = Dieses Extra lässt sich hier nicht zu diesem Vertrag buchen. Bitte fragen Sie am Empfang: Das Personal weiß, ob und wie Sie es haben können.
modules-desk-kept = Sie haben dieses Extra hier gebucht, aber das Studio hat uns seine Nummer nicht genannt. Am Empfang erfahren Sie, wie es steht, und können es beenden.
modules-unread = Nicht lesbar
modules-unread-again = Enter versucht es noch einmal
modules-unread-kept = Was Sie hier gebucht haben: am Empfang
modules-kept-no-id = gebucht; Ende nur am Empfang
modules-kept-asked = der Stand wird geholt …
modules-kept-unread = gebucht; der Stand war nicht lesbar

# Ein Extra, das gebucht werden kann.
module-loading = Das Extra wird geholt …
module-checking = Das Studio wird gefragt …
module-ways = Wie Sie zahlen
module-runs = Läuft { $term }.
module-ends = Endet von selbst, keine Kündigung nötig.
module-prolonged-by = Danach jeweils um { $term } verlängert, bis Sie kündigen.
module-prolonged = Danach immer wieder verlängert, bis Sie kündigen.
module-anew-for = Beginnt danach neu für { $term }, bis Sie kündigen.
module-anew = Beginnt danach neu, bis Sie kündigen.
module-renewal-unknown = Was danach kommt: bitte am Empfang fragen.
module-notice-before = Kündigen: { $term } vor dem Ende.
module-notice-later = Nach einer Verlängerung: { $term } vor dem Ende.
module-notice-none = Das Studio setzt keine Kündigungsfrist.
module-trial-choice = Mit der Probezeit beginnen
module-trial-choice-of = Mit der Probezeit beginnen ({ $term })
module-trial-of = beginnt mit { $term }
module-trial-unsaid = wie das Studio sie festlegt
module-way-gone = Diese Zahlweise gibt es nicht mehr. Bitte wählen Sie neu.

# Die Bestellung eines Extras.
module-what = Extra
module-contract = Für
module-trial = Probezeit
module-term = Laufzeit
module-notice = Kündigung
module-billing = Abrechnung
module-billing-how = über Ihr Mitgliedskonto; am Kiosk zahlen Sie nichts
module-changed = Preis oder Bedingungen haben sich geändert. Bitte prüfen Sie alles.
module-too-long = Passt nicht ganz auf den Bildschirm: bitte am Empfang bestellen.

# Was das Studio zu der Bestellung sagt, bevor sie aufgegeben wird.
module-already-what = Sie haben dieses Extra schon.
module-already-next = Wenn Sie es bei Ihren Extras nicht finden, fragen Sie bitte am Empfang.
module-contract-what = Zu diesem Vertrag lässt sich dieses Extra jetzt nicht buchen.
module-gone-what = Dieses Extra gibt es zu diesem Vertrag nicht mehr.
module-gone-next = Bitte gehen Sie zurück und wählen Sie etwas anderes, oder fragen Sie am Empfang.
module-not-online-what = Dieses Extra lässt sich nur am Empfang buchen.
module-no-trial-what = Dieses Extra kann nicht mit einer Probezeit beginnen.
module-no-trial-next = Buchen Sie es ohne Probezeit, oder fragen Sie am Empfang.
module-without-trial = Ohne Probezeit
module-refused-what = Das System des Studios nimmt diese Bestellung hier nicht an.
module-desk-next = Bitte fragen Sie am Empfang.
module-not-booked = Es ist nichts gebucht, und es wird nichts berechnet.

# Ein Extra, das hier gebucht wurde.
module-contract-cancel = Extra kündigen …
module-contract-withdraw = Doch behalten …
module-contract-desk = Hier lässt sich gerade nichts ändern. Wenn Sie es beenden oder behalten möchten, fragen Sie bitte am Empfang.
module-begins = beginnt am { $day }
module-in-trial = Probezeit: { $span }
module-trial-from = { $term } ab { $day }
module-trial-since = seit { $day }
module-running-since = läuft seit { $day }
module-running = läuft
module-ended = beendet am { $day }
module-requested-for = Kündigung angefragt zum { $day }
module-requested = Kündigung angefragt
module-canceled-to = gekündigt zum { $day }
module-canceled = gekündigt
module-withdrawing = gekündigt; Rücknahme angefragt
module-unclear = Stand bitte am Empfang erfragen
module-before = Eben schon gebucht: siehe „Ich habe einen Code“ am Anfang.
