"""An edition as finished bytes."""
