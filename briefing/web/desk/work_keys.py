"""The keys of the workspace: the page's help and the script both follow this one table."""

from __future__ import annotations

# Key as the browser names it, the act, and what the help says.
KEYS: tuple[tuple[str, str, str], ...] = (
    ("j", "next", "the block below"),
    ("k", "previous", "the block above"),
    ("J", "down", "move it down"),
    ("K", "up", "move it up; what is near moves in"),
    ("l", "lead", "make it the lead"),
    ("p", "pin", "pin it"),
    ("b", "brief", "to In brief"),
    ("x", "drop", "drop it"),
    ("h", "hold", "hold it back"),
    ("m", "embargo", "hold it until a time (embargo)"),
    ("e", "retitle", "a headline of your own"),
    ("s", "swap", "swap a sentence; again: the next one"),
    ("c", "condense", "another summarizer, side by side"),
    ("i", "image", "image and focus point"),
    ("a", "apart", "split it where it holds weakest"),
    ("g", "together", "join it with another"),
    ("u", "subject", "subject and preheader"),
    ("w", "welcome", "your line of welcome"),
    ("r", "intro", "first words, in Markdown"),
    ("n", "note", "a note, in Markdown"),
    ("o", "signoff", "the sign-off, in Markdown"),
    ("f", "finding", "the next thing to look at"),
    ("t", "pending", "what has arrived since"),
    ("v", "view", "phone, desktop, dark, no pictures, text"),
    ("T", "test", "send a test"),
    ("S", "send", "send now, once approved"),
    ("W", "withdraw", "withdraw the approval"),
    ("H", "history", "history"),
    ("Z", "undo", "undo my last decision"),
    ("?", "help", "these keys"),
)
_KEY_OF = {act: key for key, act, _ in KEYS}
# What the bar above the letter offers for the selected block.
BLOCK_ACTS: tuple[tuple[str, str, str], ...] = tuple(
    (act, label, _KEY_OF[act])
    for act, label in (
        ("lead", "Lead"),
        ("up", "Up"),
        ("down", "Down"),
        ("pin", "Pin"),
        ("brief", "Brief"),
        ("retitle", "Retitle"),
        ("swap", "Swap"),
        ("apart", "Split"),
        ("together", "Join"),
        ("image", "Image"),
        ("condense", "Condense"),
        ("embargo", "Embargo"),
        ("hold", "Hold"),
        ("drop", "Drop"),
    )
)
