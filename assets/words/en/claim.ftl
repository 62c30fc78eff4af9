# The entry of a claim code.

claim-open = I have a code
claim-title = Do you have a code from this kiosk?
claim-label = Your code
claim-hint = such as K7Q2-M9XD-4TZA
claim-show = Show
claim-checking = Looking for your ticket …
claim-shape = a code has twelve letters and digits, in three groups
claim-wrong = nothing is known of this code here
claim-rest = too many wrong codes: please wait a little
claim-unavailable = codes cannot be looked up now: please ask at the desk
claim-about = It stands beside every ticket, and on the screen of every purchase that did not end in one. Type it, or scan it from your photo.
