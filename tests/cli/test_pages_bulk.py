# SPDX-License-Identifier: MIT
"""Commands that change many pages: plans, questions, outcomes, what is left of them for --resume and --undo."""
import contextlib
import os
import re
import signal
import sqlite3
import stat
import subprocess

import pytest

from conftest import admin, interrupt, wait_until_asked

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
ALL = ("id,path,title,description,isPrivate,isPublished,privateNS,publishStartDate,publishEndDate,tags,content,render,"
       "contentType,createdAt,editor,locale,scriptCss,scriptJs,authorId,creatorId")


@pytest.fixture
def wiki(page, new_path):
    """A folder with three pages."""
    top = new_path()
    page("see old.example.com\nand old.example.com\n", title="old.example.com", path=f"{top}/first", tag="one")
    page("nothing\n", path=f"{top}/second", tag="two")
    page("old.example.com\n", path=f"{top}/third", description="at old.example.com")
    return top


def contents(cli, top):
    return [cli("pages", "get", f"{top}/{name}", "--raw").out for name in ("first", "second", "third")]


# --- replace ---

def test_replace_changes_the_sources_and_nothing_else(cli, wiki):
    names = [f"{wiki}/{name}" for name in ("first", "second", "third")]
    before = [cli("pages", "get", name, "--json", ALL).json for name in names]
    result = cli("pages", "replace", "old.example.com", "new.example.com", "--path", wiki, "--yes")
    assert len(result.lines) == 2 and all(wiki in line for line in result.lines)
    after = [cli("pages", "get", name, "--json", ALL).json for name in names]
    assert [page["content"] for page in after] == [page["content"].replace("old.", "new.") for page in before]
    for old, new in zip(before, after):
        for field in ("content", "render"):
            del old[field], new[field]
        for row in (old, new):
            for tag in row["tags"]:
                tag.pop("updatedAt")
        assert old == new


def test_replace_dry_run_is_a_diff_and_changes_nothing(cli, wiki, requests):
    before = len(requests())
    result = cli("pages", "replace", "old.", "new.", "--path", wiki, "--dry-run")
    assert not any("pages.update" in str(request) for request in requests()[before:])
    assert f"--- {wiki}/first\n+++ {wiki}/first\n@@ -1,2 +1,2 @@\n-see old.example.com\n" in result.out
    assert "+and new.example.com\n" in result.out and f"{wiki}/second" not in result.out
    assert result.err == "2 pages would be changed\n"
    assert not (cli.home / ".local").exists()
    result = cli("pages", "replace", "old.", "new.", "--path", wiki, "--in", "title,description", "--dry-run")
    assert f"--- {wiki}/first title\n" in result.out and f"+++ {wiki}/third description\n" in result.out
    rows = cli("pages", "replace", "old.", "new.", "--path", wiki, "--dry-run", "--json", "path,state,after").json
    assert rows[1] == {"path": f"{wiki}/third", "state": "planned",
                       "after": {"content": "new.example.com\n"}}
    assert "\x1b[31m-see" in cli.terminal("pages", "replace", "old.", "new.", "--path", wiki, "--dry-run").out


def test_flags_before_the_command_hold_too(cli, wiki):
    cli("pages", "replace", "old.", "new.", "--path", wiki, "--yes")
    assert "-see new.example.com" in cli("--dry-run", "pages", "replace", "new.", "old.", "--path", wiki).out
    assert f"{wiki}/first  tags: +x" in cli("--dry-run", "pages", "tag", "add", "x", "--path", wiki).lines
    assert "new." in contents(cli, wiki)[0]
    cli("--yes", "pages", "replace", "--undo")  # what was done last is not forgotten
    assert "old." in contents(cli, wiki)[0]


def test_replace_ways_to_match(cli, wiki):
    def changed(*words):
        result = cli("pages", "replace", *words, "--path", wiki, "--dry-run")
        return [line[1:] for line in result.lines if re.match(r"\+[^+]", line)]
    assert changed("OLD", "new") == [] and changed("-i", "OLD", "new")[0] == "see new.example.com"
    assert changed("o.d", "x") == [] and changed("-E", "o.d", "x")[0] == "see x.example.com"
    assert changed("-E", r"(\w+)\.example", "$1-$1.test")[0] == "see old-old.test.com"
    assert changed("old", "$1")[0] == "see $1.example.com"
    assert changed("-w", "exam", "x") == [] and changed("-E", "^", "> ")[0] == "> see old.example.com"
    assert changed("old", "old") == []


