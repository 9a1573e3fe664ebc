"""What an editor does with an edition."""
