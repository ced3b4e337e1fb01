# SPDX-License-Identifier: MIT
"""Commands that change pages."""
import os
import re
import stat
import subprocess
import textwrap
from random import Random

import pytest

from conftest import URL, WIKIJS


def fields(cli, number, *names):
    row = cli("pages", "get", number, "--json", ",".join(names)).json
    row["tags"] = sorted(tag["tag"] for tag in row.get("tags") or [])
    return row


def test_create_prints_id_and_address(cli, new_path):
    path = new_path()
    result = cli("pages", "create", "--title", "A & B", "--path", path, "--content", "text")
    number, address = re.fullmatch(r"(\d+)\t(.*)\n", result.out).groups()
    assert address == f"{URL}/en/{path}"
    assert cli("pages", "get", address, "--json", "id,title").json == {"id": int(number), "title": "A & B"}
    cli("pages", "delete", "--yes", number)


def test_create_takes_the_path_as_its_operand(cli, new_path):
    path = new_path()
    assert cli("pages", "create", f"fr:{path}", "-t", "T", "-c", "x").out.endswith(f"{URL}/fr/{path}\n")
    cli("pages", "delete", "--yes", f"fr:{path}")
    twice = cli("pages", "create", path, "--path", path, "-t", "T", "-c", "x", code=2)
    assert f"'{path}' and --path both name the page" in twice.err


def test_create_makes_a_path_from_the_title(cli, new_path):
    title = f"Größe der Dinge! {new_path().replace('/', ' ')}"
    result = cli("pages", "create", "--title", title, "--content", "x", "--json", "id,path").json
    assert re.fullmatch(r"[^ A-Z!./]+", result["path"]), result
    cli("pages", "delete", "--yes", result["id"])
    assert "give --path" in cli("pages", "create", "--title", "!!!", "--content", "x", code=2).err


def test_create_with_everything(cli, new_path, tmp_path):
    (tmp_path / "content.html").write_text("<p>Hi</p>")
    path = new_path()
    number = cli("pages", "create", "-t", "Title", "--path", f"fr:{path}", "-F", tmp_path / "content.html", "-d",
                 "About it", "--tag", "One", "--tag", "two", "--editor", "code", "--draft", "--json", "id").json["id"]
    row = fields(cli, number, "path", "locale", "title", "description", "tags", "editor", "isPublished", "content")
    assert row == {"path": path, "locale": "fr", "title": "Title", "description": "About it", "tags": ["one", "two"],
                   "editor": "code", "isPublished": False, "content": "<p>Hi</p>"}
    cli("pages", "delete", "--yes", f"fr:{path}")


def test_locale_flag_applies_to_paths_without_one(cli, new_path):
    path = new_path()
    result = cli("pages", "create", "-t", "T", "-c", "x", "--path", path, "--locale", "fr")
    assert result.out.endswith(f"{URL}/fr/{path}\n")
    cli("pages", "get", path, code=3)
    assert cli("pages", "get", path, "--locale", "fr").out == "x\n"
    cli("pages", "delete", "--yes", "-l", "fr", path)


@pytest.mark.parametrize("words, message", [
    (["--content", "x"], "a page needs a title: give --title"),
    (["--title", "T"], "a page needs content: give --content or --content-file"),
    (["--title", "T", "--content", "x", "--content-file", "f"], "'--content' and '--content-file' exclude each other"),
])
def test_create_mistakes(cli, words, message, requests):
    assert cli("pages", "create", *words, code=2).err.startswith(f"wikijs: {message}\n")
    assert requests() == []


@pytest.mark.parametrize("path", ["with space", "with.dot", "a//b", "back\\slash"])
def test_illegal_path_is_refused_before_anything_is_sent(cli, path, requests):
    cli("pages", "create", "--title", "T", "--content", "x", "--path", path, code=2)
    assert requests() == []


def test_content_file_that_is_not_there(cli):
    result = cli("pages", "create", "--title", "T", "--content-file", "/no/such/file", code=1)
    assert result.err == "wikijs: /no/such/file: No such file or directory\n"


