"""The language model is loaded once."""

from __future__ import annotations

import subprocess
import sys

_THREADS_ASK = """
import threading
from concurrent.futures import ThreadPoolExecutor
from briefing.text.identification import probabilities
loads = []
def count(frame, event, argument):
    if event == "call" and frame.f_code.co_name == "language_model":
        loads.append(frame)
threading.setprofile(count)
with ThreadPoolExecutor(4) as pool:
    told = list(pool.map(probabilities, ["The ferry to the island runs again on Monday."] * 4))
assert all(max(shares, key=shares.get) == "en" for shares in told)
print(len(loads))
"""


def test_threads_that_ask_at_once_load_one_model() -> None:
    command = [sys.executable, "-c", _THREADS_ASK]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
