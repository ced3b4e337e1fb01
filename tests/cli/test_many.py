# SPDX-License-Identifier: MIT
"""Commands on many things: a few requests, and yet each thing has its own outcome."""
import subprocess

import pytest

from conftest import admin, interrupt, wait_until_asked


def test_many_pages_are_read_in_few_requests(cli, requests):
    ids = cli("pages", "list", "--json", "id", "--jq", ".[].id").out.split()
    assert len(ids) > 5
    before = len(requests())
    result = cli("pages", "get", "-", "--json", "id,title", "--format", "jsonl", stdin="\n".join(ids))
    assert result.out.count("\n") == len(ids)
    assert len(requests()) - before <= 2


def test_sources_follow_each_other_and_a_missing_page_is_told(cli):
    one, two = cli("pages", "get", "1", "--raw").out, cli("pages", "get", "home", "--raw").out
    result = cli("pages", "get", "1", "999999", "home", "--raw", code=1)
    assert result.out == one + two
    assert "999999: This page does not exist" in result.err
    missing = cli("pages", "get", "999998", "999999", code=3)
    assert missing.err.count("does not exist") == 2 and missing.err.count("try: ") == 1  # what to do is said once


def test_one_change_for_many_pages(cli):
    cli("pages", "update", "--yes", "1", "2", "--add-tag", "by-the-dozen")
    tagged = cli("pages", "list", "--tag", "by-the-dozen", "--json", "id", "--jq", ".[].id").out.split()
    cli("pages", "update", "--yes", "-", "--remove-tag", "by-the-dozen", stdin="1\n2\n")
    assert sorted(tagged) == ["1", "2"]
    assert cli("pages", "list", "--tag", "by-the-dozen", "--json", "id").json == []
    assert "one page at a time" in cli("pages", "update", "1", "2", "--title", "x", code=2).err
    result = cli("pages", "update", "--yes", "1", "999999", "--description", "same", "--json", "id", code=1)
    assert result.json == [{"id": 1}] and "999999" in result.err


def test_an_interrupted_change_may_be_done_yet(cli, page, fault, requests):
    numbers = [str(page()[0]) for _ in range(3)]
    fault("hang,after", operation="pages.update")
    process = cli.start("pages", "update", "--yes", *numbers, "--add-tag", "late", stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE)
    wait_until_asked("pages.update")
    out, err = interrupt(process)
    assert out == b""
    assert b"0 of 3 done, 0 failed, 3 left; the server may still finish what it was sent" in err


def test_users_and_groups(cli):
    rows = cli("users", "get", "1", "2", "--json", "id").json
    assert [row["id"] for row in rows] == [1, 2]
    assert cli("users", "get", "1", "--json", "id").json == {"id": 1}
    assert cli("groups", "get", "2", "1", "--json", "id").json == [{"id": 2}, {"id": 1}]
    result = cli("users", "get", "1", "999999", "nobody@example.org", "--json", "id", code=1)
    assert result.json == [{"id": 1}]
    assert "999999" in result.err and "nobody@example.org" in result.err
    cli("groups", "delete", "--yes", "999998", "999999", code=3)


def test_names_are_looked_up_together(cli, page, requests):
    paths = [page()[1] for _ in range(4)]

    def sent(*arguments, code=0):
        before = len(requests())
        return cli(*arguments, code=code), len(requests()) - before

    result, count = sent("pages", "get", *paths, "no/such/page", "", "--json", "path", code=1)
    assert [row["path"] for row in result.json] == paths and count == 1  # a path is as good as an id
    assert result.err.count("try: ") == 2 and "no/such/page: This page" in result.err and "an empty text" in result.err
    result, count = sent("pages", "update", "--yes", *paths, "no/such/page", "--add-tag", "together", code=1)
    assert "no/such/page: This page does not exist" in result.err and count == 3  # ids, what there is, the change
    tagged = cli("pages", "list", "--tag", "together", "--json", "path").json
    assert sorted(row["path"] for row in tagged) == sorted(paths)
    result, count = sent("users", "get", "admin@example.com", "3", "editor@example.com", "x", "--json", "id", code=1)
    assert [row["id"] for row in result.json] == [1, 3, 3] and count == 2
    assert "'x' is neither the id nor the email address" in result.err
    result, count = sent("groups", "get", "Readers", "Writers", "Nobody", "--json", "name", code=1)
    assert [row["name"] for row in result.json] == ["Readers", "Writers"] and count == 2
    assert result.err.count("there is no group 'Nobody'") == 1
    _, count = sent("pages", "delete", "--yes", *paths)
    assert count == 2


