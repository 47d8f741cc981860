"""The door to the real platform."""
