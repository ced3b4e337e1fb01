# SPDX-License-Identifier: MIT
"""The parts of tests/run: how each kind of test is executed and counted."""