@pytest.mark.parametrize("words, message", [
    (["a"], "'replace' needs <pattern> <text>"), (["", "x"], "the pattern is empty"), (["-E", "(", "x"], "parenthesis"),
    (["a", "b", "--in", "path"], "not 'path'"), (["--resume", "a", "b"], "take no pattern"),
    (["--resume", "--undo"], "exclude each other"), (["a", "b"], "needs --yes")])
def test_replace_mistakes(cli, words, message):
    assert message in cli("pages", "replace", *words, code=2).err


def test_replace_with_a_group_that_is_not_there(cli, wiki):
    result = cli("pages", "replace", "-E", "o(l)d", "$2", "--path", wiki, "--yes", code=1)
    assert "the replacement '$2': unknown substring" in result.err
    assert "old.example.com" in contents(cli, wiki)[0]


def test_replace_asks_and_shows_the_plan(cli, wiki):
    words = ["pages", "replace", "old.", "new.", "--path", wiki]
    result = cli.terminal(*words, columns=60, typed=[("[y/N] ", "n\n")], code=1)
    text = ESCAPE.sub("", result.out)
    assert f"{wiki}/first  2 places\n{wiki}/third  1 place\nChange 2 pages? [y/N] " in text
    assert "nothing was changed" in text and "old." in contents(cli, wiki)[0]
    result = cli.terminal(*words, typed=[("[y/N] ", "y\n")])
    assert result.out.count("updated page ") == 2
    assert contents(cli, wiki)[2] == "new.example.com\n"


def test_a_page_that_was_changed_meanwhile_is_left_alone(cli, wiki):
    path = f"{wiki}/first"
    result = cli.terminal("pages", "replace", "old.", "new.", "--path", wiki, "--json", "path,state",
                          typed=[], env={"WIKIJS_PROMPT_DISABLED": "1"}, code=2)
    assert "needs --yes" in result.out
    # Between the plan and the answer somebody writes.
    parent = cli.on_terminal("pages", "replace", "old.", "new.", "--path", wiki)
    parent.wait_for("[y/N] ")
    cli("pages", "update", path, "--content", "somebody else's old.\n")
    parent.type("y\n")
    assert parent.end() == 1
    assert "it was left alone" in parent.text and "updated page" in parent.text
    assert contents(cli, wiki) == ["somebody else's old.\n", "nothing\n", "new.example.com\n"]


def test_replace_is_taken_back(cli, wiki):
    before = contents(cli, wiki)
    cli("pages", "replace", "old.", "new.", "--path", wiki, "--yes")
    cli("pages", "update", f"{wiki}/third", "--content", "later\n")
    result = cli("pages", "replace", "--undo", code=2)
    assert "needs --yes" in result.err
    result = cli("pages", "replace", "--undo", "--yes", code=1)
    assert f"{wiki}/third: " in result.err and "left alone" in result.err
    assert contents(cli, wiki) == [before[0], before[1], "later\n"]
    cli("pages", "replace", "--undo", "--yes", code=5)  # that one again, and still somebody else's
    cli("pages", "replace", "later", "now", "--path", wiki, "--yes")
    cli("pages", "replace", "--undo", "--yes")
    assert "nothing that could be taken back" in cli("pages", "replace", "--undo", "--yes", code=3).err


