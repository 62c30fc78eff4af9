# Ein Check-in-Gutschein wird eingelöst: Aus ihm wird ein Zugangscode.

redeem-title = Check-in-Gutschein einlösen
redeem-once = Der Code gilt nur einmal: Aus ihm wird ein Zugangscode auf den Namen, den Sie hier angeben. Das lässt sich nicht zurücknehmen.
redeem-once-short = Der Code gilt nur einmal; das lässt sich nicht zurücknehmen.
redeem-voucher = Gutscheincode
redeem-why-voucher = er steht auf Ihrem Gutschein
redeem-why-name = für Ihren Zugangscode
redeem-why-email = das Studio fragt danach
redeem-button = Einlösen
redeem-error-voucher = kein Gutscheincode
redeem-before = Schon hier eingelöst: siehe „Ich habe einen Code“ am Anfang.
