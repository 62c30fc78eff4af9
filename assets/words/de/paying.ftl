# Bezahlen am Handy.

paying-preparing = Ihre Zahlung wird vorbereitet …
paying-buying = Ihr Ticket wird geholt …
paying-waiting = Das System des Studios bittet zu warten: { $left }. Danach geht es von selbst weiter.
paying-title = Am Handy bezahlen
paying-how = Scannen Sie den Code mit der Kamera oder öffnen Sie diese Adresse:
paying-taken = Weiter an Ihrem Handy
paying-taken-how = Die Zahlung ist auf einem Handy geöffnet. Dieser Bildschirm geht von selbst weiter.
paying-left = Noch { $left }
paying-pretend = Probe-Zahlung
paying-leave = Verlassen
paying-renew = Neuer Code
paying-expired = Die Zeit zum Bezahlen ist abgelaufen.
paying-order = Zur Bestellung
paying-expired-last = Gehen Sie innerhalb von { $left } zu Ihrer Bestellung zurück, oder fragen Sie am Empfang.
paying-expired-next = Holen Sie einen neuen Code zum selben Preis, innerhalb von { $left }.
paying-cancel-title = Zahlung abbrechen?
paying-cancel-text = Ihnen wurde nichts berechnet. Der Code auf diesem Bildschirm gilt dann nicht mehr.
paying-cancel-yes = Ja, abbrechen
paying-cancel-no = Nein, weiter
paying-long = Das dauert länger als sonst. Sie können warten, oder gehen und diesen Code mitnehmen: { $code }
paying-retrying = Wir erreichen das System des Studios nicht. Wir versuchen es weiter; Ihnen wurde nichts berechnet.
paying-cancel-sent = Das System des Studios hat die Bestellung noch nicht angenommen. Wir sehen noch einmal nach, dass nichts gekauft wurde, und sagen es Ihnen.