def test_journal_is_the_users_own(cli, wiki, tmp_path):
    cli("pages", "replace", "old.", "new.", "--path", wiki, "--yes")
    folder = cli.home / ".local/state/wikijs/bulk"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.glob("*.journal"))
    assert len(files) == 1 and stat.S_IMODE(files[0].stat().st_mode) == 0o600
    own = tmp_path / "own.journal"
    cli("pages", "replace", "new.", "old.", "--path", wiki, "--yes", "--journal", own)
    cli("pages", "replace", "--undo", "--yes", "--journal", own)
    assert "new.example.com" in contents(cli, wiki)[0]
    own.write_text("no journal\n" * 100)
    assert "own.journal" in cli("pages", "replace", "--undo", "--yes", "--journal", own, code=1).err
    result = cli("pages", "replace", "a", "b", "--yes", "--journal", "/no/such/folder/x", code=1)
    assert "/no/such/folder/x" in result.err


def change_items(journal, assignment):
    with contextlib.closing(sqlite3.connect(journal)) as db:
        db.execute(f"UPDATE items SET {assignment}")
        db.commit()


@pytest.mark.parametrize("damage", [
    "detail = NULL", "detail = '{}'", "detail = '[]'", """detail = '{"action":"eat","path":"x"}'""",
    """detail = '{"action":"update","path":"x"}'""", """detail = '{"action":"move","path":"x","newPath":null}'""",
    """detail = '{"action":"delete"}'""", "key = key || printf('%.*c', 100, 'x')"])
def test_damaged_journal_is_told(cli, wiki, tmp_path, damage):
    own = tmp_path / "own.journal"
    cli("pages", "replace", "old.", "new.", "--path", wiki, "--yes", "--journal", own)
    change_items(own, damage)
    result = cli("pages", "replace", "--undo", "--yes", "--journal", own, code=1)
    assert re.search("the journal (holds something else|is damaged): ", result.err)
    change_items(own, "state = 1")
    result = cli("pages", "replace", "--resume", "--yes", "--journal", own, code=1)
    assert re.search("the journal (holds something else|is damaged): ", result.err)


# --- what is left in the middle ---

def history_lengths(cli, paths):
    return [len(cli("pages", "history", path, "--json", "versionId").json) for path in paths]


def test_killed_in_the_middle_and_resumed(cli, page, new_path, fault, requests):
    top = new_path()
    paths = [f"{top}/{number:02}x" for number in range(25)]
    for path in paths:
        page("old text\n", path=path)
    before = history_lengths(cli, paths)
    fault("hang,after", operation="pages.update", skip=1, times=1)  # ten are done; the next ten, too, but nobody hears
    process = cli.start("pages", "replace", "old", "new", "--path", top, "--yes", stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL)
    wait_until_asked("pages.update", 11)
    process.kill()
    process.wait()
    assert process.returncode == -signal.SIGKILL
    result = cli("pages", "replace", "--resume")
    assert re.match(r"the plan of .*: \d+ of 25 done, \d+ left\n", result.err)
    assert set(cli("pages", "get", "--raw", *paths).out.splitlines()) == {"new text"}
    assert [after - first for first, after in zip(before, history_lengths(cli, paths))] == [1] * 25  # none twice
    assert "25 of 25 done, 0 left" in cli("pages", "replace", "--resume").err


def test_interrupted_and_resumed(cli, page, new_path, fault, requests):
    top = new_path()
    paths = [page("old\n", path=f"{top}/{number}x")[1] for number in range(3)]
    fault("hang", operation="pages.update", times=1)
    process = cli.start("pages", "replace", "old", "new", "--path", top, "--yes", stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE)
    wait_until_asked("pages.update")
    _, err = interrupt(process)
    assert b"0 of 3 done, 0 failed, 3 left; the server may still finish what it was sent\ntry: wikijs pages replace --resume to go on\n" in err
    cli("pages", "replace", "--resume")
    assert cli("pages", "get", "--raw", *paths).out == "new\n" * 3


