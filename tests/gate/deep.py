# SPDX-License-Identifier: MIT
"""The slower checks: schema validation, thread sanitizer, valgrind, fuzzing, coverage."""
import json
import os
import pathlib
import re
import tempfile

from . import builds
from .programs import SANITIZERS, run_all_cmocka, run_pytest
from .report import Report, ROOT, execute, single

# Percent of the lines of src/ and cli/ that the tests must run.
COVERAGE_THRESHOLD = 90.0
# Rows that send the user's own document, or go to a file route.
ROWS_OF_ROUTES = {"graphql_query", "graphql_mutation", "pages_source", "pages_locate", "assets_send", "assets_fetch"}
# Rows that describe the input and the result of a flow, whose requests have rows of their own.
ROWS_OF_FLOWS = {
    "pages_merge", "users_change", "users_choose", "users_enrol", "users_find", "users_get_by_email", "groups_add_users",
    "groups_audit", "groups_can", "groups_choose", "groups_found", "groups_members", "groups_merge",
    "groups_remove_users", "assets_download", "assets_find", "assets_find_folder", "assets_get", "assets_get_folder",
    "assets_make_folder", "assets_upload", "assets_walk", "assets_walk_folders", "change_strategy", "delete_strategy",
    "logging_change", "mail_change", "navigation_merge", "storage_change", "storage_execute", "system_export_whole",
    "system_set_flag",
}
# Rows whose documents tests/documents prints besides those of the namespaces.
ROWS_PRINTED = {"pages_ids"}
SANDBOX_TOOLS = ROOT / "sandbox" / "bin"
# What a real server says of its schema, where somebody has put it beside the checkout.
INTROSPECTION = pathlib.Path(os.environ.get("WIKIJS_INTROSPECTION", ROOT.parent / "shared/wikijs/introspection.json"))
# Tests that use threads which the library makes, without the word in their names.
WITH_THREADS = {"unit": ["test_transfer_folder"], "live": ["test_sandbox_export"]}
# It sees uninitialised reads, which the address sanitizer does not.
# A test's own operator new, with which it makes memory run out, stays its own.
VALGRIND = ["env", "HOSTILE_TEXT_BYTES=30000", "valgrind", "-q", "--soname-synonyms=somalloc=nouserintercepts", "--error-exitcode=99",
            "--leak-check=full", "--errors-for-leak-kinds=definite"]


def check_documents(report: Report, build_folder: pathlib.Path) -> None:
    """Every document that the library can send is valid against the server's full schema, says graphql-js."""
    if report.only:
        return
    printed = execute([build_folder / "tests" / "documents"], env=SANITIZERS)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as lines:
        lines.write(printed.text)
        lines.flush()
        checked = execute(["sh", "-c", 'exec node "$0" <"$1"', SANDBOX_TOOLS / "validate-documents.js", lines.name])
    count = re.search(r"^(\d+) documents valid$", checked.text, re.MULTILINE)
    report.add(single(f"{count[1] if count else 'not all'} documents are valid",
                      not printed.failed and not checked.failed and count is not None and int(count[1]) > 0,
                      checked.text))

    if INTROSPECTION.exists():
        compared = execute(["node", SANDBOX_TOOLS / "compare-schema.js", INTROSPECTION])
        report.add(single("the sandbox's schema is the real server's", not compared.failed, compared.text))

    rows = set(re.findall(r" [DdRr] wj_op_(\w+)$", execute(["nm", build_folder / "libwikijs.a"]).text, re.MULTILINE))
    lists = [re.findall(r"const struct wj_op \*const wj_\w+_ops\[\] = {(.*?)};", source.read_text(), re.DOTALL)
             for source in sorted((ROOT / "src" / "api").glob("*.c"))]
    listed = set(re.findall(r"&wj_op_(\w+)", str(lists)))
    forgotten = rows - listed - ROWS_OF_ROUTES - ROWS_OF_FLOWS - ROWS_PRINTED
    gone = (ROWS_OF_ROUTES | ROWS_OF_FLOWS | ROWS_PRINTED) - rows
    report.add(single("every operation row is listed, or known to send no document", bool(rows) and not forgotten | gone,
                      "\n".join(forgotten | gone)))


def check_threads(report: Report) -> None:
    """The tests that use several threads, under the thread sanitizer."""
    targets = {kind: [source.stem for source in sorted((ROOT / "tests" / kind).glob("*thread*.c"))] + others
               for kind, others in WITH_THREADS.items()}
    names = [f"{kind}_{name}" for kind, stems in targets.items() for name in stems]
    if not names:
        report.add(single("no thread tests found", False))
        return
    if not builds.build(report, "tsan", *names):
        return
    # The sanitizer's fixed shadow memory and a kernel that randomises addresses widely do not go together.
    wrapper = ["setarch", "-R"]
    for kind, stems in targets.items():
        if stems:
            run_all_cmocka(report, builds.folder("tsan") / "tests" / kind, kind == "live", wrapper, set(stems))


