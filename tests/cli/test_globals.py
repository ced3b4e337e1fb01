# SPDX-License-Identifier: MIT
"""Flags that every command takes: --dry-run, --trace, --yes, --verbose, --quiet; what a screen reader needs."""
import json
import os
import signal
import stat

import pytest

from conftest import KEY, SECONDS, URL, admin, wait_until_asked

EMAIL, PASSWORD = os.environ["WIKIJS_TEST_EMAIL"], os.environ["WIKIJS_TEST_PASSWORD"]


def writes(log):
    """The names of the mutations in a log of the sandbox."""
    reads = {"single", "list", "singleByPath", "profile", "tags", "searchTags", "folders", "tree"}
    return [name for entry in log for name in entry["operations"] or [] if name.split(".")[-1] not in reads]


# --- --dry-run ---

def test_dry_run_prints_what_would_be_sent(cli, page, new_path, requests):
    number, path = page("old\n", title="Old", tag="keep")
    before = cli("pages", "get", number, "--json").out
    log_before = len(writes(requests()))
    result = cli("--dry-run", "pages", "update", number, "--title", "New")
    operation, arguments = result.out.rstrip("\n").split("\t")
    sent = json.loads(arguments)
    assert operation == "pages.update" and sent["title"] == "New" and sent["tags"] == ["keep"]
    assert sent["content"] == "old\n", "what the server would wipe is sent along"
    created = cli("--dry-run", "pages", "create", "--title", "T", "--path", new_path(), "-c", "x", "--json", "id")
    assert created.out.startswith("pages.create\t{")
    deleted = cli("users", "delete", "--replace-with", "1", "2", "--dry-run")
    assert deleted.out == 'users.delete\t{"id":2,"replaceId":1}\n'
    for words in (["--dry-run", "pages", "delete", number, path], ["pages", "delete", number, path, "--dry-run"]):
        assert path in cli(*words).out, "a command with a plan prints that"
    assert cli("--dry-run", "api", "pages.flushCache").out == "pages.flushCache\t{}\n"
    assert "flushCache" in cli("--dry-run", "api", "mutation{pages{flushCache{responseResult{succeeded}}}}").out
    assert cli("pages", "get", number, "--json").out == before
    assert len(writes(requests())) == log_before


def test_dry_run_on_a_terminal(cli, page):
    number, path = page()
    result = cli.terminal("--dry-run", "pages", "update", path, "--title", "New", env={"NO_COLOR": "1"})
    assert result.out.startswith(f'would send pages.update\n{{\n  "id": {number},\n')
    assert "[y/N]" not in cli.terminal("--dry-run", "pages", "delete", path).out


def test_dry_run_of_secrets(cli):
    result = cli("--dry-run", "users", "create", "--email", "dry@example.com", "--name", "Dry Run")
    assert result.out == "users.create\tnull\n"


def test_dry_run_fails_where_the_command_would(cli):
    assert "999999" in cli("--dry-run", "pages", "update", "999999", "--title", "x", code=3).err


def test_dry_run_on_this_machine(cli):
    file = cli.home / ".config" / "wikijs" / "config.yaml"
    assert cli("--dry-run", "config", "set", "url", URL, "--profile", "p").out == "would set profiles.p.url\n"
    assert cli("--dry-run", "alias", "set", "t", "pages tags").out == "would set aliases.t\n"
    assert cli("--dry-run", "login").out == f"would log in to {URL}\n"
    assert cli("--dry-run", "cache", "clear").out == "would empty the cache\n"
    assert not file.exists() and not (cli.home / ".local").exists()


# --- --trace ---

def entries(file):
    return json.loads(file.read_text())["log"]["entries"]


def test_trace(cli, page, tmp_path):
    number, _ = page("some text\n")
    file = tmp_path / "trace.har"
    cli("--trace", file, "pages", "update", number, "--title", "Traced")
    har = json.loads(file.read_text())["log"]
    assert har["version"] == "1.2" and har["creator"]["name"] == "wikijs"
    names = [entry["comment"] for entry in har["entries"]]
    assert "pages.update" in names and len(names) >= 2
    for entry in har["entries"]:
        assert entry["request"]["url"] == f"{URL}/graphql" and entry["response"]["status"] == 200
        assert json.loads(entry["request"]["postData"]["text"])["query"]
        assert json.loads(entry["response"]["content"]["text"])["data"]
        assert entry["time"] >= 0 and entry["startedDateTime"].endswith("Z")
        for part in ("headers", "cookies"):
            assert isinstance(entry["request"][part], list) and isinstance(entry["response"][part], list)
    assert KEY not in file.read_text() and stat.S_IMODE(file.stat().st_mode) == 0o600


def test_trace_masks_secrets(cli, logins, tmp_path):
    file = tmp_path / "trace.har"
    cli("login", "--trace", file, "--username", EMAIL, "--password-stdin", stdin=PASSWORD, env={"WIKIJS_API_KEY": ""})
    token = (cli.home / ".local" / "state" / "wikijs" / "tokens").read_text().split("\t")[2].strip()
    admin("POST", "clock", {"advanceSeconds": 31 * 60})  # the next answer renews the token
    other = tmp_path / "second.har"
    cli("pages", "list", "--trace", other, env={"WIKIJS_API_KEY": ""})
    renewed = (cli.home / ".local" / "state" / "wikijs" / "tokens").read_text().split("\t")[2].strip()
    text = file.read_text() + other.read_text()
    assert token != renewed and "eyJ" not in text and PASSWORD not in text
    assert entries(file) and "********" in other.read_text()