def test_create_where_a_page_is_already(cli, page):
    _, path = page()
    result = cli("pages", "create", "--title", "T", "--path", path, "--content", "x", code=5)
    assert "try: another path" in result.err


def test_update_changes_only_what_is_given(cli, page):
    number, path = page("text\n", title="Old", description="Keep me", tag="keep")
    result = cli("pages", "update", path, "--title", "New")
    assert result.out == f"{number}\t{URL}/en/{path}\n"
    row = fields(cli, number, "title", "description", "tags", "isPublished", "content")
    assert row == {"title": "New", "description": "Keep me", "tags": ["keep"], "isPublished": True, "content": "text\n"}


def test_update_tags(cli, page):
    number, _ = page(tag="one")
    cli("pages", "update", number, "--add-tag", "two", "--add-tag", "three", "--remove-tag", "one")
    assert fields(cli, number, "tags")["tags"] == ["three", "two"]
    cli("pages", "update", number, "--tag", "four")
    assert fields(cli, number, "tags")["tags"] == ["four"]
    cli("pages", "update", number, "--no-tags")
    assert fields(cli, number, "tags")["tags"] == []


def test_update_publishing_and_content(cli, page, tmp_path):
    number, _ = page("old\n")
    cli("pages", "update", number, "--unpublish", "--content-file", "-", stdin="new\n")
    assert fields(cli, number, "isPublished", "content") == {"isPublished": False, "content": "new\n", "tags": []}
    cli("pages", "update", number, "--publish", "--description", "d")
    assert fields(cli, number, "isPublished", "description") == {"isPublished": True, "description": "d", "tags": []}


def test_update_if_nobody_changed_it(cli, page):
    number, _ = page("one\n")
    seen = cli("pages", "get", number, "--json", "updatedAt").json["updatedAt"]
    cli("pages", "update", number, "--content", "two\n", "--if-updated-at", seen)
    result = cli("pages", "update", number, "--content", "three\n", "--if-updated-at", seen, code=5)
    assert "try: " in result.err
    assert cli("pages", "get", number).out == "two\n"


@pytest.mark.parametrize("words, message", [
    ([], "nothing to change was given"),
    (["--tag", "a", "--add-tag", "b"], "'--tag' replaces all tags: it excludes '--add-tag' and '--remove-tag'"),
    (["--no-tags", "--tag", "b"], "'--no-tags' excludes '--tag' and '--add-tag'"),
    (["--title", "x", "--if-updated-at", "yesterday"],
     "'yesterday' is no time: write it as 'pages get --json updatedAt' does"),
])
def test_update_mistakes(cli, words, message):
    assert cli("pages", "update", "1", *words, code=2).err.startswith(f"wikijs: {message}\n")


def test_update_of_a_page_that_is_not_there(cli):
    cli("pages", "update", "999999", "--title", "x", code=3)
    cli("pages", "update", "no/such", "--title", "x", code=3)


def test_writer_without_the_right_to_ask_by_path(cli, page):
    """pages.singleByPath refuses a key that may only write; its own list names the id."""
    number, path = page("one\n")
    env = {"WIKIJS_API_KEY": os.environ["WIKIJS_TEST_WRITER_KEY"]}
    cli("pages", "update", path, "--content", "two\n", env=env)
    assert cli("pages", "get", number).out == "two\n"


def test_delete_needs_yes_without_a_terminal(cli, page):
    number, _ = page()
    assert cli("pages", "delete", number, code=2).err == "wikijs: deleting needs --yes when nobody can be asked\n"
    cli("pages", "get", number)


def test_delete_goes_on_after_a_failure(cli, page):
    first, first_path = page()
    second, path = page()
    result = cli("pages", "delete", "--yes", first, "no/such/page", path, code=1)
    assert "no/such/page" in result.err and f"deleted {first_path}\n" in result.err
    cli("pages", "get", first, code=3)
    cli("pages", "get", second, code=3)


def test_delete_ends_with_what_all_failures_have_in_common(cli, page):
    number, _ = page()
    env = {"WIKIJS_API_KEY": os.environ["WIKIJS_TEST_READER_KEY"]}
    cli("pages", "delete", "--yes", "no/such/page", "nor/this", code=3)
    cli("pages", "delete", "--yes", "no/such/page", number, env=env, code=1)