def check_chaos(report: Report) -> None:
    """CHAOS_OPERATIONS mixed operations against a server that fails in every way, under the address sanitizer."""
    operations = os.environ.get("CHAOS_OPERATIONS", "5000")
    done = execute([ROOT / "tests" / "chaos" / "run", "--operations", operations, builds.folder("asan") / "tests" / "chaos"],
                   900, SANITIZERS)
    report.add(single(f"{operations} operations", not done.failed, done.text))
    print(done.text)


def check_soak(report: Report, folder: pathlib.Path) -> None:
    """Many requests at once, then mixed operations for a while: none fails, and memory and open files do not grow."""
    minutes = os.environ.get("SOAK_MINUTES", "2")
    for arguments in (["requests", "100000", "1000"], ["minutes", minutes, "16"]):
        done = execute([ROOT / "tests" / "with-sandbox", folder / "tests" / "soak", *arguments], 900)
        report.add(single(" ".join(arguments), not done.failed, done.text))
        print(done.text)


def check_fuzz(report: Report) -> None:
    """Each fuzz target replays its corpus and then searches on for FUZZ_SECONDS."""
    seconds = int(os.environ.get("FUZZ_SECONDS", "10"))
    targets = [source.stem for source in sorted((ROOT / "fuzz").glob("*.c")) if report.wants(source.stem)]
    if not targets:
        report.add(single("no fuzz targets found", False))
        return
    if not builds.build(report, "fuzz", *[f"fuzz_{name}" for name in targets]):
        return
    for name in targets:
        with tempfile.TemporaryDirectory() as scratch:
            corpus = ROOT / "fuzz" / "corpus" / name
            found = builds.folder("fuzz") / "found"
            found.mkdir(exist_ok=True)
            done = execute([builds.folder("fuzz") / "fuzz" / name, f"-max_total_time={seconds}", "-timeout=10",
                            "-rss_limit_mb=2048", f"-artifact_prefix={found}/{name}-", scratch, corpus],
                           seconds + 120, SANITIZERS)
            runs = re.search(r"Done (\d+) runs", done.text)
            report.add(single(f"{name}: {runs[1] if runs else 'no'} runs",
                              not done.failed and corpus.is_dir() and bool(runs), done.text))


def check_coverage(report: Report) -> None:
    """Runs unit, live and command-line tests in the coverage build, and sums up the lines."""
    if not builds.build(report, "coverage"):
        return
    folder = builds.folder("coverage")
    for counters in folder.rglob("*.gcda"):
        counters.unlink()
    # These cases were counted under the sanitizers already: here only a failure is news.
    rerun = Report(report.only)
    rerun.stage("coverage")
    run_all_cmocka(rerun, folder / "tests" / "unit", sandbox=False)
    run_all_cmocka(rerun, folder / "tests" / "live", sandbox=True)
    run_pytest(rerun, ROOT / "tests" / "cli", folder / "bin" / "wikijs")
    report.add(single("the tests pass without sanitizers", not rerun.failures, "\n".join(rerun.failures)))

    summary = folder / "coverage.json"
    done = execute(["gcovr", "--root", ROOT, "--filter", f"{ROOT}/src/", "--filter", f"{ROOT}/cli/",
                    "--exclude-unreachable-branches", "--json-summary", summary, "--txt", folder / "coverage.txt",
                    "--html-details", folder / "coverage.html", "-j", str(os.cpu_count()), folder])
    if done.failed:
        report.add(single("gcovr", False, done.text))
        return
    totals = json.loads(summary.read_text())
    percent = totals["line_percent"]
    for file in sorted(totals["files"], key=lambda file: file["line_percent"]):
        if file["line_percent"] < COVERAGE_THRESHOLD:
            report.note(f"  {file['line_percent']:5.1f} % of {file['line_total']:4} lines: {file['filename']}")
    report.add(single(f"{percent:.1f} % of the lines run, {COVERAGE_THRESHOLD:.0f} % wanted",
                      percent >= COVERAGE_THRESHOLD))


def check_valgrind(report: Report) -> None:
    """The unit tests under valgrind, in the build that has no sanitizer."""
    if builds.build(report, "coverage"):
        run_all_cmocka(report, builds.folder("coverage") / "tests" / "unit", False, VALGRIND)
