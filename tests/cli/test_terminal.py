# SPDX-License-Identifier: MIT
"""What is different on a terminal: tables, colours, pager, questions; and what must never get there."""
import re
import subprocess
import unicodedata

import pytest

from conftest import WIKIJS

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def columns_of(text):
    """A second opinion on widths, for the characters of these tests."""
    width = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


@pytest.mark.parametrize("columns", [80, 40])
def test_table_fits_the_terminal(cli, page, columns):
    page(title="A title that is so long that no terminal of forty columns could show it beside the rest")
    page(title="日本語のとても長いタイトルは幅を二倍に数えなければなりません、そうでしょう")
    page(title="Combining: e\u0301e\u0301e\u0301 und ein Emoji 🚆 dazu, aber lang genug um geschnitten zu werden")
    result = cli.terminal("pages", "list", columns=columns)
    lines = ESCAPE.sub("", result.out).splitlines()
    # A part of a time says nothing: where it does not fit, there is more of path and title.
    assert lines[0].split() == ["ID", "PATH", "LOCALE", "TITLE"] + (["UPDATED"] if columns == 80 else [])
    assert columns != 40 or all(len(re.split(r"  +", line.strip())) == 4 for line in lines if "…" in line)
    assert max(columns_of(line) for line in lines) <= columns
    assert any("…" in line for line in lines)


def test_a_column_that_is_alone_is_not_left_out(cli):
    result = cli.terminal("pages", "list", "--limit", "1", "--json", "updatedAt", "--format", "table", columns=10)
    assert ESCAPE.sub("", result.out).splitlines()[0] == "UPDATED"


def test_columns_are_aligned(cli, page):
    for title in ("plain", "日本語", "e\u0301a\u0308", "🚆 train"):
        page(title=title)
    result = cli.terminal("pages", "list", "--filter", "path:cli-tests", "--json", "title,locale", "--format", "table")
    lines = ESCAPE.sub("", result.out).splitlines()
    places = {columns_of(line[:re.search(r" (LOCALE|en)$", line).start()]) for line in lines}
    assert len(places) == 1


def test_ascii_locale_has_ascii_tables(cli, page):
    page(title="A title that is so long that no terminal of forty columns could show it beside the rest")
    for env in ({"LANG": "C"}, {"LC_ALL": "POSIX"}, {"LANG": None}):
        result = cli.terminal("pages", "list", columns=40, env=env)
        assert "…" not in result.out and "..." in result.out
        assert "`-- " in cli.terminal("pages", "tree", env=env).out
    assert "└── " in cli.terminal("pages", "tree").out


def test_a_tree_without_lines_for_a_screen_reader(cli):
    text = ESCAPE.sub("", cli.terminal("pages", "tree", "docs/api", env={"WIKIJS_ACCESSIBLE": "1"}).out)
    assert text.isascii() and re.search(r"^auth  ", text, re.MULTILINE) and "--" not in text
    text = ESCAPE.sub("", cli.terminal("pages", "tree", env={"WIKIJS_ACCESSIBLE": "1"}).out)
    assert re.search(r"^docs/.*\n(  \S.*\n)*  api/.*\n    auth  ", text, re.MULTILINE)


def test_wide_characters_are_counted_in_the_c_locale(cli, page):
    page(title="日本語のとても長いタイトルは幅を二倍に数えなければなりません、そうでしょう")
    result = cli.terminal("pages", "list", columns=40, env={"LANG": "C"})
    assert max(columns_of(line) for line in ESCAPE.sub("", result.out).splitlines()) <= 40


def test_times_are_local_on_a_terminal(cli, page):
    number, path = page()
    stamp = cli("pages", "get", number, "--json", "updatedAt").json["updatedAt"]
    result = cli.terminal("pages", "list", "--filter", f"path:{path}", env={"TZ": "XYZ-5"})
    hour = (int(stamp[11:13]) + 5) % 24
    assert f" {hour:02}:{stamp[14:16]}" in result.out


@pytest.mark.parametrize("env, words, expected", [
    ({}, [], True),
    ({"NO_COLOR": "1"}, [], False),
    ({"NO_COLOR": ""}, [], True),
    ({"TERM": "dumb"}, [], False),
    ({"CLICOLOR": "0"}, [], False),
    ({"NO_COLOR": "1"}, ["--color", "always"], True),
    ({}, ["--color=never"], False),
])
def test_colours_on_a_terminal(cli, env, words, expected):
    assert ("\x1b[" in cli.terminal("pages", "list", *words, env=env).out) == expected


