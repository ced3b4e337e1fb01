# SPDX-License-Identifier: MIT
"""Comments. The server takes one in 30 seconds; its clock is put forward."""
from conftest import admin


def write(cli, page, text, *words):
    admin("POST", "clock", {"advanceSeconds": 40})
    return cli("comments", "create", page, "--content", text, *words, "--json", "id").json["id"]


def test_from_birth_to_death(cli, page):
    number, path = page()
    first = write(cli, path, "One *comment*")
    second = write(cli, number, "An answer", "--reply-to", first)
    rows = cli("comments", "list", number, "--json", "id,content,authorName").json
    assert rows == [{"id": first, "content": "One *comment*", "authorName": "API"},
                    {"id": second, "content": "An answer", "authorName": "API"}]
    assert [row["id"] for row in cli("comments", "list", path, "--json", "id").json] == [first, second]
    assert cli("comments", "get", first, "--json", "authorEmail").json == {"authorEmail": "api@localhost"}
    assert [row["id"] for row in cli("comments", "get", first, second, "--json", "id").json] == [first, second]
    assert cli("comments", "update", first, "--content-file", "-", stdin="Changed\n").err == f"updated {first}\n"
    assert cli("comments", "get", first, "--json", "content").json["content"].strip() == "Changed"
    listed = cli("comments", "list", path).out
    assert cli("comments", "delete", "--yes", "-", stdin=listed).err == f"deleted {first}\ndeleted {second}\n"
    assert cli("comments", "list", path, "--json", "id").json == []


def test_a_second_comment_is_too_early(cli, page):
    number, _ = page()
    write(cli, number, "first")
    result = cli("comments", "create", number, "--content", "second", code=6)
    assert "Too many requests" in result.err


def test_what_is_not_there(cli):
    assert cli("comments", "list", "no/such", code=3).err.startswith("wikijs: no/such: ")
    assert cli("comments", "get", 4711, code=3).err.startswith("wikijs: 4711: This comment does not exist\n")
    cli("comments", "delete", "--yes", 4711, code=3)


def test_mistakes_send_nothing(cli, requests):
    assert "'--content' or '--content-file' is missing" in cli("comments", "create", 1, code=2).err
    assert "'x' is no id of a comment" in cli("comments", "delete", "--yes", "x", code=2).err
    assert "deleting needs --yes" in cli("comments", "delete", 1, code=2).err
    assert "nothing to change" in cli("comments", "set-provider", "default", code=2).err
    assert requests() == []


def test_providers(cli):
    assert cli("comments", "providers", "--json", "key,isEnabled", "--jq", ".[]|select(.isEnabled).key").out == "default\n"
    cli("comments", "set-provider", "default", "minDelay=60")
    value = cli("comments", "providers", "--json", "key,config", "--jq",
                '.[]|select(.key=="default").config[]|select(.key=="minDelay").value|fromjson.value').out
    cli("comments", "set-provider", "default", "minDelay=30")
    assert value == "60\n"
    assert "has to be a number" in cli("comments", "set-provider", "default", "minDelay=soon", code=2).err
