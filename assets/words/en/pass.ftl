# The pass.

pass-title = √ Your ticket
pass-from = Valid from { $day }
pass-how = Hold the code to the reader at the turnstile. It is best to take a photo of it now.
pass-claim = To see it again: { $code }
pass-left = Shown for { $left }
pass-longer = Longer
pass-done = Done
pass-until = To be used by { $day }