def test_a_plan_that_was_interrupted_is_not_lost_without_a_word(cli, page, new_path, fault):
    def tell(out):
        return re.sub(r"\s+", " ", ESCAPE.sub("", out))

    top = new_path()
    paths = [page("old\n", path=f"{top}/{number:02}x")[1] for number in range(12)]
    fault("status=401", operation="pages.update", skip=1, times=1)
    cli("pages", "tag", "add", "one", "--path", top, "--yes", code=None)
    admin("DELETE", "faults")
    warning = "interrupted with 2 of 12 pages left; to finish that one first: wikijs pages tag add --resume"
    result = cli.terminal("pages", "tag", "add", "two", "--path", top, typed=[("[y/N] ", "n\n")], code=1)
    assert warning in tell(result.out) and tell(result.out).index(warning) < tell(result.out).index("[y/N]")
    result = cli.terminal("pages", "tag", "add", "two", paths[0], typed=[("[y/N] ", "n\n")], code=1)  # one page, too
    assert warning in tell(result.out)
    refusal = re.compile(r"^wikijs: the plan of .* was interrupted with 2 of 12 pages left, and this one would take its place\n"
                         r"try: wikijs pages tag add --resume, which finishes it, or --discard, which gives it up\n$")
    for words in (["--path", top], ["--path", top, "--yes"], [paths[0]], [paths[0], "--yes"]):
        assert refusal.match(cli("pages", "tag", "add", "two", *words, code=2).err)
    assert "excludes" in cli("pages", "tag", "add", "--resume", "--discard", code=2).err
    assert "interrupted" not in cli("pages", "tag", "add", "two", "--path", top, "--dry-run").err
    assert "interrupted" not in cli("pages", "tag", "remove", "two", "--path", top, "--yes").err  # another plan
    assert "10 of 12 done, 2 left" in cli("pages", "tag", "add", "--resume").err
    assert "interrupted" not in cli("pages", "tag", "add", "two", "--path", top, "--yes").err
    fault("status=401", operation="pages.update", skip=1, times=1)
    cli("pages", "tag", "add", "--undo", "--yes", code=None)
    admin("DELETE", "faults")
    result = cli("pages", "tag", "add", "three", paths[0], code=2)
    assert "with 2 of 12 pages left" in result.err and "try: wikijs pages tag add --undo, which finishes it" in result.err
    assert cli("pages", "tag", "add", "three", paths[0], "--discard").err == ""
    assert cli("pages", "get", paths[0], "--json", "tags", "--jq", ".tags[].tag").lines.count("three") == 1
    assert cli("pages", "tag", "add", "four", "--path", top, "--yes").err == ""


def test_a_server_that_fails_in_the_middle(cli, page, new_path, fault):
    top = new_path()
    paths = [page("old\n", path=f"{top}/{number}x")[1] for number in range(12)]
    fault("status=401", operation="pages.update", skip=1, times=1)
    result = cli("pages", "replace", "old", "new", "--path", top, "--yes", code=None)
    assert result.code != 0 and len(result.lines) == 10
    admin("DELETE", "faults")
    cli("pages", "replace", "--resume")
    assert cli("pages", "get", "--raw", *paths).out == "new\n" * 12


def test_full_disk_stops_before_anything_is_sent(cli, wiki):
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full")
    result = cli("pages", "replace", "old.", "new.", "--path", wiki, "--yes", "--journal", "/dev/full", code=1)
    assert "/dev/full" in result.err
    assert "old.example.com" in contents(cli, wiki)[0]


def test_nothing_to_resume(cli):
    assert "could be resumed" in cli("pages", "update", "--resume", code=3).err
    assert "could be resumed" in cli("pages", "delete", "--resume", code=3).err


# --- update, tag ---

def test_update_by_selection(cli, wiki):
    result = cli("pages", "update", "--path", wiki, "--add-tag", "Bulk", "--unpublish", "--dry-run")
    assert result.lines == [f"{wiki}/first  tags: +bulk  unpublished", f"{wiki}/second  tags: +bulk  unpublished",
                            f"{wiki}/third  tags: +bulk  unpublished"]
    cli("pages", "update", "--path", wiki, "--add-tag", "Bulk", "--yes")
    assert len(cli("pages", "list", "--tag", "bulk", "--json", "id").json) == 3
    result = cli("pages", "update", "--with-tag", "bulk", "--with-tag", "one", "--no-tags", "--description", "d", "--yes",
                 "--json", "path,description,tags")
    assert result.json == [{"path": f"{wiki}/first", "description": "d", "tags": []}]
    result = cli("pages", "update", "--path", wiki, "--add-tag", "bulk", "--dry-run")
    assert result.err == "2 pages are so already\n1 page would be changed\n"
    cli("pages", "update", "--undo", "--yes")
    assert sorted(tag["tag"] for tag in cli("pages", "get", f"{wiki}/first", "--json", "tags").json["tags"]) == ["bulk",
                                                                                                                 "one"]


