# Eine Mitgliedschaft auf dem Weg: was sie kostet, ihre Vertragstexte, die Bestellung.

# Was sie kostet.
agreement-price-title = Das kostet { $name }
agreement-age = Ihrem Alter angepasst, sonst { $price }
agreement-pre-use = Vor dem Beginn
agreement-instead = { $price } statt { $full }
agreement-plan = Zahlungen
agreement-plan-about = wann Sie was zahlen
agreement-total = Beitrag gesamt
agreement-volume = { $total } in der ersten Laufzeit
agreement-volume-monthly = { $total } in der ersten Laufzeit, { $monthly } im Monat
agreement-due = Hier fällig
agreement-due-about = Sie zahlen es auf dem Handy
agreement-due-nothing = hier ist nichts zu zahlen
agreement-due-later = hier ist nichts zu zahlen; das Studio zieht die Zahlungen ein
agreement-due-now = { $payment } · jetzt fällig
agreement-amount-unread = am Empfang fragen
agreement-payment-contract = Mitgliedsbeitrag
agreement-payment-starter = Startpaket
agreement-payment-fee = Gebühr
agreement-payment-module = Extra
agreement-payment-bonus = Freie Zeit
agreement-nothing-yet = Noch ist nichts bestellt. Sie prüfen vorher alles noch einmal.
agreement-mend = Korrigieren

# Was ein Gutschein bewirkt.
agreement-voucher = Gutschein
agreement-voucher-remove = Ohne Gutschein
agreement-voucher-refused = dieser Code gilt nicht für diese Mitgliedschaft
agreement-voucher-visit = dieser Code gilt für einen Besuch
agreement-off-percent = { $number } % Rabatt
agreement-off-amount = { $amount } Rabatt
agreement-off-unsaid = Rabatt
agreement-time-unlimited = für die ganze Laufzeit
agreement-time-first-term = in der ersten Laufzeit
agreement-time-for = für { $term }
agreement-time-unsaid = für einige Zeit
agreement-discount = { $off } { $time }
agreement-credit = { $amount } Guthaben auf Ihrem Mitgliedskonto
agreement-bonus = { $term } gratis
agreement-split = { $name } zahlt { $company }, Sie zahlen { $member }
agreement-company-pays = die Firma zahlt { $amount }
agreement-you-pay = Sie zahlen { $amount }
agreement-shares-full = sonst { $full }

# Wo es hier nicht weitergeht.
agreement-nothing-concluded = Es ist nichts abgeschlossen, und nichts wird abgebucht.
agreement-untold-what = Das System des Studios sagt nicht alles, was das kostet.
agreement-unsayable-what = Dieser Kiosk kann Ihnen nicht alle Bedingungen dieser Mitgliedschaft nennen.
agreement-texts-what = Ein Text dieses Vertrags kann hier nicht gezeigt oder unterschrieben werden.
agreement-unpayable-what = Diese Mitgliedschaft kann nicht per Handy bezahlt werden.

# Die Vertragstexte.
agreement-text = Vertragsbedingungen
agreement-text-title = { $title } · { $at } von { $of }
agreement-tick = Gelesen und einverstanden
agreement-tick-missing = Bitte bestätigen Sie den Text: antippen oder F4.
agreement-attached = Anlage: { $title } (gleich auf dem Handy zu öffnen)
agreement-attached-desk = Anlage: { $title } (am Empfang zu sehen)
agreement-signed-on-phone = Diesen Text unterschreiben Sie auf dem Handy.

# Die Bestellung.
agreement-what = Vertrag
agreement-what-for = { $what }, für { $name }
agreement-source = Anstelle von
agreement-left = { $name }; das Studio beendet ihn dafür
agreement-start-pre-use-paid = { $start }; Training ab { $day } für { $price }
agreement-start-pre-use = { $start }; Training ab { $day }
agreement-modules = Extras
agreement-fees = Gebühren
agreement-price-after = Danach kostet es { $price }.
agreement-next-phone = Nach der Bestellung geht es am Handy weiter: Halten Sie es bereit.
agreement-cancelled = Abgebrochen: Es ist nichts abgeschlossen und nichts abgebucht.
agreement-again-title = Noch eine abschließen?
agreement-again-text = Sie haben hier vor wenigen Minuten eine Mitgliedschaft abgeschlossen. Eine zweite ist ein zweiter Vertrag und wird zusätzlich bezahlt.
agreement-again-yes = Ja, noch eine
agreement-again-no = Nein, zurück
agreement-alike-title = Waren Sie das?
agreement-alike-text = Jemand ist hier vor wenigen Minuten mit genau dieser Mitgliedschaft beigetreten. Wenn Sie das waren, bestellen Sie nicht noch einmal: Ihre Bestätigung steht unter „Ich habe einen Code“ am Anfang.
agreement-alike-unsettled-text = Jemand hat hier genau diese Mitgliedschaft bestellt, und es wird noch geprüft, ob sie abgeschlossen ist. Wenn Sie das waren, bestellen Sie nicht noch einmal: Sehen Sie unter „Ich habe einen Code“ am Anfang nach, oder fragen Sie am Empfang.
