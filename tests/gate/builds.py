# SPDX-License-Identifier: MIT
"""The build folders of the gate."""
import os
import pathlib

from .report import Report, ROOT, execute, single

BUILD_SECONDS = 1800


def folder(preset: str) -> pathlib.Path:
    return ROOT / os.environ.get("BUILD_ROOT", "build") / preset


def build(report: Report, preset: str, *targets: str) -> bool:
    """Builds a preset (or targets of it); only a failure is worth a case, for the tests count the success."""
    report.note(f"---- building {preset} {' '.join(targets)}".rstrip())
    done = execute([ROOT / "scripts" / "build", preset, *targets], BUILD_SECONDS)
    if done.failed:
        report.add(single(f"build {preset}", False, done.text))
    return not done.failed
