# Die Verträge eines Mitglieds, ihr Ende und dessen Rücknahme; und was aus dem wurde, worum das Studio gebeten wurde.

contracts-title = Meine Verträge
contracts-loading = Ihre Verträge werden gelesen …
contracts-choose = Auswählen
contracts-old = Das war nicht neu zu lesen und ist vielleicht veraltet.
contracts-none = Für Sie ist kein Vertrag hinterlegt. Bitte fragen Sie am Empfang.

# Ein Vertrag: die Bezeichnungen, und was daneben steht.
contract-status = Status
contract-active = aktiv
contract-inactive = nicht aktiv
contract-starts = beginnt am { $day }
contract-ended = beendet am { $day }
contract-unknown = { $status }: am Empfang fragen
contract-end = Kündigung
contract-canceled-to = gekündigt zum { $day }
contract-canceled = gekündigt
contract-canceled-by-studio-to = vom Studio gekündigt zum { $day }
contract-canceled-by-studio = vom Studio gekündigt
contract-requested-to = Kündigung zum { $day } beantragt: das Studio muss sie noch bestätigen
contract-requested = Kündigung beantragt: das Studio muss sie noch bestätigen
contract-withdrawing-to = gekündigt zum { $day }; Rücknahme beantragt
contract-withdrawing = gekündigt; Rücknahme beantragt
contract-reason = Grund
contract-price = Preis jetzt
contract-price-last = Preis zuletzt
contract-price-desk = am Empfang fragen
contract-base = Regulärer Preis
contract-payments = Zahlungen
contract-since = Seit
contract-until = Bis
contract-until-prolonged = { $day }; ohne Kündigung Verlängerung möglich
contract-notice = Kündigungsfrist
contract-cancel-by = Kündbar bis
contract-cancel-by-for = { $day }, um zum { $end } zu enden
contract-cancel-desk = nicht hier: am Empfang fragen
contract-gone = Diesen Vertrag gibt es nicht mehr.
contract-desk = Bitte fragen Sie am Empfang.

# Was damit getan werden kann.
contract-extras = Extras
contract-extras-about = Was Sie dazu haben und was Sie dazunehmen können
contract-cancel = Diesen Vertrag kündigen
contract-cancel-about = Grund und letzter Tag; gesendet wird erst, was Sie bestätigen
contract-withdraw = Kündigung zurücknehmen
contract-withdraw-about = Der Vertrag läuft weiter; gesendet wird erst nach Bestätigung

# Das Ende eines Vertrags.
cancel-loading = Die möglichen Tage werden erfragt …
cancel-why = Warum möchten Sie { $name } kündigen?
cancel-when = Welcher Tag soll der letzte von { $name } sein?
cancel-means = Sie trainieren bis { $day } und zahlen bis { $day }.
cancel-means-extra = Sie haben es bis { $day } und zahlen bis { $day }.
cancel-review = Ist alles richtig?
cancel-contract = Vertrag
cancel-extra = Extra
cancel-last-day = Letzter Tag
cancel-then = Danach
cancel-then-about = Sie bekommen eine Bestätigung mit Datum und Uhrzeit. Falls das Studio sie noch bestätigen muss, gilt sie bis dahin als beantragt.
# Die Schaltfläche trägt diese Worte und keine anderen.
cancel-now = Jetzt kündigen
cancel-changed = Der gewählte Tag wird nicht mehr angeboten. Bitte wählen Sie neu.
cancel-stands = Kündigung: { $stands }
cancel-no-dates = Das Studio bietet hier keinen Tag an, zu dem dieser Vertrag enden kann.
cancel-no-reasons = Das Studio nennt keinen Grund zur Auswahl, und es braucht einen.

# Eine Kündigung wird zurückgenommen.
withdraw-title = Kündigung zurücknehmen?
withdraw-means = Was das heißt
withdraw-means-about = Der Vertrag läuft weiter, als wäre er nicht gekündigt worden, mit seinem Preis und seiner Kündigungsfrist.
withdraw-then-about = Sie bekommen eine Bestätigung mit Datum und Uhrzeit. Falls das Studio noch zustimmen muss, steht es darauf.
withdraw-now = Jetzt zurücknehmen
withdraw-none = Es gibt keine Kündigung zurückzunehmen.

# Etwas, worum das Studio gebeten wurde, unterwegs.
request-closed-unsettled = Ein früherer Antrag dazu wird noch geprüft: warten oder fragen.
request-preparing = Es wird vorbereitet …
request-sending = Es wird an das Studio gesendet …
request-retrying = Wir erreichen das System des Studios nicht. Wir versuchen es weiter; noch wurde nichts gesendet.
request-long = Das dauert länger als sonst. Sie können warten, oder gehen und diesen Code mitnehmen: { $code }
request-code = Falls dieser Bildschirm verschwindet, zeigt dieser Abholcode, was daraus wurde: { $code }
request-stop = Aufgeben
request-give-up = Aufgeben?
request-give-up-yes = Ja, aufgeben
request-give-up-text = Es wurde nichts an das Studio gesendet, und es ändert sich dann nichts.
request-give-up-sent = Das System des Studios hat es noch nicht angenommen. Wir sehen noch einmal nach, dass nichts geschehen ist, und sagen es Ihnen.

