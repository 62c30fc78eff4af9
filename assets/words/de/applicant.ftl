# Wer Mitglied wird.

applicant-title = Für wen ist die Mitgliedschaft?
applicant-second-first-name = Zweiter Vorname
applicant-second-last-name = Zweiter Nachname
applicant-birth-place = Geburtsort
applicant-birth-country = Geburtsland, etwa IT
applicant-mobile = Mobil
applicant-street-type = Straßenart
applicant-block = Block
applicant-portal = Aufgang
applicant-stairway = Treppe
applicant-floor = Stockwerk
applicant-door = Tür
applicant-address-line = Adresszusatz
applicant-province = Provinz
applicant-tax-id-es = NIF oder NIE
applicant-tax-id-it = Codice fiscale
applicant-document = Ausweis
applicant-document-none = wählen, falls ohne Steuernummer
applicant-document-number = Nummer des Ausweises
applicant-document-id-card = Personalausweis
applicant-document-passport = Reisepass
applicant-document-national-id = Nationale Identitätsnummer
applicant-document-residence = Aufenthaltstitel
applicant-document-licence = Führerschein
applicant-document-other = Anderer

# Warum es gefragt wird.
applicant-why-contract = für Ihren Vertrag
applicant-why-if-any = falls vorhanden
applicant-why-email = für Vertrag und Nachrichten dazu
applicant-why-age = Abschluss ab { $age } Jahren
applicant-why-birth-place = gesetzlich: eins von beiden
applicant-why-identity = gesetzlich: Steuernummer oder Ausweis
applicant-why-one-number = für Rückfragen: eine von beiden

# Was daran nicht stimmt.
applicant-error-number = bitte eine der Nummern angeben
applicant-error-birth-place = bitte Ort oder Land angeben
applicant-error-identity = bitte dies oder einen Ausweis
applicant-error-minor = unter { $age }: mit Eltern am Empfang

# Wo es hier nicht weitergeht.
applicant-minor-what = Unter { $age } Jahren werden Sie gemeinsam mit einem Erziehungsberechtigten Mitglied.
applicant-minor-next = Bitte kommen Sie zusammen an den Empfang. Ihre Eingaben sind gelöscht.
applicant-known-what = Sie sind hier schon bekannt.
applicant-known-next = Melden Sie sich unter „Mitglieder“ (F5) an, um eine Mitgliedschaft abzuschließen, oder fragen Sie am Empfang.
applicant-barred-what = An diesem Kiosk können Sie nicht Mitglied werden.
applicant-desk-next = Bitte fragen Sie am Empfang: Dort geht es gemeinsam weiter.
