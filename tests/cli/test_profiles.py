# SPDX-License-Identifier: MIT
"""Profiles that only read, and one command for all profiles."""
import json
import os
import signal

import pytest

from conftest import KEY, SECONDS, URL, admin, wait_until_asked

NOTHING = {"WIKIJS_URL": None, "WIKIJS_API_KEY": None}
DEAD = "http://127.0.0.1:9"


@pytest.fixture
def config(cli):
    file = cli.home / ".config" / "wikijs" / "config.yaml"

    def write(text):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o600)
        return file
    return write


def wiki(extra=""):
    return f"{{ url: '{URL}', api_key: '{KEY}'{extra} }}"


# --- read-only ---

@pytest.mark.parametrize("words", [
    ["pages", "create", "--title", "x", "--path", "read-only", "--content", "x"],
    ["pages", "update", "1", "--title", "x"],
    ["pages", "delete", "--yes", "1"],
    ["api", "mutation{pages{flushCache{responseResult{succeeded}}}}"],
    ["api", "pages.flushCache"],
])
def test_read_only(cli, config, requests, words):
    config(f"profiles:\n  live: {wiki(', read_only: true')}\n")
    result = cli("--profile", "live", *words, env=NOTHING, code=4)
    assert "would change something, and this client is read-only\n" in result.err
    assert "try: --set read_only=false, or another profile; it is set in " in result.err
    assert not [entry for entry in requests() if entry["operations"] and "mutation" in str(entry)]
    assert not any(name.split(".")[-1] in ("create", "update", "delete", "flushCache")
                   for entry in requests() for name in entry["operations"])


def test_read_only_reads(cli, config):
    config(f"profiles:\n  live: {wiki(', read_only: true')}\n")
    assert cli("--profile", "live", "pages", "get", "docs/intro", "--json", "title", env=NOTHING).json == \
        {"title": "Introduction"}


def test_read_only_is_lifted_for_one_run(cli, config, new_path):
    config(f"read_only: true\nprofiles:\n  live: {wiki()}\n  trial: {wiki(', read_only: false')}\n")
    words = ["pages", "create", "--title", "x", "--content", "x", "--json", "id", "--path"]
    cli("--profile", "live", *words, new_path(), env=NOTHING, code=4)
    set_here = cli("--profile", "trial", "--set", "read_only=true", *words, new_path(), env=NOTHING, code=4)
    assert set_here.err.endswith("\ntry: the same without --set read_only\n")
    for lifted in (["--profile", "live", "--set", "read_only=false"], ["--profile", "trial"]):
        made = cli(*lifted, *words, new_path(), env=NOTHING).json["id"]
        cli(*lifted, "pages", "delete", "--yes", made, env=NOTHING)


# --- all profiles ---

def test_all_profiles(cli, config):
    config(f"profiles:\n  one: {wiki()}\n  two: {wiki(', locale: de')}\n")
    result = cli("--all-profiles", "pages", "get", "docs/intro", "--json", "title,locale", env=NOTHING, code=1)
    assert result.json == {"one": {"title": "Introduction", "locale": "en"}, "two": None}
    assert result.err.startswith("two: wikijs: docs/intro: ")
    result = cli("--all-profiles", "health", "check", "--json", "identity", env=NOTHING)
    assert result.out == '{"one":{"identity":"api key"},"two":{"identity":"api key"}}\n'


def test_lines_are_labelled(cli, config):
    config(f"profiles:\n  one: {wiki()}\n  two: {wiki()}\n")
    plain = cli("pages", "list", "--limit", "3").lines
    result = cli("--all-profiles", "pages", "list", "--limit", "3", env=NOTHING)
    assert result.lines == [f"one\t{line}" for line in plain] + [f"two\t{line}" for line in plain]


