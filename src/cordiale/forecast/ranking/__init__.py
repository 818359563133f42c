"""Who will do what to whom tomorrow: everyone ranked for (actor, act, ?) and (?, act, recipient), with what speaks for it."""
