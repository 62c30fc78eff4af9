# What went wrong, for somebody at the front desk of a gym: "-what" says what happened in one plain sentence, "-next" what
# to do next. Whether money moved is said by the "money-" sentences beside them.

fault-unreachable-what = Das System des Studios ist gerade nicht erreichbar.
fault-unreachable-next = Bitte versuchen Sie es gleich noch einmal oder fragen Sie am Empfang.

fault-held-back-what = Das System des Studios braucht eine kurze Pause.
fault-held-back-next = Bitte versuchen Sie es in einem Moment noch einmal.

fault-timed-out-what = Das System des Studios braucht zu lange für eine Antwort.
fault-timed-out-next = Bitte versuchen Sie es gleich noch einmal oder fragen Sie am Empfang.

fault-cut-what = Die Verbindung zum System des Studios ist abgebrochen.
fault-cut-next = Bitte versuchen Sie es gleich noch einmal oder fragen Sie am Empfang.

fault-invalid-what = Das System des Studios konnte einige Angaben nicht annehmen.
fault-invalid-next = Bitte prüfen Sie Ihre Angaben und versuchen Sie es noch einmal.

fault-key-refused-what = Dieser Kiosk ist außer Betrieb.
fault-key-refused-next = Bitte wenden Sie sich an den Empfang.

fault-scope-missing-what = Das ist an diesem Kiosk zurzeit nicht möglich.
fault-scope-missing-next = Bitte wenden Sie sich an den Empfang.

fault-not-found-what = Das ist nicht mehr verfügbar.
fault-not-found-next = Bitte gehen Sie zurück und wählen Sie etwas anderes.

fault-conflict-what = In der Zwischenzeit hat sich etwas geändert.
fault-conflict-next = Bitte gehen Sie zurück und prüfen Sie Ihre Auswahl oder fragen Sie am Empfang.

fault-rate-limited-what = Das System des Studios ist gerade stark ausgelastet.
fault-rate-limited-next = Bitte warten Sie eine Minute und versuchen Sie es noch einmal.

fault-busy-what = Das System des Studios ist gerade stark ausgelastet.
fault-busy-next = Bitte warten Sie einen Moment und versuchen Sie es noch einmal.

fault-broken-what = Im System des Studios ist ein Fehler aufgetreten.
fault-broken-next = Bitte versuchen Sie es gleich noch einmal oder fragen Sie am Empfang.

fault-unexpected-what = Das System des Studios hat unerwartet geantwortet.
fault-unexpected-next = Bitte versuchen Sie es gleich noch einmal oder fragen Sie am Empfang.

fault-garbage-what = Die Antwort des Studiosystems war nicht lesbar.
fault-garbage-next = Bitte versuchen Sie es gleich noch einmal oder fragen Sie am Empfang.

fault-too-large-what = Das System des Studios hat mehr geschickt, als dieser Kiosk verarbeiten kann.
fault-too-large-next = Bitte wenden Sie sich an den Empfang.

# The kiosk cannot keep its records, so it must not sell.
ledger-full = Für das Personal: Der Datenträger ist voll.
ledger-read-only = Für das Personal: In das Datenverzeichnis kann nicht geschrieben werden.
ledger-damaged = Für das Personal: Das Verkaufsbuch ist beschädigt. Es wurde nichts gelöscht.
ledger-later = Für das Personal: Das Verkaufsbuch stammt von einer neueren Version dieses Programms. Nichts wurde geändert.
ledger-in-use = Für das Personal: Ein anderer Kiosk-Prozess hat das Verkaufsbuch.
ledger-failed = Für das Personal: Das Verkaufsbuch kann nicht geschrieben werden.

# What became of the money.
money-not-charged = Es wurde nichts abgebucht.
money-being-checked = Ihre Zahlung von { $amount } wird geprüft. Sie zahlen nicht doppelt.
money-paid = Ihre Zahlung von { $amount } ist eingegangen.
money-uncertain = Ob Ihnen etwas berechnet wurde, ist nicht sicher. Das Personal prüft es und bringt es in Ordnung.
money-once = Es wurde nichts ein zweites Mal berechnet.
money-free = Es war nichts zu zahlen.
money-settled = Das Personal weiß, was Sie gezahlt haben.
