"""What mail providers report of messages they sent for us: one file a provider."""
