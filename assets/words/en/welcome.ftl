# The first screen, and the one that says that nothing works.

welcome-title = Welcome to { $studio }
welcome-greeting = Train today, without a contract.
welcome-utilization = { $count } of { $capacity } places taken right now
welcome-count = { $count ->
    [one] { $count } person training right now
   *[other] { $count } people training right now
}
welcome-actions = Buy a day ticket or a pass
welcome-how = Choose, pay on your phone, walk in.
welcome-start = Start
out-of-order-what = This kiosk is out of order.
out-of-order-next = Please ask at the desk.
out-of-order-itself = The kiosk tries again by itself.
