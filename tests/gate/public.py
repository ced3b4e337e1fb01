# SPDX-License-Identifier: MIT
"""Checks of what a user of the library gets: headers, exported symbols, the installed package, the examples."""
import os
import pathlib
import re
import shlex
import subprocess
import tempfile

from . import builds, usage
from .programs import SANITIZERS, WITH_SANDBOX
from .report import Case, Report, Result, ROOT, execute, single

HEADERS = ROOT / "include"
SYMBOLS = ROOT / "tests" / "abi" / "symbols.txt"
EXAMPLES = ROOT / "tests" / "examples.list"
ADAPTER_MODULES = {"libuv": "libuv", "libevent": "libevent", "glib": "glib-2.0"}
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]


def pkg_config(*arguments: str, env: dict[str, str] | None = None) -> list[str]:
    return shlex.split(subprocess.run(["pkg-config", *arguments], check=True, capture_output=True, text=True,
                                      env={**os.environ, **(env or {})}).stdout)


def check_headers(report: Report, build_folder: pathlib.Path) -> None:
    """Each public header compiles alone, as C11 and as C++17, and so does the usage that its comment shows; the smoke
    programs use what one would begin with."""
    include = ["-I", HEADERS, "-I", build_folder / "include"]
    plain = [str(header.relative_to(HEADERS)) for header in sorted((HEADERS / "wikijs").glob("*.h"))]
    with tempfile.TemporaryDirectory() as scratch:
        for header in sorted(HEADERS.rglob("*.h")):
            name = str(header.relative_to(HEADERS))
            if not report.wants(name):
                continue
            flags = []
            if header.parent.name == "adapters":
                # libuv's own header needs more than strict C11 declares.
                flags = ["-D_GNU_SOURCE", *pkg_config("--cflags", ADAPTER_MODULES[header.stem])]
            both = Result([])
            for compiler, standard, suffix in (("cc", "c11", "c"), ("c++", "c++17", "cpp")):
                source = pathlib.Path(scratch) / f"alone.{suffix}"
                # Twice, so that a missing include guard shows.
                source.write_text(f"#include <{name}>\n#include <{name}>\n")
                done = execute([compiler, f"-std={standard}", *STRICT, *include, *flags, source])
                both.cases.append(Case(f"{name}: {standard}", not done.failed))
                both.log += done.text
            if code := usage.sequence(header):
                found = usage.mistakes([*plain, name], code, [*include, *flags], pathlib.Path(scratch) / "usage.c")
                both.cases.append(Case(f"{name}: the calls in its comment", not found))
                both.log += "\n".join(found)
            report.add(both)
        if report.only:
            return
        for source, standard in (("smoke.c", "c11"), ("smoke.cpp", "c++17")):
            compiler = "cc" if source.endswith(".c") else "c++"
            done = execute([compiler, f"-std={standard}", *STRICT, *include, ROOT / "tests" / "abi" / source])
            report.add(single(f"{source}: {standard}", not done.failed, done.text))


def exported(library: pathlib.Path) -> list[str]:
    listing = execute(["nm", "-D", "--defined-only", "--format=just-symbols", library])
    if listing.failed:
        raise SystemExit(listing.text)
    # gcov's own symbols are the instrumentation's, not ours.
    return sorted(listing.text.split())


def check_symbols(report: Report, build_folder: pathlib.Path) -> None:
    """The shared library exports the names in symbols.txt and no other; scripts/update-symbols writes that file."""
    have, want = exported(build_folder / "libwikijs.so"), SYMBOLS.read_text().split()
    lines = [f"not in symbols.txt: {name}" for name in have if name not in want]
    lines += [f"not exported: {name}" for name in want if name not in have]
    report.add(single("exported symbols", bool(have) and not lines, "\n".join(lines)))
    done = execute([ROOT / "tests" / "abi" / "nothing.py", build_folder / "libwikijs.so", SYMBOLS], 300)
    report.add(single("functions that are given nothing", not done.failed, done.text))


def check_examples(report: Report, build_folder: pathlib.Path) -> None:
    """Runs each line of examples.list, 'name arguments… | expected regular expression', against a sandbox."""
    listed = set()
    for line in EXAMPLES.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        command, _, expected = line.partition(" | ")
        name, *arguments = shlex.split(command)
        listed.add(name)
        if not report.wants(name):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            arguments = [word.replace("{scratch}", scratch) for word in arguments]
            done = execute([WITH_SANDBOX, "sh", "-c", 'WIKIJS_URL=$WIKIJS_TEST_URL WIKIJS_API_KEY=$WIKIJS_TEST_KEY NEW_PASSWORD=first-password-1 exec "$@"',
                            "sh", build_folder / "examples" / name, *arguments], 120, SANITIZERS)
        matched = bool(expected.strip()) and re.search(expected.strip(), done.text, re.MULTILINE)
        report.add(single(f"{name}: {command}", not done.failed and bool(matched),
                          f"{done.text}\nexit code {done.code}, expected output: {expected.strip()}"))
    for source in sorted((ROOT / "examples").glob("*.c")):
        if source.stem not in listed:
            report.add(single(f"{source.stem}: has no line in tests/examples.list", False))


def check_package(report: Report, build_folder: pathlib.Path) -> None:
    """A program outside the tree finds the installed library by pkg-config and by CMake, shared and static."""
    with tempfile.TemporaryDirectory() as scratch_name:
        scratch = pathlib.Path(scratch_name)
        prefix = scratch / "prefix"
        done = execute(["cmake", "--install", build_folder, "--prefix", prefix])
        report.add(single("install", not done.failed, done.text))
        if done.failed:
            return
        done = execute([ROOT / "tests" / "package" / "check", prefix, scratch])
        for line in done.text.splitlines():
            if match := re.match(r"^(ok|FAIL) (.+)$", line):
                report.add(single(match[2], match[1] == "ok", done.text))
        if done.failed:
            report.add(single("consumer", False, done.text))


def check_build_alone(report: Report) -> None:
    """Whoever has the packages of `scripts/install-deps build` alone can configure: nothing of the tests is needed."""
    with tempfile.TemporaryDirectory() as scratch:
        finder = pathlib.Path(scratch) / "pkg-config"
        finder.write_text('#!/bin/sh\ncase "$*" in *cmocka* | *libuv* | *libevent* | *glib*) exit 1 ;; esac\nexec pkg-config "$@"\n')
        finder.chmod(0o755)
        done = execute(["cmake", "--preset", "release", "-B", f"{scratch}/build", f"-DPKG_CONFIG_EXECUTABLE={finder}"])
        left_out = "The tests are left out" in done.text and "adapter_glib is left out" in done.text
        report.add(single("configured without what the tests need", not done.failed and left_out, done.text))


def check_demo(report: Report) -> None:
    """The tour that README.md begins with runs to its end."""
    done = execute([ROOT / "scripts" / "demo"], env={"WIKIJS_TEST_URL": ""})
    report.add(single("scripts/demo", not done.failed, done.text))
