"""Language, pure: callers import the modules they need."""

__all__: list[str] = []
