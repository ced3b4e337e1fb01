#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Calls every exported function with nothing, each in a process of its own: an answer is expected, no end of the program.

usage: nothing.py LIBRARY SYMBOLS
"""
import ctypes
import os
import signal
import sys

ARGUMENTS = 8  # more than any function has
PATIENCE_SECONDS = 10

# A structure that does not fit into registers is returned where a hidden first argument says, which is nothing here.
RETURN_STRUCTURES = {"wikijs_argument_member", "wikijs_model_field", "wikijs_operation_argument",
                     "wikijs_operation_describe", "wikijs_value_get"}
# What a plugin's function is lent is there while it runs.
LENT = "wikijs_plugin_call_"


def dies(function) -> bool:
    child = os.fork()
    if child == 0:
        signal.alarm(PATIENCE_SECONDS)
        function(*[None] * ARGUMENTS)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main() -> int:
    library = ctypes.CDLL(sys.argv[1])
    with open(sys.argv[2], encoding="ascii") as listed:
        names = [name for name in listed.read().split() if name not in RETURN_STRUCTURES and not name.startswith(LENT)]
    dead = [name for name in names if dies(library[name])]
    for name in dead:
        print(f"{name}: dies when it is given nothing")
    return 1 if dead or not names else 0


if __name__ == "__main__":
    sys.exit(main())
