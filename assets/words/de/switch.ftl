# In eine andere Mitgliedschaft wechseln.

switches-title = Mitgliedschaft wechseln
switches-loading = Ihre Möglichkeiten werden geholt …
switches-none = Hier gibt es nichts, wohin Sie wechseln können.
switches-none-next = Bitte fragen Sie am Empfang: Das Personal weiß, was möglich ist.
switch-source-title = Welche Mitgliedschaft möchten Sie verlassen?
switch-none = Keiner Ihrer Verträge lässt sich so verlassen.
switch-title = Wechsel von { $contract } zu …
switch-empty = Hier gibt es gerade nichts zu wechseln. Bitte fragen Sie am Empfang.
