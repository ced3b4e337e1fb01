# SPDX-License-Identifier: MIT
"""tests/webhooks/end-to-end, with few changes: the same with thousands is run by hand."""
import pathlib
import subprocess
import sys

PROGRAM = pathlib.Path(__file__).resolve().parent.parent / "webhooks" / "end-to-end"


def test_relay_and_receiver_are_killed_at_random():
    result = subprocess.run([sys.executable, PROGRAM, "--changes", "200", "--kill", "0.3"], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 pages wrong" in result.stdout
