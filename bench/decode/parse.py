# SPDX-License-Identifier: MIT
"""parse.py FILE ROUNDS: milliseconds of CPU time, one line a round: json.loads of a string, and of the bytes."""
import json
import sys
import time

content = open(sys.argv[1], "rb").read()
for _ in range(int(sys.argv[2])):
    start = time.process_time()
    text = content.decode()
    converted = time.process_time()
    pages = json.loads(text)["data"]["pages"]["list"]
    end = time.process_time()
    assert pages
    del pages
    print((end - converted) * 1e3, (end - start) * 1e3)