def test_update_of_one_page_is_as_ever(cli, page):
    number, path = page()
    assert "updated" not in cli("pages", "update", path, "--title", "New").err
    assert cli("pages", "get", number, "--json", "title").json == {"title": "New"}
    assert not (cli.home / ".local").exists()


def test_many_need_yes(cli, wiki):
    result = cli("pages", "update", f"{wiki}/first", f"{wiki}/second", "--add-tag", "x", code=2)
    assert result.err == "wikijs: changing many pages needs --yes when nobody can be asked\n"
    cli("pages", "update", "--path", wiki, "--add-tag", "x", f"{wiki}/first", code=2)
    assert "no pages were named" in cli("pages", "update", "--add-tag", "x", code=2).err


def test_tags(cli, wiki):
    def tags(name):
        return sorted(tag["tag"] for tag in cli("pages", "get", f"{wiki}/{name}", "--json", "tags").json["tags"])
    rows = cli("pages", "tag", "add", "one, Extra", "--path", wiki, "--yes", "--json", "path,state").json
    assert [row["state"] for row in rows] == ["done"] * 3
    assert tags("first") == ["extra", "one"] and tags("second") == ["extra", "one", "two"]
    result = cli("pages", "tag", "remove", "extra", f"{wiki}/first", "999999", f"{wiki}/first", "--yes", code=1)
    assert "999999: This page does not exist" in result.err and len(result.lines) == 1
    assert tags("first") == ["one"]
    cli("pages", "tag", "remove", "--undo", "--yes")
    assert tags("first") == ["extra", "one"]
    for option, expected in (("--add-tag", ["a, b", "extra", "one"]), ("--remove-tag", ["extra", "one"])):
        cli("pages", "update", f"{wiki}/first", option, "A, b", "--yes")
        assert tags("first") == expected
    cli("pages", "tag", "add", "x", "-", "--yes", stdin=f"{wiki}/first\tmore\n\n{wiki}/second\n")
    assert "x" in tags("second")
    cli("pages", "tag", "remove", "x", f"{wiki}/second")  # one page that is named: as 'pages update', without a question
    assert "x" not in tags("second")
    assert "names no tag" in cli("pages", "tag", "add", " , ", "1", code=2).err
    assert "no tags were named" in cli("pages", "tag", "add", code=2).err


def test_grep_hands_its_pages_over(cli, wiki):
    names = cli("pages", "grep", "-l", "-F", "old.", "--path", wiki).out
    cli("pages", "tag", "add", "found", "-", "--yes", stdin=names)
    assert {row["path"] for row in cli("pages", "list", "--tag", "found", "--json", "path").json} == {
        f"{wiki}/first", f"{wiki}/third"}


# --- move, delete ---

@pytest.mark.parametrize("path", ["", "/", "//"])
def test_delete_takes_no_whole_wiki(cli, wiki, path):
    """As "--path $FOLDER/" would be where FOLDER is not set."""
    before = cli("pages", "list").out
    assert f"'{path}'" in cli("pages", "delete", "--path", path, "--yes", code=2).err.replace("--path ", "'")
    assert cli("pages", "list").out == before


def test_move_a_path_with_all_below_it(cli, wiki, page, new_path):
    target = new_path()
    page("top\n", path=wiki)
    result = cli("pages", "move", "--path", wiki, target, "--dry-run")
    assert f"{wiki}  -> {target}" in result.lines and f"{wiki}/first  -> {target}/first" in result.lines
    cli("pages", "move", "--path", wiki, target, "--yes")
    assert cli("pages", "get", target, "--raw").out == "top\n"
    assert cli("pages", "list", "--filter", f"path:{wiki}/", "--json", "id").json == []
    cli("pages", "move", "--undo", "--yes")
    assert len(contents(cli, wiki)) == 3


