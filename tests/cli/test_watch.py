# SPDX-License-Identifier: MIT
"""wikijs watch: events as they happen, and what happened meanwhile."""
import itertools
import json
import os
import signal
import subprocess
import sys

import pytest
from conftest import KEY, URL, admin, interrupt, wait_for

FAST = ["--interval", "50ms", "--max-interval", "50ms", "--full-interval", "200ms"]


def once(cli, state, *words, **options):
    return cli("watch", "--once", "--state", state, *words, **options)


def append(cli, number, text):
    cli("pages", "update", number, "--content-file", "-", stdin=text)


def test_what_happened_meanwhile_is_told_once(cli, page, tmp_path):
    number, path = page()
    state = tmp_path / "state.db"
    assert once(cli, state).out == ""
    append(cli, number, "new text")
    line, = once(cli, state).lines
    time, kind, locale, where, changes = line.split("\t")
    assert (kind, locale, where, changes) == ("page.updated", "en", path, "contentHash")
    assert time.endswith("Z")
    assert once(cli, state).out == ""


def test_json_is_one_object_a_line(cli, page, tmp_path):
    number, path = page()
    state = tmp_path / "state.db"
    once(cli, state)
    append(cli, number, "new text")
    cli("pages", "move", number, path + "-moved")
    first, second = map(json.loads, once(cli, state, "--json=type,page,previous").lines)
    assert first["type"] == "page.updated" and second["type"] == "page.moved"
    assert second["page"]["path"] == path + "-moved" and second["previous"] == {"path": path}


def test_jq_and_filters(cli, page, tmp_path):
    number, path = page()
    state, other = tmp_path / "state.db", tmp_path / "other.db"
    for file in state, other:
        once(cli, file)
    append(cli, number, "new text")
    cli("pages", "update", number, "--add-tag", "watched")
    assert once(cli, state, "--events", "page.tagged,page.moved", "--jq", ".page.tags[]").out == "watched\n"
    assert once(cli, other, "--path", path.rsplit("/", 1)[0], "--tag", "watched").out.count("\n") == 1


def test_since_tells_what_happened_before_the_start(cli, page):
    number, path = page()
    append(cli, number, "new text")
    lines = [line.split("\t") for line in cli("watch", "--once", "--since", "1h", "--path", path).lines]
    assert [line[1] for line in lines] == ["page.created", "page.updated"]
    assert cli("watch", "--once", "--path", path).out == ""


def test_a_command_gets_the_event_and_no_shell_reads_it(cli, page, tmp_path):
    title = 'a "title"; $(touch /tmp/never) `x`'
    number, path = page(title=title)
    state, script, told = tmp_path / "state.db", tmp_path / "script.py", tmp_path / "told.json"
    once(cli, state)
    append(cli, number, "new text")
    script.write_text(
        "import json, os, sys\n"
        "variables = {k: v for k, v in os.environ.items() if k.startswith('WIKIJS_EVENT_')}\n"
        "json.dump([sys.argv[1:], json.load(sys.stdin), variables], open(sys.argv[1], 'w'))\n")
    once(cli, state, "--exec", f"{sys.executable} '{script}' \"{told}\" '$HOME'")
    words, event, variables = json.loads(told.read_text())
    assert words == [str(told), "$HOME"]
    assert event["type"] == variables["WIKIJS_EVENT_TYPE"] == "page.updated"
    assert event["id"] == variables["WIKIJS_EVENT_ID"]
    assert variables["WIKIJS_EVENT_TITLE"] == title
    assert variables["WIKIJS_EVENT_PATH"] == path
    assert variables["WIKIJS_EVENT_CHANGES"] == "contentHash"


def test_a_command_through_a_shell_when_that_is_asked_for(cli, page, tmp_path):
    number, path = page()
    state = tmp_path / "state.db"
    once(cli, state)
    append(cli, number, "new text")
    result = once(cli, state, "--shell", "--exec", 'echo "$WIKIJS_EVENT_TYPE" | tr a-z A-Z; exit 3')
    assert result.out == "PAGE.UPDATED\n"
    assert "ended with 3 for page.updated" in result.err


def test_wrong_usage(cli, tmp_path):
    for words, message in [
        (["--events", "page.painted"], "there is no event 'page.painted'"),
        (["--interval", "soon"], "--interval takes a time such as 5s"),
        (["--since", "recently"], "--since takes a time such as"),
        (["--shell"], "--shell is about the command of --exec"),
        (["--exec", "make 'site"], "a quote is not closed"),
        (["--exec", "  "], "the command is empty"),
        (["--events", ""], "'--events' needs a type of events"),
        (["--events", ","], "'--events' needs a type of events"),
        (["--exec", "make site | tee log"], "'|' is for a shell: give --shell"),
    ]:
        result = cli("watch", "--once", *words, code=2)
        assert message in result.err, result.err
    notes = tmp_path / "notes.txt"
    notes.write_text("these are my notes\n" * 100)
    result = cli("watch", "--once", "--state", notes, code=1)
    assert str(notes) in result.err and notes.read_text().startswith("these are my notes")


def test_a_state_file_is_used_by_one_at_a_time(cli, page, tmp_path):
    state = tmp_path / "state.db"
    once(cli, state)
    number, path = page()
    process = cli.start("watch", "--state", state, *FAST, "--path", path, stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE, text=True)
    assert "page.created" in process.stdout.readline()
    result = once(cli, state, code=1)
    assert "another process follows wikis with the state file" in result.err
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    assert process.stderr.read() == ""


