"""Every pattern of the package, and what makes a backtracking engine slow over it."""
