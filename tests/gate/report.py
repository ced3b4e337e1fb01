# SPDX-License-Identifier: MIT
"""Counting cases and showing what failed."""
import dataclasses
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOG_LINES = 150


@dataclasses.dataclass
class Case:
    name: str
    passed: bool


@dataclasses.dataclass
class Result:
    """What one test program did: its cases, and its output for when one of them failed."""
    cases: list[Case]
    log: str = ""

    @property
    def passed(self) -> bool:
        return bool(self.cases) and all(case.passed for case in self.cases)


def single(name: str, passed: bool, log: str = "") -> Result:
    return Result([Case(name, passed)], log)


@dataclasses.dataclass
class Output:
    code: int
    text: str

    @property
    def failed(self) -> bool:
        return self.code != 0


def execute(command, timeout: float = 600, env: dict[str, str] | None = None, cwd: pathlib.Path = ROOT) -> Output:
    """Runs a command with standard output and error together; a time-out or a missing program is a failure."""
    command = [str(part) for part in command]
    try:
        done = subprocess.run(command, cwd=cwd, env={**os.environ, **(env or {})}, timeout=timeout,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return Output(done.returncode, done.stdout.decode("utf-8", "replace"))
    except subprocess.TimeoutExpired as error:
        text = (error.stdout or b"").decode("utf-8", "replace")
        return Output(-1, f"{text}\n{command[0]}: no end after {timeout:.0f} s")
    except OSError as error:
        return Output(127, f"{command[0]}: {error.strerror}")


class Report:
    """Prints results as they come and keeps the count."""

    def __init__(self, only: str = ""):
        self.only = only
        self.passed = 0
        self.failures: list[str] = []
        self.stage_name = ""
        self.since = time.monotonic()

    def wants(self, name: str) -> bool:
        """Whether the filter given on the command line chooses this program."""
        return self.only in name

    def stage(self, name: str) -> None:
        self.stage_name = name
        self.since = time.monotonic()

    def note(self, text: str) -> None:
        print(text, flush=True)

    def add(self, result: Result) -> None:
        if not result.cases:
            result.cases.append(Case("reports no case", False))
        good = sum(case.passed for case in result.cases)
        self.passed += good
        bad = [f"{self.stage_name}/{case.name}" for case in result.cases if not case.passed]
        self.failures += bad
        name = result.cases[0].name.split(":")[0]
        print(f"{'FAIL' if bad else 'ok  '} {self.stage_name}/{name} ({good}/{len(result.cases)}, "
              f"{time.monotonic() - self.since:.1f} s into {self.stage_name})", flush=True)
        if bad:
            for case in bad:
                print(f"     {case}")
            lines = result.log.splitlines()
            if len(lines) > LOG_LINES:
                print(f"     … {len(lines) - LOG_LINES} lines before")
            for line in lines[-LOG_LINES:]:
                print(f"   | {line}")
            sys.stdout.flush()

    def finish(self) -> int:
        if self.failures:
            print("\nfailed:")
            for name in self.failures:
                print(f"  {name}")
        if not self.passed and not self.failures:
            self.failures.append("no test has that name" if self.only else "nothing was run")
            print(self.failures[0])
        print(f"{self.passed} passed, {len(self.failures)} failed", flush=True)
        return 1 if self.failures else 0
