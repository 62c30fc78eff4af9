# Wörter um jeden Bildschirm.

frame-step = Schritt { $step } von { $of }
frame-demo = DEMO
frame-demo-quit = Nur eine Demo. Strg+C beendet.
frame-again = Noch einmal
frame-done = Fertig
frame-wait = Einen Moment …
frame-busy-long = Das dauert länger als sonst. Sie können warten oder mit Esc zurückgehen.
frame-language-text = Wählen Sie Ihre Sprache.
frame-server-says = Das Studio meldet: { $message }
frame-too-small = Dieser Bildschirm ist zu klein: { $columns } x { $rows }. Der Kiosk braucht { $columns-min } x { $rows-min }.
keyboard-space = Leerzeichen
keyboard-done = Fertig
idle-title = Sind Sie noch da?
idle-text = { $seconds ->
    [one] In { $seconds } Sekunde wird alles gelöscht. Drücken Sie eine Taste oder berühren Sie den Bildschirm, um zu bleiben.
   *[other] In { $seconds } Sekunden wird alles gelöscht. Drücken Sie eine Taste oder berühren Sie den Bildschirm, um zu bleiben.
}
idle-stay = Ich bin noch da
