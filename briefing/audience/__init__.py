"""What readers may do, and what comes back from them."""
