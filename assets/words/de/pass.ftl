# Der Pass.

pass-title = √ Ihr Ticket
pass-from = Gültig ab { $day }
pass-how = Halten Sie den Code an den Leser am Drehkreuz. Am besten fotografieren Sie ihn jetzt.
pass-claim = Abholcode: { $code }
pass-left = Noch { $left } zu sehen
pass-longer = Länger
pass-done = Fertig
pass-until = Einzulösen bis { $day }
