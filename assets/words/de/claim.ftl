# Die Eingabe eines Abholcodes.

claim-open = Ich habe einen Code
claim-title = Haben Sie einen Abholcode von diesem Kiosk?
claim-label = Abholcode
claim-hint = zum Beispiel K7Q2-M9XD-4TZA
claim-show = Zeigen
claim-checking = Ihr Ticket wird gesucht …
claim-shape = kein Abholcode dieses Kiosks
claim-wrong = nicht gefunden: prüfen, oder am Empfang fragen
claim-rest = { $minutes ->
    [one] zu viele falsche Codes: wieder in { $minutes } Minute
   *[other] zu viele falsche Codes: wieder in { $minutes } Minuten
}
claim-unavailable = gerade nicht zu finden: bitte am Empfang fragen
claim-voucher = Gutschein
claim-or-voucher = Ist es ein Check-in-Gutschein? Mit F5 lösen Sie ihn ein.
claim-about = Er steht neben jedem Ticket, und auf dem Bildschirm jedes Kaufs, der nicht mit einem endete. Tippen Sie ihn, oder scannen Sie ihn von Ihrem Foto. Haben Sie stattdessen einen Check-in-Gutschein? Mit F5 lösen Sie ihn ein.
