"""What the project measures about itself: each script prints figures, `--json` for machines."""