@pytest.mark.parametrize("env, words, expected", [
    ({}, [], False),
    ({"CLICOLOR_FORCE": "1", "WIKIJS_FORCE_TTY": "80"}, [], True),
    ({"WIKIJS_FORCE_TTY": "80"}, ["--color", "always"], True),
])
def test_colours_in_a_pipe(cli, env, words, expected):
    assert ("\x1b[" in cli("pages", "list", *words, env=env).out) == expected


def test_forced_terminal_has_the_width_it_was_told(cli):
    result = cli("pages", "list", env={"WIKIJS_FORCE_TTY": "50"})
    assert ESCAPE.sub("", result.lines[0]).split()[0] == "ID"
    assert max(columns_of(line) for line in ESCAPE.sub("", result.out).splitlines()) <= 50


HOSTILE = "red \x1b[31m bell \x07 title \x1b]0;owned\x07 c1 \u009b31m bidi \u202e del \x7f end"


def hostile_output(cli, *words):
    text = cli.terminal(*words, env={"NO_COLOR": "1"}).out
    bad = [character for character in text
           if (ord(character) < 0x20 and character not in "\n\t") or 0x7f <= ord(character) < 0xa0
           or 0x202a <= ord(character) <= 0x202e or 0xdc80 <= ord(character) <= 0xdcff]
    assert bad == [], words
    return text


def test_control_characters_never_reach_a_terminal(cli, page):
    number, path = page(f"{HOSTILE}\nsecond\tline\r\n", title=HOSTILE, description=HOSTILE)
    cli("pages", "update", number, "--content", f"{HOSTILE}\nthird line\n")
    for words in (["get", path], ["get", "--raw", path], ["get", path, "--json", "title,content"],
                  ["get", path, "--front-matter"], ["get", path, "--render"], ["list"], ["list", "--format", "csv"],
                  ["list", "--format", "tsv"], ["list", "--format", "jsonl"],
                  ["list", "--json", "title", "--jq", ".[].title"], ["tree"], ["links"], ["history", path],
                  ["diff", path], ["search", "bell"]):
        hostile_output(cli, "pages", *words)
    assert "^[[31m" in hostile_output(cli, "pages", "get", path)
    hostile_output(cli, "api", "query($id: Int!) { pages { single(id: $id) { title content } } }", "-F", f"id={number}")


def test_control_characters_of_an_error_never_reach_a_terminal(cli, page):
    result = cli("pages", "get", "no/such/\x1b[31mpage", code=None)
    assert "\x1b" not in result.err


def test_get_on_a_terminal_has_a_heading(cli, page):
    number, path = page("The text.\n", title="The title", tag="one", description="About it")
    text = ESCAPE.sub("", cli.terminal("pages", "get", number).out)
    assert text.startswith("The title\n") and "About it" in text and f"/en/{path}" in text and "one" in text
    assert text.endswith("\n\nThe text.\n")
    assert cli.terminal("pages", "get", "--raw", number).out == "The text.\n"


def test_what_follows_a_page_begins_on_its_own_line(cli, page):
    number, _ = page("no newline")
    assert cli.terminal("pages", "get", "--raw", number).out == "no newline\n"
    assert cli.terminal("pages", "get", "--front-matter", number).out.endswith("\nno newline\n")
    assert cli("pages", "get", "--raw", number).out == "no newline", "not in a pipe"


def test_pager(cli, page):
    number, _ = page("The text.\n")
    env = {"PAGER": "sed s/text/pager/"}
    assert "The pager." in cli.terminal("pages", "get", number, env=env).out
    assert "The pager." in cli.terminal("pages", "get", number, env={"PAGER": "cat", "WIKIJS_PAGER": "sed s/text/pager/"}).out
    assert "The text." in cli.terminal("pages", "get", number, "--no-pager", env=env).out
    assert "The text." in cli.terminal("pages", "get", number, env={**env, "WIKIJS_PAGER": ""}).out
    assert cli("pages", "get", number, env=env).out == "The text.\n", "no pager in a pipe"


