# SPDX-License-Identifier: MIT
"""wikijs pages grep: what it finds, how it prints it, how it ends."""
import json
import os
import re
import subprocess

import pytest

from conftest import SECONDS, interrupt, wait_until_asked

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def wiki(page, new_path):
    """A folder with three pages."""
    top = new_path()
    page("one needle\nnothing\r\nNeedle, needle\n", title="First needle", path=f"{top}/first", tag="grep-tag")
    page("hay\n", title="Second", path=f"{top}/second", description="a needle, too")
    page("needles\n", title="Third", path=f"{top}-not-below")
    return top


def test_lines_are_found_below_a_path(cli, wiki):
    result = cli("pages", "grep", "needle", "--path", wiki)
    assert result.lines == [f"{wiki}/first:1:one needle", f"{wiki}/first:3:Needle, needle"]
    assert cli("pages", "grep", "-N", "needle", "--path", f"/{wiki}/").lines[0] == f"{wiki}/first:one needle"


def test_ways_to_match(cli, wiki):
    def found(*words):
        result = cli("pages", "grep", *words, "--path", wiki, code=None)
        assert result.code == (0 if result.out else 1)
        return [int(line.split(":")[1]) for line in result.lines]
    assert found("^needle") == [] and found("^Needle") == [3] and found("-i", "^needle") == [3]
    assert found("e.dle") == found("-E", "e.dle") == [1, 3] and found("-F", "e.dle") == []
    assert "contradicts" in cli("pages", "grep", "-E", "-F", "x", code=2).err
    assert found("-w", "need") == [] and found("-w", "needle") == [1, 3]
    assert found("nothing$") == [2]


def test_names_and_counts_of_pages(cli, wiki):
    assert cli("pages", "grep", "-l", "-i", "needle", "--path", wiki).lines == [f"{wiki}/first"]
    assert cli("pages", "grep", "-L", "needle", "--path", wiki).lines == [f"{wiki}/second"]
    assert cli("pages", "grep", "-c", "needle", "--path", wiki).lines == [f"{wiki}/first:2"]
    rows = cli("pages", "grep", "-c", "needle", "--path", wiki, "--json", "path,count").json
    assert rows == [{"path": f"{wiki}/first", "count": 2}]


def test_titles_and_descriptions(cli, wiki):
    lines = cli("pages", "grep", "needle", "--path", wiki, "--in", "title,description").lines
    assert lines == [f"{wiki}/first:title:First needle", f"{wiki}/second:description:a needle, too"]
    assert "not 'body'" in cli("pages", "grep", "needle", "--in", "body", code=2).err


def test_tags_and_locales(cli, wiki, page):
    assert cli("pages", "grep", "-l", "needle", "--tag", "grep-tag").lines == [f"{wiki}/first"]
    page("needle\n", path=f"{wiki}/fr", locale="fr")
    assert cli("pages", "grep", "-l", "needle", "--path", wiki, "--locale", "fr").lines == [f"fr:{wiki}/fr"]
    assert cli("pages", "get", f"fr:{wiki}/fr", "--raw").out == "needle\n"


def test_values(cli, wiki):
    words = ["pages", "grep", "needle", "--path", wiki]
    rows = cli(*words, "--json", "line,column,text,field").json
    assert rows == [{"field": "content", "line": 1, "column": 5, "text": "one needle"},
                    {"field": "content", "line": 3, "column": 9, "text": "Needle, needle"}]
    lines = cli(*words, "--json", "line", "--format", "jsonl").lines
    assert [json.loads(line) for line in lines] == [{"line": 1}, {"line": 3}]
    assert cli(*words, "--jq", ".[].line").out == "1\n3\n"
    assert cli("pages", "grep", "no such", "--path", wiki, "--json", "line", code=1).json == []
    assert cli(*words, "--format", "csv", "--json", "line,text").out == 'line,text\r\n1,one needle\r\n3,"Needle, needle"\r\n'


@pytest.mark.parametrize("words, message", [(["("], "missing closing parenthesis"), ([""], "the pattern is empty"),
                                            (["-F", ""], "empty")])
def test_bad_patterns(cli, words, message, requests):
    before = len(requests())
    assert message in cli("pages", "grep", *words, code=2).err
    assert len(requests()) == before