# Die Bestätigung.
request-canceled = √ Vertrag gekündigt
request-canceled-extra = √ Extra gekündigt
request-cancel-requested = √ Kündigung beantragt
request-last-day = Letzter Tag: { $day }
request-recorded-day = Eingetragen: { $day }
request-asked-day = Gewünscht: { $day }
request-other-day = Das ist ein anderer Tag. Bitte fragen Sie am Empfang.
request-pending = Beantragt: Das Studio muss noch bestätigen.
request-withdrawn = √ Kündigung zurückgenommen
request-withdraw-requested = √ Rücknahme beantragt
request-goes-on = Der Vertrag läuft weiter.
request-extra-goes-on = Das Extra läuft weiter.
request-booked = √ Gebucht
request-with-trial = Beginnt mit der Probezeit.
request-more-payments = { $count ->
    [one] und eine weitere Zahlung, wie bestellt
   *[other] und { $count } weitere Zahlungen, wie bestellt
}
request-billed = Abrechnung über Ihr Mitgliedskonto.
request-end-at-desk = Um es zu beenden, fragen Sie am Empfang.
request-redeemed = √ Ihr Zugangscode
request-received = Eingegangen: { $time }
request-reference = Abholcode: { $code }
request-photograph = Bitte fotografieren Sie diesen Bildschirm.

# Was daraus wurde, wo es keine Bestätigung gibt.
request-waiting = Es ist noch nicht geschehen: Das System des Studios bittet uns zu warten.
request-waiting-next = Es geht von selbst weiter, solange Sie hier bleiben. Wenn Sie gehen, wird es aufgegeben.
request-checking = Wir wissen noch nicht, ob es beim Studio angekommen ist.
request-once = Es wird geprüft und nicht zweimal ausgeführt.
request-checking-next = Fotografieren Sie diesen Code: „Ich habe einen Code“ am Anfang zeigt, was daraus wurde. Bitte nicht noch einmal beantragen.
request-accepted = Das Studio hat es angenommen und zeigt es noch nicht.
request-accepted-means = Es ist unterwegs.
request-accepted-next = Fotografieren Sie diesen Code: „Ich habe einen Code“ am Anfang zeigt die Bestätigung, sobald das Studio es zeigt.
request-desk = Nur das Personal kann das klären.
request-uncertain = Vielleicht ist es geschehen.
request-desk-next = Bitte fragen Sie am Empfang.
request-settled = Das Personal hat das geklärt.
request-settled-means = Es weiß, was daraus wurde.
request-settled-next = Wenn noch etwas fehlt, fragen Sie bitte am Empfang.
request-shown-before = Das ist geschehen. Hier wird es nicht mehr gezeigt.
request-done = Es liegt dem Studio vor.
request-voucher-refused = Das Studio nimmt diesen Gutschein nicht an: Sein Code ist unbekannt, eingelöst oder abgelaufen.
request-voucher-next = Prüfen Sie den Code und versuchen Sie es noch einmal, oder fragen Sie am Empfang.
request-not-redeemed = Er wurde laut Studio nicht eingelöst.
request-refused-means = Soweit das Studio es zeigt, wurde nichts geändert.
request-as-then = So stand es damals. Wie es jetzt steht, sehen Sie unter „Für Mitglieder“.
request-refused = Das System des Studios hat es abgelehnt.
request-not-recorded = Dieser Kiosk kann gerade nichts senden.
request-unavailable = Das System des Studios hat es nicht angenommen.
request-cancelled = Es wurde nicht gesendet.
request-again-next = Versuchen Sie es noch einmal, oder fragen Sie am Empfang.
request-impossible = Das Studio bietet das nicht mehr an.
request-impossible-next = Sehen Sie nach, was es jetzt anbietet, oder fragen Sie am Empfang.
request-canceled-before = Das ist schon gekündigt, oder die Kündigung ist beantragt.
request-withdrawn-before = Es gibt nichts mehr zurückzunehmen, oder das ist beantragt.
request-booked-before = Das ist schon gebucht.
request-redeemed-before = Dieser Gutschein ist schon eingelöst.
request-look-next = Sehen Sie nach, wie es steht, oder fragen Sie am Empfang.
request-nothing-changed = Es wurde nichts geändert: Alles ist wie zuvor.
request-nothing-booked = Es wurde nichts gebucht, und nichts wird berechnet.
request-nothing-redeemed = Ihr Gutschein wurde nicht verbraucht.
request-concluded = √ Vertrag abgeschlossen
request-switched = √ Mitgliedschaft gewechselt
request-left = Anstelle von { $name }
request-contract = Vertrag: { $contract }
request-starts = Beginnt am { $day }
request-paid-now = Jetzt bezahlt: { $amount }
request-nothing-concluded = Es wurde nichts abgeschlossen und nichts berechnet.
request-concluded-before = Das ist schon abgeschlossen.
request-once-paid = Es wird geprüft und nicht zweimal getan. Bezahlt wird nur, was abgeschlossen wurde.
request-stay-next = Bitte warten Sie hier, oder fotografieren Sie diesen Code und fragen Sie am Empfang. Bestellen Sie nicht noch einmal.
request-uncertain-paid = Es ist vielleicht abgeschlossen und bezahlt.
request-refused-paid = Soweit das Studio es zeigt, wurde nichts abgeschlossen und nichts abgebucht.
