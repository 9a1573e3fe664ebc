"""The public site: editions with their sources, topics over time, feeds, search; for any web host.

`briefing serve` answers with these pages, `briefing export --site` writes the same bytes.
"""
