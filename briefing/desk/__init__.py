"""What an editor does: with editions, stories, sources, and the decisions about them."""