def test_delete_takes_names_from_standard_input(cli, page):
    first, _ = page()
    second, path = page()
    third, _ = page()
    names = f"{first}\ten:some/path\tA title\n\n  {path} \r\n"
    assert cli("pages", "delete", "-", stdin=names, code=2).err.startswith("wikijs: deleting needs --yes")
    cli("pages", "delete", "--yes", third, "-", stdin=names)
    for number in (first, second, third):
        cli("pages", "get", number, code=3)
    assert "'-' was given twice" in cli("pages", "delete", "--yes", "-", "-", stdin=names, code=2).err
    assert cli("pages", "delete", "--yes", "-").err == ""


def test_move(cli, page, new_path):
    number, path = page("moving\n")
    there = new_path()
    assert cli("pages", "move", path, there).out == f"{number}\t{URL}/en/{there}\n"
    assert cli("pages", "get", there, "--json", "id").json == {"id": number}
    cli("pages", "get", path, code=3)
    assert cli("pages", "move", number, f"fr:{there}").out == f"{number}\t{URL}/fr/{there}\n"
    assert cli("pages", "move", number, there + "-2").out.endswith(f"/fr/{there}-2\n"), "it stays in its own locale"


def test_move_onto_another_page(cli, page):
    _, one = page()
    _, two = page()
    cli("pages", "move", one, two, code=5)
    cli("pages", "move", "no/such/page", one + "x", code=3)


def test_render_and_convert(cli, page):
    number, path = page("# Hi\n")
    assert cli("pages", "render", path).err == f"rendered {path}\n"
    assert cli("pages", "convert", number, "--editor", "ckeditor").err == f"converted {number} to ckeditor\n"
    assert "<h1" in cli("pages", "get", number).out
    cli("pages", "convert", number, "--editor", "nonsense", code=1)
    cli("pages", "convert", number, code=2)


def test_quiet_leaves_remarks_out(cli, page):
    number, _ = page()
    assert cli("-q", "pages", "render", number).err == ""


def editor(tmp_path, body):
    script = tmp_path / "editor.py"
    script.write_text("#!/usr/bin/env python3\nimport os, stat, subprocess, sys\nfile = sys.argv[-1]\n" +
                      textwrap.dedent(body))
    script.chmod(0o755)
    return {"EDITOR": str(script), "TMPDIR": str(tmp_path)}


def left(tmp_path):
    return sorted(tmp_path.glob("wikijs-*"))


def test_edit(cli, page, tmp_path):
    number, path = page("old\n")
    env = editor(tmp_path, """
        assert stat.S_IMODE(os.stat(file).st_mode) == 0o600 and file.endswith(".md")
        assert open(file).read() == "old\\n"
        open(file, "w").write("new\\n")
        """)
    assert cli("pages", "edit", path, env=env).out == f"{number}\t{URL}/en/{path}\n"
    assert cli("pages", "get", number).out == "new\n" and left(tmp_path) == []


def test_edit_without_a_terminal_needs_an_editor_of_the_users_choice(cli, page):
    _, path = page("old\n")
    assert cli("pages", "edit", path, code=2).err.startswith("wikijs: an editor needs a terminal\ntry: ")


def test_edit_without_a_change_writes_nothing(cli, page, tmp_path):
    number, path = page("no newline at the end")
    before = cli("pages", "get", number, "--json", "updatedAt").out
    assert cli("pages", "edit", path, env=editor(tmp_path, "pass")).err == "nothing was changed\n"
    # What vi does to it:
    assert cli("pages", "edit", path, env=editor(tmp_path, "open(file, 'a').write('\\n')")).err == "nothing was changed\n"
    assert cli("pages", "get", number, "--json", "updatedAt").out == before and left(tmp_path) == []


