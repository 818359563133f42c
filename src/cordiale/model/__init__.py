"""The nouns of Cordiale: frozen, slotted dataclasses that every other layer speaks in."""