def test_changes_of_groups_users_and_comments_travel_together(cli, requests, new_path):
    names = [f"{new_path().replace('/', '-')}-{i}" for i in range(4)]
    ids = [str(cli("groups", "create", name, "--json", "id").json["id"]) for name in names]
    before = len(requests())
    cli("groups", "update", *ids, "--redirect", "/docs")
    assert len(requests()) - before <= 4  # they are read together and written together, each in at most two documents
    assert {row["redirectOnLogin"] for row in cli("groups", "get", *ids, "--json", "redirectOnLogin").json} == {"/docs"}
    result = cli("groups", "update", ids[0], "999999", names[1], "--redirect", "/team", code=1)
    assert result.err.count("updated") == 2 and "999999" in result.err
    cli("groups", "delete", "--yes", *ids)
    before = len(requests())
    cli("users", "deactivate", "3", "4")
    assert len(requests()) - before <= 2
    rows = cli("users", "get", "3", "4", "--json", "isActive").json
    assert rows == [{"isActive": False}] * 2
    cli("users", "activate", "-", stdin="3\n4\n")
    assert cli("users", "get", "3", "4", "--json", "isActive").json == [{"isActive": True}] * 2
    assert cli("users", "verify", "3", "999999", code=1).err.startswith("verified 3\n")


def test_comments_change_together(cli, page, requests):
    _, path = page()
    ids = []
    for i in range(3):
        admin("POST", "clock", {"advanceSeconds": 40})  # the server takes one comment in 15 seconds
        ids.append(str(cli("comments", "create", path, "--content", f"text {i}", "--json", "id").json["id"]))
    before = len(requests())
    cli("comments", "update", *ids, "--content", "(removed)")
    assert len(requests()) - before <= 2
    texts = cli("comments", "get", *ids, "--json", "content").json
    assert texts == [{"content": "(removed)"}] * 3
    assert "999999" in cli("comments", "update", ids[0], "999999", "--content", "x", code=1).err
    assert "no id of a comment" in cli("comments", "update", "x", "--content", "x", code=2).err


def test_assets_are_shown_and_deleted_together(cli, tmp_path, new_path, requests):
    folder = new_path()
    files = [tmp_path / f"file-{i}.txt" for i in range(3)]
    for file in files:
        file.write_text(file.name)
    cli("assets", "upload", "--folder", folder, *files)
    paths = [f"{folder}/{file.name}" for file in files]
    ids = [str(row["id"]) for row in cli("assets", "get", *paths, "--json", "id").json]
    mixed = cli("assets", "get", ids[1], "/" + paths[0], folder + "/none.txt", "--json", "filename", code=1)
    assert mixed.json == [{"filename": "file-1.txt"}, {"filename": "file-0.txt"}]
    assert mixed.err.count("none.txt") == 1  # a message that names the thing has no prefix
    before = len(requests())
    result = cli("assets", "delete", "--yes", *ids, "999999", code=1)
    assert result.err.count("deleted") == 3 and "999999" in result.err
    assert len(requests()) - before <= 2
    assert cli("assets", "list", folder, "--json", "id").json == []


@pytest.mark.parametrize("words, name, row", [
    (["pages", "get"], "home", {"path": "home"}), (["users", "get"], "1", {"id": 1}), (["groups", "get"], "1", {"id": 1}),
    (["storage", "get"], "disk", {"key": "disk"})])
def test_what_standard_input_names_is_a_list_also_when_it_is_one(cli, words, name, row):
    field = next(iter(row))
    assert cli(*words, name, "--json", field).json == row
    assert cli(*words, "-", "--json", field, stdin=f"{name}\n").json == [row]
    assert cli(*words, "-", "--json", field).json == []
