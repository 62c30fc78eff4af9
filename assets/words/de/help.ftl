# Was F1 zeigt, für jeden Bildschirm.

help-welcome = Drücken Sie eine Taste oder berühren Sie den Bildschirm, um das Angebot zu sehen. F2 ändert die Sprache, F3 die Farben. F4 nimmt einen Abholcode oder einen Check-in-Gutschein. Mitglieder halten ihre Karte an den Scanner oder drücken F5. F6 ist für eine Mitgliedschaft.
help-offers = Wählen Sie mit den Pfeiltasten und Enter, mit einer Ziffer oder per Berührung. Buchstaben starten die Suche.
help-offer = Enter geht mit dem markierten Tag weiter. Einen anderen ersten Tag wählen Sie mit den Pfeiltasten oder per Berührung.
help-visitor = Enter geht zum nächsten Feld, die Pfeiltasten wechseln zwischen Feldern. Die Leertaste setzt ein Häkchen. Berühren Sie ein Feld für eine Bildschirmtastatur.
help-review = Prüfen Sie alles. F4 nimmt einen Gutschein an, getippt oder gescannt. Erst die Schaltfläche rechts unten bestellt.
help-paying = Scannen Sie den Code mit der Kamera Ihres Telefons und bezahlen Sie dort. Ist die Zahlung schon auf einem Handy geöffnet, bezahlen Sie dort zu Ende. Dieser Bildschirm geht von selbst weiter. F4 zeigt den Code neu, Esc bricht ab.
help-pass = Halten Sie den Code an den Leser am Drehkreuz oder fotografieren Sie ihn. F4 lässt ihn länger stehen.
help-outcome = Fotografieren Sie den Code, falls einer zu sehen ist. Damit findet das Personal Ihren Kauf.
help-claim = Tippen Sie den Code, den der Kiosk Ihnen gegeben hat, oder scannen Sie ihn von einem Foto. Sie sehen Ihr Ticket wieder, oder wie es um Ihren Kauf steht. F5 nimmt stattdessen einen Check-in-Gutschein.
help-contracts = Wählen Sie mit den Pfeiltasten und Enter, mit einer Ziffer oder per Berührung. Bild auf und Bild ab blättern in einem langen Vertrag. Was der Kiosk nicht weiß, weiß das Personal.
help-cancel = Wählen Sie den Grund, dann den letzten Tag, dann prüfen Sie alles. Erst die Schaltfläche rechts unten im letzten Schritt sendet die Kündigung. Esc geht einen Schritt zurück.
help-withdraw = Prüfen Sie, was zurückgenommen wird. Erst die Schaltfläche rechts unten sendet es.
help-request = Dieser Bildschirm geht von selbst weiter. Fotografieren Sie ihn, wenn er einen Code zeigt: Damit zeigt der Kiosk dies wieder, und das Personal findet es. F4 lässt ihn länger stehen.
help-identify = Halten Sie Ihre Karte oder den Code an den Scanner, oder tippen Sie die Nummer, und beantworten Sie dann die zweite Frage. Enter geht weiter. Berühren Sie ein Feld für eine Bildschirmtastatur. Nach zu vielen falschen Versuchen hilft der Empfang.
help-member = Wählen Sie mit den Pfeiltasten und Enter, mit einer Ziffer oder per Berührung. Esc meldet Sie ab, und nichts von Ihnen bleibt auf diesem Kiosk.
help-tickets = Wählen Sie ein Ticket, um seinen Code zu sehen und wofür es gut ist. F4 blättert zu dem, was nicht auf den Bildschirm passt.
help-door-code = Halten Sie den Code an den Leser am Drehkreuz. Hat er ein Ende, kommt ein neuer von selbst.
help-modules = Was Sie hier gebucht haben, was Sie zu diesem Vertrag dazu buchen können, und was es am Empfang gibt. Enter öffnet ein Extra. Erst die Schaltfläche rechts unten in der Bestellung bucht etwas. Extras werden über Ihr Mitgliedskonto abgerechnet.
help-redeem = Tippen oder scannen Sie den Code Ihres Check-in-Gutscheins, dann Namen und E-Mail-Adresse. Sie bekommen einen Türcode. Der Code des Gutscheins gilt nur einmal.
help-memberships = Wählen Sie eine Mitgliedschaft, dann ihre Laufzeit: mit den Pfeiltasten und Enter, mit einer Ziffer oder per Berührung. In der Liste starten Buchstaben die Suche. F4 blättert zu dem, was nicht auf den Bildschirm passt. Erst die Bestelltaste im letzten Schritt schließt etwas ab.
help-membership-options = Wählen Sie den ersten Tag und was Sie sonst noch möchten; nötig ist nur der erste Tag. Leertaste oder Berührung setzt ein Häkchen. F5 öffnet den Kalender für einen Tag, F4 sagt mehr über ein Extra. Enter führt weiter.
help-switch = Wählen Sie, wie Sie wechseln, welche Ihrer Mitgliedschaften Sie verlassen und was an ihre Stelle tritt. Erst die Bestelltaste im letzten Schritt ändert etwas.
help-applicant = Enter führt zum nächsten Feld, die Pfeiltasten wechseln zwischen Feldern. Die Leertaste setzt ein Häkchen. Berühren Sie ein Feld für eine Tastatur auf dem Bildschirm. Hier wird noch nichts bestellt.
help-membership-order = Prüfen Sie alles: Bild auf und Bild ab blättern. Beim Preis nimmt F4 einen Gutschein, getippt oder gescannt. Nur die Taste unten rechts im letzten Schritt bestellt.
help-membership-texts = Bild auf und Bild ab blättern im Text. F4 oder die Leertaste bestätigt ihn, wo das nötig ist. Enter führt weiter. Was zu unterschreiben ist, unterschreiben Sie auf dem Handy.
