# The page on the visitor's phone. It is read on a small screen, one-handed, in front of the kiosk.

phone-title = Bezahlen
phone-item = Sie kaufen
phone-amount = Betrag
phone-nothing-now = Jetzt wird nichts abgebucht
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
phone-accepted = Bitte schauen Sie auf den Kiosk: Dort steht, was Sie gekauft haben, oder wie es um Ihren Kauf steht. Beides zeigt er zu diesem Code noch einmal.
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
phone-in-use = Diese Seite ist schon auf einem anderen Handy oder in einem anderen Browser geöffnet. Bitte machen Sie dort weiter oder lassen Sie am Kiosk den Code neu zeigen.

# The address leads to nothing, or not any more.
phone-gone-title = Diese Seite ist beendet
phone-gone = Bitte schauen Sie auf den Kiosk. Wenn Sie hier fertig sind, zeigt er, was Sie gekauft haben; zeigt er die Startseite, drücken Sie dort „Ich habe einen Code“, oder fragen Sie am Empfang.

# Several steps under one code: which it is, and what is done in it.
phone-step = Schritt { $step } von { $steps }: { $task }
phone-task-sign = Lesen und unterschreiben
phone-task-keep = Zahlungsmittel für spätere Zahlungen
phone-task-pay = Jetzt bezahlen

# Reading and signing: the texts are the studio's.
phone-sign-title = Vertrag
phone-sign-continue = Weiter zum Vertrag
phone-sign-opening = Der Vertrag wird geöffnet …
phone-sign-sending = Einen Moment. Bitte lassen Sie diese Seite offen.
phone-sign-accepted-title = ✓ Erledigt
phone-text = Vertragstext
phone-text-read = Ganz lesen: { $title }
phone-text-at-desk = { $title }: lässt sich hier nicht öffnen. Bitte fragen Sie am Empfang.
phone-text-cut = Einer dieser Texte ist zu lang für diese Seite, daher kann er hier nicht unterschrieben werden. Bitte fragen Sie am Empfang.
phone-sign-text = Ihre Unterschrift: { $title }
phone-sign-contract = Ihre Unterschrift unter dem Vertrag
phone-clear = Löschen
phone-signed = ✓ unterschrieben
phone-missing = Bitte unterschreiben Sie in jedem Feld mit dem Finger. Dann geht es weiter.
phone-sign = Unterschreiben und weiter
phone-sign-nothing = Ich habe das gelesen, weiter
phone-sign-desk = Wenn Sie hier nicht unterschreiben können oder möchten, wenden Sie sich bitte an den Empfang.
phone-unread = Die Unterschrift war nicht lesbar. Bitte löschen Sie sie und unterschreiben Sie noch einmal.

# Keeping a payment method for later payments.
phone-keep-title = Zahlungsmittel
phone-keep-continue = Weiter zum Zahlungsmittel
phone-keep-sending = Ihr Zahlungsmittel wird hinterlegt. Bitte lassen Sie diese Seite offen.
phone-keep-renewed = Sie haben mehr Zeit: Das Formular ist neu geöffnet. Bitte wählen Sie Ihr Zahlungsmittel hier.
phone-keep-accepted-title = ✓ Zahlungsmittel hinterlegt

# Where nothing is paid: signing, or keeping a payment method.
phone-unpaid-item = Es geht um
phone-unpaid-unsent = Keine Antwort vom Kiosk. Wenn er noch auf Ihr Handy wartet, prüfen Sie bitte Ihr Netz und versuchen Sie es hier noch einmal.
phone-unpaid-unused = Ihre Angaben von hier wurden nicht verwendet. Bitte schauen Sie auf den Kiosk.
phone-unpaid-ended-title = Nicht abgeschlossen
phone-unpaid-ended = Der Kiosk hat das hier beendet. Es wurde nichts abgeschlossen und nichts abgebucht.
phone-unpaid-too-late = Zu spät: Der Kiosk hatte das hier schon beendet. Es wurde nichts abgeschlossen und nichts abgebucht.
