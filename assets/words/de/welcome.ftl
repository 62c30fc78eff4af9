# Der erste Bildschirm, und der, der sagt, dass nichts geht.

welcome-title = Willkommen bei { $studio }
welcome-greeting = Heute trainieren, ganz ohne Vertrag.
welcome-utilization = Gerade sind { $count } von { $capacity } Plätzen belegt
welcome-count = { $count ->
    [one] Gerade trainiert { $count } Person
   *[other] Gerade trainieren { $count } Personen
}
welcome-actions = Tageskarte oder Pass kaufen
welcome-how = Auswählen, am Handy bezahlen, reingehen.
welcome-start = Los geht's
out-of-order-what = Dieser Kiosk ist außer Betrieb.
out-of-order-next = Bitte fragen Sie am Empfang.
out-of-order-itself = Der Kiosk versucht es von selbst erneut.
