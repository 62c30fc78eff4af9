# Words around every screen.

frame-step = Step { $step } of { $of }
frame-demo = DEMO
frame-demo-quit = Only a demo. Ctrl+C quits.
frame-again = Try again
frame-done = Done
frame-wait = One moment …
frame-busy-long = This is taking longer than usual. You can wait, or go back with Esc.
frame-language-text = Choose your language.
frame-server-says = The studio says: { $message }
frame-too-small = This terminal is too small: { $columns } x { $rows }. The kiosk needs { $columns-min } x { $rows-min }.
keyboard-space = space
keyboard-done = Done
idle-title = Are you still there?
idle-text = { $seconds ->
    [one] This screen will be cleared in { $seconds } second. Press any key or touch the screen to stay.
   *[other] This screen will be cleared in { $seconds } seconds. Press any key or touch the screen to stay.
}
idle-stay = I am still here
