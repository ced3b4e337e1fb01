# SPDX-License-Identifier: MIT
"""Running the three kinds of test programs: cmocka, pytest and node:test. Each returns every case by name."""
import concurrent.futures
import os
import pathlib
import re
import tempfile
import xml.etree.ElementTree

from .report import Case, Report, Result, ROOT, execute

WITH_SANDBOX = ROOT / "tests" / "with-sandbox"
PROGRAM_SECONDS = 600
PYTEST_NOTHING_CHOSEN = 5
SANITIZERS = {
    "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0:detect_stack_use_after_return=1",
    "UBSAN_OPTIONS": "print_stacktrace=1",
    "TSAN_OPTIONS": "halt_on_error=0:exitcode=66",
}
TAP_LINE = re.compile(r"^(not )?ok \d+ - (.*)$")
TAP_SKIP = re.compile(r"^not ok \d+ # SKIP (.*)$")
TAP_PLAN = re.compile(r"^1\.\.(\d+)$")


def cases_of_tap(program: str, text: str, code: int) -> list[Case]:
    """The cases in cmocka's TAP output. A skip, a missing case and a bad exit after the last case are failures."""
    cases, planned = [], 0
    for line in text.splitlines():
        if match := TAP_PLAN.match(line):
            planned += int(match[1])
        elif match := TAP_SKIP.match(line):
            cases.append(Case(f"{program}: {match[1]} (skipped)", False))
        elif match := TAP_LINE.match(line):
            cases.append(Case(f"{program}: {match[2]}", not match[1]))
    if len(cases) != planned or not cases:
        cases.append(Case(f"{program}: {len(cases)} of {planned} cases ran, exit code {code}", False))
    elif code != 0 and all(case.passed for case in cases):
        cases.append(Case(f"{program}: exit code {code} after the last case", False))
    return cases


def run_cmocka(program: pathlib.Path, sandbox: bool, wrapper: list[str] | None = None) -> Result:
    command = [*(wrapper or []), program]
    if sandbox:
        command = [WITH_SANDBOX, *command]
    done = execute(command, PROGRAM_SECONDS, {**SANITIZERS, "CMOCKA_MESSAGE_OUTPUT": "TAP"})
    return Result(cases_of_tap(program.name, done.text, done.code), done.text)


def run_all_cmocka(report: Report, folder: pathlib.Path, sandbox: bool, wrapper: list[str] | None = None,
                   names: set[str] | None = None) -> None:
    """Every program that a source file of the kind names; a source without a program counts as failed."""
    sources = sorted((ROOT / "tests" / folder.name).glob("*.c"))
    chosen = [source.stem for source in sources
              if report.wants(source.stem) and (names is None or source.stem in names)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(lambda name: run_cmocka(folder / name, sandbox, wrapper), chosen):
            report.add(result)
    if not sources:
        report.add(Result([Case("no tests found", False)], f"no source in tests/{folder.name}"))


def run_pytest(report: Report, folder: pathlib.Path, program: pathlib.Path) -> None:
    """The tests of the command line; they find the program to test in WIKIJS_BIN."""
    with tempfile.TemporaryDirectory() as scratch:
        xml_file = pathlib.Path(scratch) / "results.xml"
        choice = ["-k", report.only] if report.only else []
        done = execute([WITH_SANDBOX, "pytest-3", "-q", "-p", "no:cacheprovider", "--tb=short",
                        f"--junitxml={xml_file}", *choice, folder], 1800, {**SANITIZERS, "WIKIJS_BIN": str(program)})
        cases = []
        if xml_file.exists():
            for item in xml.etree.ElementTree.parse(xml_file).iter("testcase"):
                bad = [child for child in item if child.tag in ("failure", "error", "skipped")]
                suffix = " (skipped)" if any(child.tag == "skipped" for child in bad) else ""
                cases.append(Case(f"pytest: {item.get('classname')}.{item.get('name')}{suffix}", not bad))
    if report.only and done.code == PYTEST_NOTHING_CHOSEN:
        return
    if done.failed and all(case.passed for case in cases):
        cases.append(Case(f"pytest: exit code {done.code}", False))
    report.add(Result(cases, done.text))


def run_node(report: Report, folder: pathlib.Path) -> None:
    """node:test in its TAP form: only the leaves count, a file or a suite around them does not."""
    files = [file for file in sorted(folder.glob("*.test.js")) if report.wants(file.name)]
    if report.only and not files:
        return
    done = execute(["node", "--test", "--test-reporter=tap", *files], 900)
    counts = {key: int(number) for key, number in re.findall(r"^# (pass|fail|cancelled|skipped|todo) (\d+)$",
                                                              done.text, re.MULTILINE)}
    good = counts.get("pass", 0)
    bad = sum(counts.values()) - good
    failed = re.findall(r"^\s*not ok \d+ - (.*)$", done.text, re.MULTILINE)
    cases = [Case(f"node: case {number + 1}", True) for number in range(good)]
    cases += [Case(f"node: {failed[number] if number < len(failed) else 'skipped or to do'}", False)
              for number in range(bad)]
    if done.failed and not bad:
        cases.append(Case(f"node: exit code {done.code}", False))
    report.add(Result(cases, done.text))
