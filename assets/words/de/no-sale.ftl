# Warum gerade nichts gekauft werden kann: je eine Zeile, auf jedem Bildschirm, von dem es zu einer Bestellung ginge.

no-sale-ending = Dieser Kiosk startet gleich neu. Bitte warten Sie einen Moment.
no-sale-opening = Dieser Kiosk startet gerade. Bitte warten Sie einen Moment.
no-sale-ledger = Hier kann gerade nichts gekauft werden.
no-sale-offline = Gerade kein Kauf: Das System des Studios ist nicht erreichbar.
no-sale-clock = Gerade kein Kauf: Die Uhr des Kiosks geht falsch.
no-sale-unpayable = Hier kann gerade nichts bezahlt werden.
no-sale-next = Bitte fragen Sie am Empfang.
no-sale-as-of-today = Angebote von heute, { $time }.
no-sale-as-of = Angebote vom { $day }, { $time }.
no-sale-price = Letzter bekannter Preis: { $price }
no-sale-itself = Sobald es wieder geht, machen Sie hier einfach weiter.
no-sale-nothing = Wir haben noch keine Angebote, die wir zeigen könnten.
no-sale-look = Ansehen
no-sale-offers = Angebote ansehen
no-sale-primary = Jetzt nicht zu kaufen
no-request-ledger = Das geht hier gerade nicht. Bitte fragen Sie am Empfang.
no-request-offline = Gerade nicht möglich: Das System des Studios ist nicht erreichbar.
no-request-clock = Gerade nicht möglich: Die Uhr des Kiosks geht falsch.
