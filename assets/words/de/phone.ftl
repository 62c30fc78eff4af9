# The page on the visitor's phone. It is read on a small screen, one-handed, in front of the kiosk.

phone-title = Bezahlen
phone-item = Sie kaufen
phone-amount = Betrag
phone-continue = Weiter zur Zahlung
phone-form = Zahlungsformular
phone-reference = Abholcode
phone-no-script = Diese Seite braucht JavaScript. Bitte schalten Sie es ein oder wenden Sie sich an den Empfang.

# What happens after the button.
phone-opening = Das Zahlungsformular wird geöffnet …
phone-sending = Ihre Zahlung wird bestätigt. Bitte lassen Sie diese Seite offen.
phone-renewed = Sie haben mehr Zeit: Das Zahlungsformular ist neu geöffnet. Es wurde nichts abgebucht. Bitte bezahlen Sie hier.
phone-offline = Keine Verbindung zum Kiosk. Bitte prüfen Sie Ihr Netz und versuchen Sie es noch einmal.
phone-unsent = Keine Antwort vom Kiosk. Wenn er noch auf Ihr Handy wartet, prüfen Sie bitte Ihr Netz und versuchen Sie es hier noch einmal. Bezahlen Sie kein zweites Mal.
phone-again = Noch einmal versuchen
phone-broken = Das Zahlungsformular ließ sich nicht öffnen. Es wurde nichts abgebucht. Bitte versuchen Sie es noch einmal oder zeigen Sie den Code am Empfang.
phone-cookies = Bitte erlauben Sie Cookies für diese Seite und versuchen Sie es noch einmal.
phone-minute = Nur noch 1 Minute.
phone-minute-more = Nur noch 1 Minute. Für mehr Zeit: Enter am Kiosk.

# What became of it: a heading, and a sentence below.
phone-accepted-title = ✓ Zahlung bestätigt
phone-accepted = Bitte schauen Sie auf den Kiosk: Dort erscheint Ihr Ticket, oder wie es um Ihren Kauf steht. Beides zeigt er zu diesem Code noch einmal.
phone-unused-title = Nicht verwendet
phone-unused = Ihre Zahlung wurde nicht verwendet. Bitte schauen Sie auf den Kiosk.
phone-too-late-title = Nicht bezahlt
phone-too-late = Zu spät: Der Kiosk hatte diese Zahlung schon beendet. Es wurde nichts abgebucht.
phone-ended-title = Nicht bezahlt
phone-ended = Der Kiosk hat diese Zahlung beendet. Es wurde nichts abgebucht.
phone-new-code-title = Es gibt einen neuen Code
phone-new-code = Bitte scannen Sie ihn am Kiosk. Es wurde nichts abgebucht.
phone-look-title = Schauen Sie auf den Kiosk
phone-look = Bitte schauen Sie auf den Kiosk: Dort steht, wie es um Ihren Kauf steht, auch zu diesem Code.

# Another browser has the payment.
phone-in-use-title = Schon woanders geöffnet
phone-in-use = Diese Zahlung ist schon auf einem anderen Handy oder in einem anderen Browser geöffnet. Bitte machen Sie dort weiter oder lassen Sie am Kiosk den Code neu zeigen.

# The address leads to nothing, or not any more.
phone-gone-title = Diese Seite ist beendet
phone-gone = Bitte schauen Sie auf den Kiosk. Wenn Sie bezahlt haben, zeigt er Ihr Ticket; zeigt er die Startseite, drücken Sie dort „Ich habe einen Code“, oder fragen Sie am Empfang.
