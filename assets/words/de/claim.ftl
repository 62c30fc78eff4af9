# Die Eingabe eines Abholcodes.

claim-open = Ich habe einen Code
claim-title = Haben Sie einen Code von diesem Kiosk?
claim-label = Ihr Code
claim-hint = zum Beispiel K7Q2-M9XD-4TZA
claim-show = Zeigen
claim-checking = Ihr Ticket wird gesucht …
claim-shape = ein Code hat zwölf Buchstaben und Ziffern, in drei Gruppen
claim-wrong = dieser Code ist hier nicht bekannt
claim-rest = zu viele falsche Codes: bitte etwas warten
claim-unavailable = Codes können gerade nicht gesucht werden: bitte am Empfang fragen
claim-about = Er steht neben jedem Ticket, und auf dem Bildschirm jedes Kaufs, der nicht mit einem endete. Tippen Sie ihn, oder scannen Sie ihn von Ihrem Foto.