def test_edit_refuses_to_overwrite_what_somebody_changed(cli, page, tmp_path):
    number, _ = page("old\n")
    env = editor(tmp_path, f"""
        subprocess.run([{WIKIJS!r}, "pages", "update", "{number}", "--content", "theirs\\n"], check=True)
        open(file, "w").write("mine\\n")
        """)
    result = cli("pages", "edit", number, env=env, code=5)
    kept = re.search(r"^wikijs: your text is in (.*)$", result.err, re.MULTILINE)[1]
    assert open(kept).read() == "mine\n" and stat.S_IMODE(os.stat(kept).st_mode) == 0o600
    assert cli("pages", "get", number).out == "theirs\n"


def test_edit_keeps_the_text_when_the_write_fails(cli, page, tmp_path, fault):
    number, _ = page("old\n")
    fault("status=500", operation="pages.update")
    result = cli("pages", "edit", number, env=editor(tmp_path, "open(file, 'w').write('mine')"), code=1)
    assert "your text is in" in result.err and left(tmp_path)[0].read_text() == "mine"


def test_edit_when_the_editor_fails(cli, page, tmp_path):
    number, _ = page("old\n")
    result = cli("pages", "edit", number, env=editor(tmp_path, "sys.exit(3)"), code=1)
    assert "nothing was written" in result.err and cli("pages", "get", number).out == "old\n" and left(tmp_path) == []
    result = cli("pages", "edit", number, env=editor(tmp_path, "open(file, 'w').write('mine'); sys.exit(3)"), code=1)
    assert "your text is in" in result.err and left(tmp_path)[0].read_text() == "mine"


def test_edit_when_the_editor_takes_the_file_away(cli, page, tmp_path):
    result = cli("pages", "edit", page("old\n")[0], env=editor(tmp_path, "os.unlink(file)"), code=1)
    assert "No such file" in result.err and "your text is in" not in result.err


def test_an_empty_editor_of_the_configuration_is_none(cli, page, tmp_path):
    number, _ = page("old\n")
    (tmp_path / "config.yaml").write_text("editor: ''\n")
    env = editor(tmp_path, "open(file, 'w').write('new\\n')")
    cli("pages", "edit", number, "--config", tmp_path / "config.yaml", env=env)
    assert cli("pages", "get", number).out == "new\n"


def test_editor_of_the_configuration(cli, page, tmp_path):
    number, _ = page("old\n")
    script = editor(tmp_path, "open(file, 'w').write('configured\\n')")["EDITOR"]
    (tmp_path / "config.yaml").write_text(f"editor: {script} --some-option\n")
    cli("pages", "edit", number, "--config", tmp_path / "config.yaml")
    assert cli("pages", "get", number).out == "configured\n"


def apply(tmp_path, old, diff):
    (tmp_path / "text").write_text(old)
    subprocess.run(["patch", "-s", "text"], input=diff.encode(), cwd=tmp_path, check=True)
    return (tmp_path / "text").read_text()


OLD = "".join(f"line {number}\n" for number in range(1, 41))


@pytest.mark.parametrize("old, new", [
    (OLD, OLD.replace("line 20\n", "line twenty\n")),
    (OLD, OLD.replace("line 1\n", "").replace("line 40\n", "line 40\nline 41\n")),
    (OLD, OLD.replace("line 10\n", "").replace("line 17\n", "x\ny\n").replace("line 30\n", "z\n")),
    (OLD, "new\n"),
    ("a", "b"),
    ("a\n", "a"),
    ("a", "a\n"),
    ("a\nb\n", "a\nb\nc"),
    ("x\n", OLD),
])
def test_diff_is_what_patch_takes(cli, page, tmp_path, old, new):
    number, path = page(old)
    cli("pages", "update", number, "--content-file", "-", stdin=new)
    diff = cli("pages", "diff", path).out
    assert diff.startswith(f"--- {path}\tversion ") and f"\n+++ {path}\tcurrent, " in diff
    assert apply(tmp_path, old, diff) == new
    assert ("\\ No newline at end of file" in diff) == (not (old.endswith("\n") and new.endswith("\n")))


def test_diff_is_small(cli, page):
    number, path = page(OLD)
    cli("pages", "update", number, "--content", OLD.replace("line 20\n", "line twenty\n"))
    assert cli("pages", "diff", path).lines[2:] == ["@@ -17,7 +17,7 @@", " line 17", " line 18", " line 19", "-line 20",
                                                   "+line twenty", " line 21", " line 22", " line 23"]


