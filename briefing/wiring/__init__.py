"""Config -> parts."""