def test_a_profile_that_says_nothing_of_its_own(cli, config):
    """Memory that nobody has written is full of ends of lines here, with glibc and with the address sanitizer."""
    config(f"profiles:\n  one: {wiki()}\n")
    filled = {"MALLOC_PERTURB_": str(~ord("\n") & 0xff),
              "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + f":malloc_fill_byte={ord(chr(10))}"}
    result = cli("--all-profiles", "pages", "list", "--limit", "1", env={**NOTHING, **filled})
    assert result.err == "" and result.lines[0].startswith("one\t1\thome\t")


def test_headings_on_a_terminal(cli, config):
    config(f"profiles:\n  one: {wiki()}\n  two: {wiki()}\n")
    result = cli.terminal("--all-profiles", "--color", "never", "pages", "list", "--limit", "1", env=NOTHING)
    lines = [line.strip() for line in result.out.splitlines()]
    assert lines[0] == "one" and "two" in lines and lines[lines.index("two") - 1] == ""
    assert lines[1].startswith("ID ")


def test_one_that_fails_stops_no_other(cli, config):
    config(f"profiles:\n  dead: {{ url: '{DEAD}' }}\n  good: {wiki()}\n")
    result = cli("--all-profiles", "pages", "list", "--limit", "1", env=NOTHING, code=1)
    assert len(result.lines) == 1 and result.lines[0].startswith("good\t")
    assert all(line.startswith("dead: ") for line in result.err.splitlines()) and "dead: try: " in result.err


def test_settings_are_those_of_each_profile(cli, config):
    """A key of one profile never goes to another wiki, and what one may not another may."""
    config(f"profiles:\n  live: {wiki(', read_only: true')}\n  trial: {wiki()}\n  guest: {{ url: '{URL}' }}\n")
    result = cli("--all-profiles", "health", "check", "--json", "identity", env=NOTHING, code=None)
    assert [value and value["identity"] for value in result.json.values()] == ["api key", "api key", "guest"]
    result = cli("--all-profiles", "api", "pages.flushCache", env=NOTHING, code=1)
    assert "live: wikijs: " in result.err and "read-only" in result.err and "trial: " not in result.err


def test_jq_output_is_labelled(cli, config):
    config(f"profiles:\n  one: {wiki()}\n  two: {wiki()}\n")
    result = cli("--all-profiles", "pages", "get", "docs/intro", "--jq", ".title", env=NOTHING)
    assert result.lines == ["one\tIntroduction", "two\tIntroduction"]


def test_more_profiles_than_run_at_once(cli, config):
    names = [f"p{number:02}" for number in range(11)]
    config("profiles:\n" + "".join(f"  {name}: {wiki()}\n" for name in names))
    result = cli("--all-profiles", "pages", "get", "docs/intro", "--json", "title", env=NOTHING)
    assert list(result.json) == names


def test_much_output(cli, config):
    """More than a pipe holds, from several at a time."""
    config(f"profiles:\n  one: {wiki()}\n  two: {wiki()}\n")
    plain = json.loads(cli("api", "--list", "--json").out)
    assert cli("--all-profiles", "api", "--list", "--json", env=NOTHING).json == {"one": plain, "two": plain}


def test_standard_input_is_for_none(cli, config, new_path):
    config(f"profiles:\n  one: {wiki()}\n")
    result = cli("--all-profiles", "pages", "create", "--title", "x", "--path", new_path(), "--content-file", "-",
                 stdin="text", env=NOTHING, code=1)
    assert "one: wikijs: " in result.err and "Bad file descriptor" in result.err


@pytest.mark.parametrize("words", [["--profile", "one"], ["--url", URL]])
def test_what_all_profiles_excludes(cli, config, words):
    config(f"profiles:\n  one: {wiki()}\n")
    assert "'--all-profiles' excludes" in cli("--all-profiles", *words, "pages", "list", code=2).err


@pytest.mark.parametrize("words", [["--all-profiles", "pages", "list", "--limit", "1"], ["config", "validate", "--online"],
                                   ["watch", "--all-profiles", "--once"]])
def test_the_wiki_outside_of_profiles_is_passed_over_and_named(cli, config, words):
    config(f"url: {DEAD}/\nprofiles:\n  one: {wiki()}\n")
    said = f"{DEAD}, which {{}} names, is in no profile: it is passed over"
    assert said.format("the configuration file") in cli(*words, env=NOTHING).err
    assert said.format("WIKIJS_URL").replace(":9", ":99") in cli(*words, env={**NOTHING, "WIKIJS_URL": f"{DEAD}9"}).err
    assert "passed over" not in cli(*words, env={**NOTHING, "WIKIJS_URL": f"{URL}/"}).err
    assert "passed over" not in cli("--quiet", *words, env=NOTHING).err
    config(f"url: {URL}\napi_key: {KEY}\nprofiles:\n  one: {{ locale: en }}\n")
    assert "passed over" not in cli(*words, env=NOTHING).err


@pytest.mark.parametrize("words", [["--profile", "", "pages", "list"], ["config", "set", "url", URL, "--profile", ""],
                                   ["profile", "add", "", "--url", URL, "--offline"], ["profile", "add", " ", "--offline"]])
def test_a_profile_has_a_name(cli, config, words):
    file = config(f"profiles:\n  one: {wiki()}\n")
    before = file.read_text()
    assert "needs the name of a profile, not '" in cli(*words, env=NOTHING, code=2).err
    assert file.read_text() == before


def test_no_profiles(cli, config):
    file = config("locale: en\n")
    assert cli("--all-profiles", "pages", "list", code=2).err == f"wikijs: there are no profiles in {file}\n"


def test_programs_run_for_each(cli, config):
    config(f"profiles:\n  one: {wiki()}\n  two: {wiki()}\n")
    program = cli.home / "wikijs-who"
    program.write_text('#!/bin/sh\necho "I am $WIKIJS_PROFILE"\n')
    program.chmod(0o755)
    result = cli("--all-profiles", "who", env={**NOTHING, "PATH": f"{cli.home}:/usr/bin:/bin"})
    assert result.lines == ["one\tI am one", "two\tI am two"]


def test_interrupt_ends_all(cli, config, fault):
    config(f"profiles:\n  one: {wiki()}\n  two: {wiki()}\n")
    fault("hang", operation="pages.list")
    admin("DELETE", "requests")
    process = cli.start("--all-profiles", "pages", "list", env=NOTHING, start_new_session=True)
    wait_until_asked("pages.list", 2)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    assert process.wait(SECONDS) == 130