def test_pager_that_is_left_early_or_missing(cli, page):
    number, _ = page("a long line\n" * 20000)
    cli.terminal("pages", "get", number, env={"PAGER": "true"})
    assert "a long line" in cli.terminal("pages", "get", number, env={"PAGER": "no-such-pager"}).out


def test_delete_asks_on_a_terminal(cli, page):
    number, path = page()
    result = cli.terminal("pages", "delete", path, typed=[("[y/N] ", "n\n")], code=1)
    assert f"Delete page '{path}'?" in result.out and "nothing was deleted" in result.out
    cli("pages", "get", number)
    cli.terminal("pages", "delete", path, typed=[("[y/N] ", "y\n")])
    cli("pages", "get", number, code=3)


def test_nobody_is_asked_about_a_page_that_is_not_there(cli):
    result = cli.terminal("pages", "delete", "nowhere/at-all", code=3)
    assert "[y/N]" not in result.out and "does not exist" in result.out


def test_delete_asks_once_for_many(cli, page):
    numbers = [page()[0] for _ in range(3)]
    result = cli.terminal("pages", "delete", *numbers, typed=[("Delete 3 pages?", "yes\n")])
    assert result.out.count("[y/N]") == 1
    for number in numbers:
        cli("pages", "get", number, code=3)


def test_no_question_when_prompts_are_disabled(cli, page):
    number, _ = page()
    result = cli.terminal("pages", "delete", number, env={"WIKIJS_PROMPT_DISABLED": "1"}, code=2)
    assert "needs --yes" in result.out


def test_json_is_laid_out_on_a_terminal(cli):
    text = cli.terminal("pages", "list", "--limit", "1", "--order-by", "id", "--json", "id,path",
                        env={"NO_COLOR": "1"}).out
    assert text == '[\n  {\n    "id": 1,\n    "path": "home"\n  }\n]\n'
    assert "\x1b[" in cli.terminal("pages", "list", "--limit", "1", "--json", "id").out
    assert cli.terminal("api", "{ pages { list(limit: 0) { tags } } }", env={"NO_COLOR": "1"}).out.count("[]") > 0


def test_health_and_doctor_on_a_terminal(cli):
    assert re.search(r"^ok +server ", ESCAPE.sub("", cli.terminal("health", "check").out), re.MULTILINE)
    result = cli.terminal("doctor")
    assert "SETTINGS" in result.out and re.search(r"^logins are kept in +/", result.out, re.MULTILINE)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_health_is_broken_between_words(cli, columns):
    lines = ESCAPE.sub("", cli.terminal("health", "check", columns=columns).out).splitlines()
    assert all(len(line) <= columns for line in lines)
    text = " ".join(" ".join(lines).split())
    assert "what it writes is signed 'Administrator'" in text
    assert "choose another one in Administration > Search Engine" in text


def test_empty_list_on_a_terminal_says_so(cli):
    assert cli.terminal("pages", "list", "--locale", "zz").out == "no pages\n"
    assert cli("pages", "list", "--locale", "zz").out == ""


@pytest.mark.parametrize("env", [{"TERM": None}, {"TERM": "dumb"}, {"WIKIJS_ACCESSIBLE": "1"}])
def test_no_pager_where_nothing_can_be_drawn_over(cli, env):
    pager = {"PAGER": "sed s/^/paged:/"}
    assert "paged:" in cli.terminal("pages", "list", "--limit", "2", env=pager).out
    result = cli.terminal("pages", "list", "--limit", "2", env={**pager, **env})
    assert result.out.count("\n") == 3 and "paged:" not in result.out
    own = {"WIKIJS_PAGER": "sed s/^/own:/"}
    assert "own:" in cli.terminal("pages", "list", "--limit", "2", env={**own, **env}).out


@pytest.mark.parametrize("redirection, code, message", [
    (">&-", 1, "wikijs: cannot write the output: Bad file descriptor\n"), ("<&-", 0, ""), ("<&- >&-", 1, None), ("2>&-", 0, "")])
def test_closed_streams_are_not_taken_by_other_files(cli, redirection, code, message):
    done = subprocess.run(["sh", "-c", f'exec "$0" pages list --limit 1 {redirection}', WIKIJS], env=cli.env,
                          capture_output=True, text=True)
    assert done.returncode == code
    assert message is None or done.stderr == message
    assert ("home" in done.stdout) == (code == 0)
