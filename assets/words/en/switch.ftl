# To switch to another membership.

switches-title = Switch your membership
switches-loading = Looking up what you can switch to …
switches-none = There is nothing you can switch to here.
switches-none-next = Please ask at the desk: the staff know what is possible.
switch-source-title = Which membership do you want to leave?
switch-none = None of your contracts can be left this way.
switch-title = Switch from { $contract } to …
switch-empty = There is nothing to switch to here right now. Please ask at the desk.