def test_move_several_below_a_path(cli, wiki, new_path):
    target = new_path()
    assert "has to end with a slash" in cli("pages", "move", f"{wiki}/first", f"{wiki}/second", target, code=2).err
    result = cli("pages", "move", f"{wiki}/first", f"{wiki}/second", f"{target}/", "--yes", "--json", "newPath,state")
    assert result.json == [{"state": "done", "newPath": f"{target}/first"},
                           {"state": "done", "newPath": f"{target}/second"}]
    result = cli("pages", "move", f"{target}/first", f"{wiki}/third", f"{target}/", "--yes", code=1)
    assert f"{target}/first: " in result.err and cli("pages", "get", f"{target}/third", "--raw").out
    assert "needs <destination>" in cli("pages", "move", "--path", wiki, code=2).err


def test_one_page_has_the_rows_of_many(cli, wiki, new_path):
    target = new_path()
    words = ["pages", "move", f"{wiki}/first", f"{target}/other", "--json", "path,newPath,state"]
    moved = {"path": f"{wiki}/first", "newPath": f"{target}/other"}
    assert cli(*words, "--dry-run").json == [{**moved, "state": "planned"}]
    assert cli(*words).json == [{**moved, "state": "done"}]
    assert cli(*words, code=3).json == []
    assert cli("pages", "tag", "add", "kept", f"{wiki}/second", "--json", "state").json == [{"state": "done"}]
    assert cli("pages", "tag", "add", "kept", f"{wiki}/second", "--json", "state").json == []
    assert cli("pages", "update", "--path", wiki, "--remove-tag", "nobody-has-this", "--json", "id", "--yes").json == []
    assert cli("pages", "delete", f"{wiki}/second", "--yes", "--json", "path,state").json == [
        {"path": f"{wiki}/second", "state": "done"}]
    assert cli("pages", "list", "--filter", f"path:{wiki}/second", "--json", "id").json == []


def test_plans_beside_each_other(cli, wiki, fault, requests):
    fault("hang", operation="pages.update", times=1)
    process = cli.start("pages", "tag", "add", "x", "--path", wiki, "--yes", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until_asked("pages.update")
    words = ["pages", "tag", "add", "y", f"{wiki}/first"]
    assert "in use by another program\ntry: all pages in one command, or --journal" in cli(*words, code=None).err
    cli(*words, "--journal", cli.home / "own.journal")
    interrupt(process)


def test_delete_by_selection(cli, wiki):
    result = cli("pages", "delete", "--path", wiki, "--dry-run")
    assert len(result.lines) == 3 and "old.example.com" in result.lines[0]
    assert "needs --yes" in cli("pages", "delete", "--path", wiki, code=2).err
    result = cli.terminal("pages", "delete", "--path", wiki, columns=40, typed=[("[y/N] ", "y\n")])
    assert "Delete 3 pages? The server offers no way back. [y/N]" in result.out
    assert cli("pages", "list", "--filter", f"path:{wiki}", "--json", "id").json == []


def test_hostile_titles_stay_harmless_in_plans(cli, page, new_path):
    top = new_path()
    for number in range(2):
        page("x\n", title="\x1b]0;owned\x07\x1b[31m", path=f"{top}/{number}x")
    result = cli.terminal("pages", "delete", "--path", top, "--dry-run", env={"NO_COLOR": "1"})
    assert "\x1b" not in result.out and "^[[31m" in result.out
    result = cli.terminal("pages", "delete", "--path", top, typed=[("[y/N] ", "n\n")], code=1, env={"NO_COLOR": "1"})
    assert "\x1b" not in result.out and "\x07" not in result.out


# --- a write that is done, and a storage target that fails after it ---

def test_done_though_the_server_failed_is_a_warning(cli, wiki):
    cli("storage", "set", "disk", "--enable", "path=/forbidden/copy")
    result = cli("pages", "replace", "old.example.com", "new.example.com", "--path", wiki, "--yes")
    cli("storage", "set", "disk", "--disable")
    assert len(result.lines) == 2
    assert result.err.count("it was done, but then the server failed: EACCES") == 2
    assert "new.example.com" in contents(cli, wiki)[0]
