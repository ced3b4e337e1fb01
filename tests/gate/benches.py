# SPDX-License-Identifier: MIT
"""The benchmarks still run: each with the least of everything. What they measure is not judged."""
import pathlib

from .report import Report, ROOT, execute, single

LEAST = {
    "batch": ["--rounds", "1", "--counts", "20"],
    "cache": ["1"],
    "decode": ["--pages", "100", "--rounds", "1", "--repeats", "2"],
    "export": ["--rounds", "1", "--pages", "60"],
    "import": ["--files", "20"],
    "iterate": ["--rounds", "1", "--pages", "60"],
    "latency": ["--rounds", "1", "--seconds", "0.1"],
    "limits": ["1", "8"],
    "peers": ["--rounds", "1", "--seconds", "0.1"],
    "policies": ["3", "100"],
    "throughput": ["--rounds", "1", "--seconds", "0.05"],
    "transfer": ["--mebibytes", "2", "--rounds", "1"],
    "webhook": ["100", "1"],
}


def check_benches(report: Report, folder: pathlib.Path) -> None:
    for name in sorted(program.parent.name for program in (ROOT / "bench").glob("*/run")):
        if report.wants(name):
            done = execute([ROOT / "bench" / "run", name, *LEAST.get(name, [])], 120, {"WIKIJS_BUILD_DIR": str(folder)})
            report.add(single(name, not done.failed and any(sign.isdigit() for sign in done.text), done.text))
