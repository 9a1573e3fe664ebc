"""The workspace of an editor: one draft in memory, decided on step by step, without a web."""
