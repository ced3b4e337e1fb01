# SPDX-License-Identifier: MIT
"""The log of changes, and the metrics that runs add up."""
import json
import re

import pytest


@pytest.fixture
def audited(cli):
    """The program with a configuration that keeps a log and metrics in its home."""
    folder = cli.home / ".config" / "wikijs"
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text("audit_log: ~/audit.log\naudit_user: tester\nmetrics_file: ~/wikijs.prom\n"
                                        "metrics_labels: wiki=\"test\"\n")
    cli.log = cli.home / "audit.log"
    cli.metrics = cli.home / "wikijs.prom"
    return cli


def change(cli, path):
    cli("pages", "create", "--path", path, "--title", "Audited", "--content", "text")
    cli("pages", "delete", path, "--yes")
    cli("pages", "delete", "99999999", "--yes", code=3)


def test_list(audited, new_path):
    path = new_path()
    audited("pages", "list", "--limit", "1")
    assert not audited.log.exists()
    change(audited, path)
    rows = audited("audit", "list", "--json", "operation,target,outcome,user,attempts").json
    assert [row["operation"] for row in rows] == ["pages.create", "pages.delete", "pages.delete"]
    assert [row["outcome"] for row in rows] == ["done", "done", "failed"]
    assert path in rows[0]["target"]
    assert {row["user"] for row in rows} == {"tester"}
    assert audited("audit", "list", "--outcome", "failed").out.count("\n") == 1
    assert audited("audit", "list", "--filter", "operation:DELETE", "--limit", "1", "--json", "seq").json == [{"seq": 3}]
    assert audited("audit", "list", "--since", "2999-01-01").out == ""
    assert len(audited("audit", "list", "--until", "2999-01-01", "--json", "seq").json) == 3
    assert len(audited("audit", "list", "--since", "1h", "--until", "2999-01-01T00:00Z", "--json", "seq").json) == 3
    assert audited("audit", "list", "--until", "1h").out == ""
    assert "takes a time" in audited("audit", "list", "--since", "yesterday", code=2).err
    whole = audited("audit", "list", audited.log, "--limit", "1", "--format", "json").json[0]
    assert whole["arguments"] == {"id": 99999999}
    assert audited.log.stat().st_mode & 0o777 == 0o600
    assert audited("audit", "list", "-", "--json", "seq", stdin=audited.log.read_bytes()).json[2] == {"seq": 3}


def test_verify(audited, new_path):
    change(audited, new_path())
    good = audited("audit", "verify")
    assert "good, lines 1 to 3" in good.out
    head = good.out.split("head ")[1].strip()
    whole = audited.log.read_text()
    audited.log.write_text(whole.replace("tester", "nobody", 1))
    broken = audited("audit", "verify", code=1)
    assert "BROKEN, line 1: line 1 was changed" in broken.out
    lines = whole.splitlines(keepends=True)
    audited.log.write_text("".join(lines[:2]))
    assert "there was a line 3" in audited("audit", "verify", code=1).out
    audited("audit", "verify", "--no-head-file")
    report = json.loads(audited("audit", "verify", "--no-head-file", "--head", head, "--json", code=1).out)
    assert not report["good"] and report["lines"] == 2
    audited.log.write_text(whole)
    assert json.loads(audited("audit", "verify", "--head", head, "--json").out)["good"]
    assert "No such file" in audited("audit", "verify", audited.home / "none", code=1).err


def test_verify_after_rotation(audited, new_path):
    change(audited, new_path())
    old = audited.home / "audit.log.1"
    audited.log.rename(old)
    audited("pages", "delete", "99999999", "--yes", code=3)
    done = audited("audit", "verify", old, audited.log)
    assert "goes on after line 3" in done.out
    audited("audit", "verify", audited.log, old, code=1)
    assert len(audited("audit", "list", old, audited.log, "--json", "seq").json) == 4


def test_nothing_is_changed_without_a_log(audited):
    for setting, code in (("audit_log=/none/such", 1), ("audit_best_effort=true", 3)):
        result = audited("--set", "audit_log=/none/such", "--set", setting, "pages", "delete", "99999999", "--yes",
                         code=code)
        assert "/none/such" in result.err
    assert not audited.log.exists()


def test_no_log_is_named(cli):
    assert "audit_log" in cli("audit", "list", code=2).err
    assert "audit_log" in cli("audit", "verify", code=2).err


def test_metrics_add_up(audited):
    for _ in range(3):
        audited("pages", "list", "--limit", "1")
    audited("pages", "get", "99999999", code=3)
    text = audited.metrics.read_text()
    assert 'wikijs_calls_total{wiki="test",operation="pages.list",status="OK"} 3\n' in text
    assert 'wikijs_call_duration_seconds_count{wiki="test",operation="pages.list"} 3\n' in text
    assert 'status="E_NOT_FOUND"} 1\n' in text
    audited.metrics.write_text("something else\n")
    result = audited("pages", "list", "--limit", "1")
    assert "the metrics were not kept" in result.err
    assert audited.metrics.read_text() == "something else\n"


def test_times_without_a_zone_are_those_of_the_terminal(audited, new_path):
    change(audited, new_path())
    text = audited.log.read_text()
    for file, hour in ((audited.home / "nine", "09"), (audited.home / "ten", "10")):
        file.write_text("".join(re.sub(r'"time":"[^"]*"', f'"time":"2026-11-22T{hour}:30:00.000Z"', line) + "\n"
                                for line in text.splitlines()))
    for since, zone, found in (("2026-11-22T10:00Z", "Asia/Tokyo", False), ("2026-11-22 19:00", "Asia/Tokyo", False),
                               ("2026-11-22T18:00", "Asia/Tokyo", True), ("2026-11-22T19:00+09:00", "UTC", False),
                               ("2026-11-22T10:00", "UTC", False), ("2026-11-23", "Pacific/Kiritimati", False)):
        nine = audited("audit", "list", audited.home / "nine", "--since", since, env={"TZ": zone}).lines
        ten = audited("audit", "list", audited.home / "ten", "--since", since, env={"TZ": zone}).lines
        assert (len(nine) > 0, len(ten) > 0) == (found, True), since
    for wrong in ("2026", "30", "2026-13-01", "", "2 h", "yesterday"):
        assert "or how long ago, such as 2h, not" in audited("audit", "list", "--since", wrong, code=2).err
