# Die Liste der Angebote und ein Angebot.

offers-loading = Die Angebote werden geladen …
offers-hint = Wählen per Berührung, Pfeiltasten oder Ziffer. Buchstaben suchen.
offers-choose = Auswählen
offers-search = Suche
offers-empty = Gerade wird hier nichts verkauft. Bitte fragen Sie am Empfang.
offers-none = Dazu gibt es nichts. Löschen Sie einen Buchstaben, oder zeigen Sie mit Esc wieder alles.
offers-old = Die Liste ließ sich nicht neu laden.
offer-loading = Die Einzelheiten werden geladen …
offer-uses = { $count ->
    [one] { $count } Besuch
   *[other] { $count } Besuche
}
offer-period = { $term } je Besuch
offer-period-once = gültig { $term }
offer-validity = Einzulösen innerhalb: { $term }
offer-age = Ab { $age } Jahren
offer-windows = Nur zu diesen Zeiten
offer-access-here = Für dieses Studio
offer-access-all = Für alle unsere Studios
offer-access-some = Für einige unserer Studios, auch dieses
offer-access-elsewhere = Nicht für dieses Studio: fragen Sie am Empfang
offer-pay-online = Sie zahlen am Handy
offer-start = Erster Tag
offer-next = Ab { $day }
offer-today = heute
offer-tomorrow = morgen
offer-more = Mehr
offers-voucher-kept = Gutschein gemerkt: Er wird bei der Bestellung eingelöst.