def test_diff_between_versions(cli, page, tmp_path):
    number, path = page("one\n")
    for text in ("two\n", "three\n"):
        cli("pages", "update", number, "--content", text)
    texts = {}
    for row in cli("pages", "history", number, "--json", "versionId").json:
        texts.setdefault(cli("pages", "version", number, row["versionId"]).out, row["versionId"])
    diff = cli("pages", "diff", number, texts["one\n"], texts["two\n"]).out
    assert apply(tmp_path, "one\n", diff) == "two\n"
    assert apply(tmp_path, "one\n", cli("pages", "diff", number, texts["one\n"]).out) == "three\n"
    same = cli("pages", "diff", number, texts["one\n"], texts["one\n"])
    assert same.out == "" and same.err == "the sources are the same\n"


def test_diff_of_a_change_that_left_the_source_alone(cli, page):
    number, _ = page()
    cli("pages", "update", number, "--add-tag", "other")
    same = cli("pages", "diff", number)
    assert same.out == "" and same.err.startswith("the last change left the source as it was: 'wikijs pages history'")


def test_diff_of_a_page_that_never_changed(cli):
    rows = cli("pages", "list", "--json", "id").json
    fresh = next(row["id"] for row in rows if cli("pages", "history", row["id"]).out == "")
    assert cli("pages", "diff", fresh).err == "never changed since it was created\n"


def test_diff_of_random_texts(cli, page, tmp_path):
    """Any two texts: patch makes one of the other."""
    random = Random(1)
    def text():
        lines = [random.choice("abcde") for _ in range(random.randrange(1, 40))]
        return "\n".join(lines) + random.choice(["", "\n"])
    number, _ = page("start")
    for _ in range(12):
        cli("pages", "update", number, "--content-file", "-", stdin=text())
    versions = [row["versionId"] for row in cli("pages", "history", number, "--json", "versionId").json]
    texts = {version: cli("pages", "version", "--raw", number, version).out for version in versions}
    for _ in range(20):
        old, new = random.sample(versions, 2)
        diff = cli("pages", "diff", number, old, new).out
        assert (apply(tmp_path, texts[old], diff) if diff else texts[old]) == texts[new]


def test_fields_that_the_answer_to_a_write_lacks_are_read(cli, page, new_path):
    number, path = page("old\n")
    fields = "isPublished,content,locale,authorName,title"
    wanted = {"isPublished": False, "content": "new\n", "locale": "en", "authorName": "Administrator",
              "title": "A page"}
    assert cli("pages", "update", number, "--unpublish", "-c", "new\n", "--json", fields).json == wanted
    created = cli("pages", "create", "-t", "Other", "--path", new_path(), "-c", "text", "--json", "id,isPublished")
    assert created.json["isPublished"] is True
    cli("pages", "delete", "--yes", created.json["id"])
    line = cli("pages", "update", number, "--title", "B", "--format", "tsv").out
    assert line.startswith(f"{number}\t{path}\tB\t") and line.endswith("\ten\n")


def test_write_whose_page_cannot_be_read_is_done(cli, page, fault):
    number, _ = page()
    fault("status=500", operation="pages.single", skip=1)  # the first is how an update begins
    result = cli("pages", "update", number, "--title", "B", "--json", "title,isPublished")
    assert result.json == {"title": "B", "isPublished": None}
    assert result.err.startswith("wikijs: warning: it was written, but cannot be read: ")


def test_publish_and_unpublish_contradict_each_other(cli, requests):
    result = cli("pages", "update", "home", "--publish", "--unpublish", code=2)
    assert "'--unpublish' contradicts what was given before it" in result.err and requests() == []


@pytest.mark.parametrize("words", [["version", "{}", "999999"], ["restore", "{}", "999999"], ["diff", "{}", "999999"]])
def test_unknown_version(cli, page, words):
    _, path = page()
    result = cli("pages", *(word.format(path) for word in words), code=3)
    assert result.err == f"wikijs: {path} has no version 999999\ntry: wikijs pages history {path}\n"