def test_pages_travel_in_batches(cli, page, new_path, requests):
    top = new_path()
    for number in range(12):
        page(f"text {number}\n", path=f"{top}/{number}x")
    before = len(requests())
    assert len(cli("pages", "grep", "text", "--path", top).lines) == 12
    assert len(requests()) - before == 2


def test_pages_that_may_not_be_read_are_named(cli, wiki):
    lister = {"WIKIJS_API_KEY": os.environ["WIKIJS_TEST_LISTER_KEY"]}
    result = cli("pages", "grep", "needle", "--path", wiki, env=lister, code=4)
    assert result.out == "" and result.err.count("wikijs: page ") == 2 and "read:source" in result.err
    assert f"page 'en:{wiki}/first': " in result.err and f"page 'en:{wiki}/second': " in result.err
    result = cli("pages", "replace", "needle", "x", "--path", wiki, "--yes", env=lister, code=4)
    assert f"page 'en:{wiki}/first': " in result.err


def test_many_pages_that_may_not_be_read_are_a_few_lines(cli, page, new_path):
    top = new_path()
    for number in range(13):
        page("text\n", path=f"{top}/{number}x")
    lister = {"WIKIJS_API_KEY": os.environ["WIKIJS_TEST_LISTER_KEY"]}
    told = [line for line in cli("pages", "grep", "text", "--path", top, env=lister, code=4).err.splitlines()
            if line.startswith("wikijs: ")]
    assert len(told) == 11 and told[-1] == "wikijs: and 3 more pages: the credentials lack a permission"


def test_a_server_that_is_gone(cli):
    result = cli("pages", "grep", "word", env={"WIKIJS_URL": "http://127.0.0.1:1"}, code=6)
    assert "127.0.0.1" in result.err and result.out == ""


def test_on_a_terminal_lines_stand_below_the_page_and_are_cut(cli, page, new_path):
    top = new_path()
    page("short needle\n" + "x" * 300 + " needle " + "y" * 300 + "\n日本語" * 30 + "needle\n\x1b[31mneedle\n",
         path=f"{top}/wide")
    result = cli.terminal("pages", "grep", "needle", "--path", top, columns=40)
    assert "1 of 1 page" in result.out
    text = ESCAPE.sub("", result.out)
    lines = text.splitlines()
    assert lines[0] == f"{top}/wide" and lines[1] == "1:short needle"
    assert re.fullmatch(r"2:…x+ needle y+…", lines[2]) and len(lines[2]) <= 40
    assert all("needle" in line for line in lines[1:4])
    assert "^[[31mneedle" in text
    assert "\x1b[1;31mneedle\x1b[0m" in result.out
    assert lines[-1] == "4 lines on 1 of 1 page"
    plain = cli.terminal("pages", "grep", "needle", "--path", top, columns=40, env={"NO_COLOR": "1"})
    assert "\x1b" not in plain.out


def test_progress_is_shown_on_a_terminal_only(cli, wiki, fault):
    fault("latency=700", operation="pages.single")
    words = ["pages", "grep", "needle", "--path", wiki]
    shown = cli.terminal(*words).out
    assert re.search(r"\r\x1b\[Kreading   50%  1 of 2 pages.*\r\x1b\[K", shown)
    assert cli(*words).err == ""
    assert "\r" not in cli.terminal(*words, env={"WIKIJS_ACCESSIBLE": "1"}).out
    assert "reading" not in cli.terminal(*words, "--quiet").out


def test_in_a_pipe_lines_are_whole(cli, page, new_path):
    top = new_path()
    page("x" * 5000 + " needle\n", path=top)
    assert cli("pages", "grep", "needle", "--path", top).out == f"{top}:1:" + "x" * 5000 + " needle\n"


def test_a_reader_that_leaves_early(cli, page, new_path):
    top = new_path()
    page("needle\n" * 20000, path=top)
    process = cli.start("pages", "grep", "needle", "--path", top, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(SECONDS) in (0, 1) and process.stderr.read() == b""
    process.stderr.close()


def test_interrupted(cli, fault, requests):
    fault("hang", operation="pages.single")
    process = cli.start("pages", "grep", "needle", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until_asked("pages.single")
    interrupt(process)
