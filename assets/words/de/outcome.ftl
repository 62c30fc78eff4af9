# Ein Kauf, der nicht in einem Pass mit Code endete.

outcome-checking = Wir wissen noch nicht, ob Ihr Ticket gekauft wurde.
outcome-checking-next = Fotografieren Sie diesen Code. Er öffnet keine Tür: Mit ihm zeigt „Ich habe einen Code“ am Anfang Ihr Ticket. Nicht noch einmal zahlen.
outcome-no-code = Ihr Ticket ist gekauft, aber der Zugangscode ist noch unterwegs.
outcome-no-code-next = Fotografieren Sie diesen Code. Er öffnet keine Tür: Zeigen Sie ihn am Empfang.
outcome-desk = Nur das Personal kann diesen Kauf klären.
outcome-desk-next = Bitte fragen Sie am Empfang.
outcome-refused = Das System des Studios hat den Kauf abgelehnt.
outcome-refused-next = Eine Reservierung auf Ihrer Karte endet von selbst. Versuchen Sie es noch einmal, oder fragen Sie am Empfang.
outcome-not-recorded = Dieser Kiosk kann gerade nichts verkaufen.
outcome-expired = Die Zeit zum Bezahlen ist abgelaufen.
outcome-unavailable = Das System des Studios hat die Bestellung nicht angenommen.
outcome-cancelled = Der Kauf wurde abgebrochen.
outcome-again-next = Versuchen Sie es noch einmal, oder fragen Sie am Empfang.
outcome-claim = Abholcode: { $code }
outcome-left = Dieser Bildschirm schließt in { $left }; jede Taste hält ihn offen.
outcome-waiting = Ihr Ticket ist noch nicht gekauft: Das System des Studios bittet uns zu warten.
outcome-waiting-next = Es geht von selbst weiter, solange Sie hier bleiben. Wenn Sie gehen, wird die Bestellung aufgegeben.
outcome-before = Ihre erste Bestellung hat doch geklappt.
outcome-before-next = Es wurde nichts weiter bestellt. Bitte fragen Sie am Empfang nach Ihrem Ticket.
outcome-over-next = Mit „Fertig“ fangen Sie neu an, oder fragen Sie am Empfang.
outcome-ask = Sie können auch fragen: { $contact }
outcome-settled = Das Personal hat diesen Kauf geklärt.
outcome-shown-before = Dieses Ticket wurde gekauft. Sein Code wird hier nicht mehr gezeigt.
outcome-reference = Für Fragen: { $code }
outcome-settled-next = Wenn noch etwas fehlt, fragen Sie bitte am Empfang.