def test_events_come_while_it_runs_and_a_failing_server_is_waited_for(cli, page, fault, tmp_path):
    state = tmp_path / "state.db"
    once(cli, state)
    process = cli.start("watch", "--state", state, *FAST, "--json=type", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    number, _ = page()
    assert json.loads(process.stdout.readline()) == {"type": "page.created"}
    fault("status=503", operation="pages.list", times=3)
    assert "trying again" in process.stderr.readline()
    append(cli, number, "new text")
    assert json.loads(process.stdout.readline()) == {"type": "page.updated"}
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130


def test_without_a_state_it_begins_with_the_first_look_that_succeeds(cli, page, fault, tmp_path):
    before, (number, path) = page(), page()
    fault("status=503", operation="pages.list")
    process = cli.start("watch", *FAST, "--retries", "0", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert "trying again" in process.stderr.readline()
    append(cli, before[0], "new text")
    admin("DELETE", "requests")
    admin("DELETE", "faults")
    wait_for(lambda: any(request["status"] == 200 and "pages.list" in (request["operations"] or [])
                         for request in admin("GET", "requests")))
    append(cli, number, "new text")
    assert process.stdout.readline().split("\t")[1:4] == ["page.updated", "en", path]
    interrupt(process)


def test_a_key_that_is_refused_ends_it(cli):
    result = cli("watch", env={"WIKIJS_API_KEY": "not.a.key"}, code=None)
    assert result.code in (2, 4), result.err


def test_a_reader_that_has_seen_enough_is_no_failure(cli, page, tmp_path):
    number, _ = page()
    state, words = tmp_path / "state.db", [*FAST, "--json=type"]
    once(cli, state)
    with cli.start("watch", "--state", state, *words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.wait(60) == 0 and process.stderr.read() == b""
    append(cli, number, "new text")
    with open("/dev/full", "wb") as full:
        process = cli.start("watch", "--state", state, *words, stdout=full, stderr=subprocess.PIPE)
        assert process.wait(60) == 1 and b"cannot write the output" in process.stderr.read()
    assert json.loads(once(cli, state, "--json=type").lines[0]) == {"type": "page.updated"}


# --- several wikis ---

def profiles(cli, **keys):
    """The standard wiki under several names and two addresses, for what happens to one wiki is one event."""
    urls = itertools.cycle([URL, URL.replace("127.0.0.1", "localhost")])
    file = cli.home / ".config/wikijs/config.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("profiles:\n" + "".join(
        f"  {name}: {{ url: '{next(urls)}', api_key: '{key}' }}\n" for name, key in keys.items()))
    file.chmod(0o600)
    return {"WIKIJS_URL": None, "WIKIJS_API_KEY": None}


@pytest.mark.parametrize("choice", [["--profiles", "work,home"], ["--all-profiles"]])
def test_several_wikis_are_one_feed(cli, page, tmp_path, choice):
    number, path = page()
    env, state = profiles(cli, home=KEY, work=KEY), tmp_path / "state.db"
    assert once(cli, state, *choice, env=env).out == ""
    append(cli, number, "new text")
    lines = [line.split("\t") for line in once(cli, state, *choice, env=env).lines]
    assert sorted(line[0] for line in lines) == ["home", "work"]
    assert all(line[2:] == ["page.updated", "en", path, "contentHash"] for line in lines)
    append(cli, number, "newer text")
    told = map(json.loads, once(cli, state, "--json=profile,type", *choice, env=env).lines)
    assert sorted(event["profile"] for event in told) == ["home", "work"]


def test_several_wikis_are_told_of_as_it_happens(cli, page, tmp_path):
    env, state = profiles(cli, home=KEY, work=KEY), tmp_path / "state.db"
    once(cli, state, "--all-profiles", env=env)
    process = cli.start("watch", "--all-profiles", "--state", state, *FAST, stdout=subprocess.PIPE, text=True,
                        env=env)
    page()
    assert {process.stdout.readline().split("\t")[0] for _ in range(2)} == {"home", "work"}
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130


def test_a_wiki_that_fails_does_not_hold_up_the_others(cli, page, tmp_path):
    number, _ = page()
    env, state = profiles(cli, good=KEY, bad=os.environ["WIKIJS_TEST_EXPIRED_KEY"]), tmp_path / "state.db"
    once(cli, state, "--profiles", "good", env=env)
    append(cli, number, "new text")
    result = once(cli, state, "--profiles", "bad,good", env=env, code=4)
    assert result.lines[0].startswith("good\t") and len(result.lines) == 1
    assert result.err.count("bad: ") == 1


@pytest.mark.parametrize("words, told", [
    (["--profiles", "work,nobody"], "nobody"), (["--profiles", "work", "--profile", "home"], "excludes --profile"),
    (["--profiles", "work", "--all-profiles"], "excludes --profiles"), (["--profiles", ","], "takes names"),
    (["--profiles", "work,work"], "already"), (["--all-profiles", "--url", "http://127.0.0.1:9"], "excludes")])
def test_several_wikis_wrong_usage(cli, words, told):
    result = cli("watch", "--once", *words, env=profiles(cli, home=KEY, work=KEY), code=None)
    assert result.code in (2, 5) and told in result.err
