# Ein Check-in-Gutschein wird eingelöst: Aus ihm wird ein Zugangscode.

redeem-title = Check-in-Gutschein einlösen
redeem-once = Der Code gilt einmal: Aus ihm wird der Zugangscode für einen Besuch, auf den Namen, den Sie hier angeben. Er lässt sich nicht nachsehen oder zurücknehmen.
redeem-voucher = Gutscheincode
redeem-why-voucher = er steht auf Ihrem Gutschein
redeem-why-name = für Ihren Zugangscode
redeem-why-email = das Studio fragt danach
redeem-button = Einlösen
redeem-error-voucher = kein Gutscheincode
redeem-unsettled = Dieser Gutschein wird schon geprüft: bitte am Empfang fragen.
