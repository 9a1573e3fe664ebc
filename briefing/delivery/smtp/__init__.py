"""Many connections to one relay."""
