"""The public functions: checked at the door, wired here, once."""