def test_trace_that_cannot_be_written(cli):
    assert cli("--trace", "/dev/full", "pages", "list", code=1).err == "wikijs: /dev/full: No space left on device\n"


def test_trace_of_a_failure(cli, fault, tmp_path):
    file = tmp_path / "trace.har"
    fault("status=503", operation="pages.list")
    cli("--trace", file, "pages", "list", code=6)
    assert entries(file)[0]["response"]["status"] == 503
    cli("--trace", file, "pages", "list", "--url", "http://127.0.0.1:9", code=6)
    assert entries(file)[0]["response"]["status"] == 0 and "connect" in entries(file)[0]["_error"]
    assert "No such file" in cli("--trace", tmp_path / "no" / "x.har", "pages", "list", code=1).err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_trace_of_what_is_interrupted(cli, fault, tmp_path, number):
    file = tmp_path / "trace.har"
    fault("hang", operation="pages.list")
    admin("DELETE", "requests")
    process = cli.start("--trace", file, "pages", "list")
    wait_until_asked("pages.list")
    process.send_signal(number)
    process.wait(SECONDS)
    assert [entry["comment"] for entry in entries(file)] == (["pages.list"] if number == signal.SIGINT else [])


def test_trace_for_each_profile(cli, tmp_path):
    folder = cli.home / ".config" / "wikijs"
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text(f"profiles:\n  one: {{ url: '{URL}' }}\n  two: {{ url: '{URL}' }}\n")
    cli("--all-profiles", "--trace", tmp_path / "t.har", "pages", "list", env={"WIKIJS_URL": None, "WIKIJS_API_KEY": None})
    assert sorted(entry.name for entry in tmp_path.glob("t.har*")) == ["t.har.one", "t.har.two"]
    assert len(entries(tmp_path / "t.har.two")) == 1


def test_full_disk_is_told(cli):
    result = cli("--trace", "/dev/full", "pages", "list", code=None)
    assert "/dev/full: No space left" in result.err and result.code == 1


# --- the others ---

def test_yes_may_stand_anywhere(cli, page):
    number, _ = page()
    cli("--yes", "pages", "delete", number)
    cli("pages", "get", number, code=3)


def test_help_names_an_option_once(cli):
    assert cli("pages", "delete", "--help").out.count("-y, --yes") == 1


def test_progress_that_is_not_drawn_over(cli, tmp_path, fault):
    file = tmp_path / "got.bin"
    words = ["assets", "upload", "--name", "accessible.bin", "-"]
    cli(*words, stdin=os.urandom(256 << 10))
    fault("drip=16384/100", path="/accessible.bin")
    drawn = [cli.terminal("assets", "download", "accessible.bin", "--output", file, "--replace", env=env).out
             for env in ({}, {"WIKIJS_ACCESSIBLE": "1"}, {"TERM": "dumb"})]
    assert "\r\x1b[K" in drawn[0] and "\x1b" not in drawn[1] and "\x1b" not in drawn[2]
    assert "KiB of 256.0 KiB" in drawn[1], "the first line says how far it is"


def test_retries(cli, fault, requests):
    fault("status=503", operation="pages.tags", times=2)
    result = cli("pages", "tags", "--retries", "0", code=6)
    assert "HTTP 503" in result.err
    assert cli("pages", "tags", "--retries", "2", "--set", "retry_initial_delay_ms=1").code == 0
    assert sum("pages.tags" in str(entry) for entry in requests()) == 3
    cli("pages", "tags", "--retries", "many", code=2)


# --- --locale ---

@pytest.mark.parametrize("before, after", [(["-l", "fr"], []), (["--locale", "fr"], []), ([], ["--locale", "fr"])])
def test_the_locale_means_the_same_wherever_it_stands(cli, before, after, tmp_path):
    french = str(cli("pages", "get", "fr:docs/intro", "--json", "id").json["id"])
    for words in (["list"], ["grep", "."], ["list", "--path", "docs"], ["grep", ".", "--path", "docs"]):
        rows = cli(*before, "pages", *words, "--json", "locale", *after).json
        assert {row["locale"] for row in rows} == {"fr"}, words
    for words in (["delete", "--path", "docs"], ["replace", ".", "x"], ["tag", "add", "x", "--path", "docs"],
                  ["tag", "add", "x", "docs/intro"], ["move", "--path", "docs", "moved"]):
        assert {row["locale"] for row in cli(*before, "pages", *words, "--dry-run", "--json", "locale", *after).json} == {"fr"}, words
    for words in (["update", "docs/intro", "--title", "T"], ["delete", "docs/intro"], ["move", "docs/intro", "docs/other"]):
        assert f'{{"id":{french}' in cli(*before, "pages", *words, "--dry-run", *after).out, words
    files = cli(*before, "pages", "export", "-o", tmp_path / "out", "--dry-run", *after).lines
    assert files and all("\tfr/" in line for line in files)


def test_a_locale_alone_names_no_pages(cli):
    for words in (["delete", "--yes"], ["update", "--add-tag", "x", "--yes"], ["tag", "add", "x", "--yes"]):
        assert "no pages were named" in cli("-l", "fr", "pages", *words, code=2).err
    assert {row["locale"] for row in cli("-l", "en", "pages", "list", "--path", "fr:docs", "--json", "locale").json} == {"fr"}
