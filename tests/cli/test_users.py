# SPDX-License-Identifier: MIT
"""Commands on users and groups."""
import itertools
import os
import re
import time

import pytest

_numbers = itertools.count(1)
_RUN = f"cli-{os.getpid()}-{int(time.time())}"


@pytest.fixture
def user(cli):
    """Makes a user and returns id and email; they are deleted after the test."""
    made = []

    def create(*words):
        email = f"{_RUN}-{next(_numbers)}@example.com"
        result = cli("users", "create", "--email", email, "--name", "A user", "--password-file", "-", "--json", "id",
                     *words, stdin="a password\n")
        made.append(result.json["id"])
        return result.json["id"], email

    yield create
    for number in made:
        cli("users", "delete", "--yes", "--replace-with", "1", number, code=None)


@pytest.fixture
def group(cli):
    """Makes a group and returns id and name; it is deleted after the test."""
    made = []

    def create(*words):
        name = f"{_RUN} {next(_numbers)}"
        result = cli("groups", "create", name, "--json", "id", *words)
        made.append(result.json["id"])
        return result.json["id"], name

    yield create
    for number in made:
        cli("groups", "delete", "--yes", number, code=None)


def test_create_makes_and_prints_a_password(cli):
    email = f"{_RUN}-made@example.com"
    number, address, password = cli("users", "create", "--email", email.upper(), "--name", "Jo").out.strip().split("\t")
    assert address == email and re.fullmatch(r"[A-Za-z2-8]{20}", password)
    new = cli("users", "reset-password", email).out.strip()
    assert re.fullmatch(r"[A-Za-z2-8]{20}", new) and new != password
    assert cli("users", "reset-password", email, "--password-file", "-", stdin="typed in\n").out == ""
    cli("users", "delete", "--yes", "--replace-with", "1", number)
    cli("users", "get", email, code=3)


def test_create_asks_on_a_terminal(cli):
    email = f"{_RUN}-asked@example.com"
    result = cli.terminal("users", "create", "-e", email, "-n", "Jo",
                          typed=[("Password", "secret-1\n"), ("again", "secret-2\n")], code=1)
    assert "the two passwords differ" in result.out and "secret" not in result.out
    result = cli.terminal("users", "create", "-e", email, "-n", "Jo",
                          typed=[("Password", "secret-1\n"), ("again", "secret-1\n")])
    number = re.search(r"created user (\d+)", result.out)[1]
    cli("users", "delete", "--yes", "--replace-with", "1", number)


@pytest.mark.parametrize("words, message", [
    (["--name", "Jo"], "a user needs an email address: give --email"),
    (["--email", "a@example.com"], "a user needs a name: give --name"),
    (["--email", "a@example", "--name", "Jo"], "'a@example' is no email address: the host name behind the @ has no dot"),
    (["--email", "a@example.com", "--name", "Jo", "--group", "Guest"], "there is no group 'Guest'; the nearest is 'Guests'"),
])
def test_create_mistakes(cli, words, message):
    assert cli("users", "create", *words, code=None).err.startswith(f"wikijs: {message}\n")


def test_a_taken_address_is_a_conflict(cli, user):
    _, email = user()
    cli("users", "create", "--email", email, "--name", "Jo", code=5)


def test_list_and_get(cli, user):
    first, email = user()
    second, other = user("--group", "Guests")
    rows = cli("users", "list", "--query", _RUN, "--order-by", "email", "--json", "id,email").json
    assert {"id": first, "email": email} in rows and {"id": second, "email": other} in rows
    assert cli("users", "list", "--filter", f"email:{email.upper()}", "--json", "id").json == [{"id": first}]
    assert cli("users", "search", email, "--json", "id").json == [{"id": first}]
    row = cli("users", "get", other, "--json", "id,groups").json
    assert row["id"] == second and [group["name"] for group in row["groups"]] == ["Guests"]
    assert [row["id"] for row in cli("users", "get", "-", "--json", "id", stdin=f"{first}\n{other}\n").json] == [first, second]
    assert [row["id"] for row in cli("users", "get", first, 987654, "--json", "id", code=1).json] == [first]
    assert "neither the id nor the email" in cli("users", "get", "john", code=2).err


def test_update_and_state(cli, user):
    number, email = user()
    cli("users", "update", email, "--name", "New", "--timezone", "Europe/Berlin", "--group", "Guests")
    row = cli("users", "get", number, "--json", "name,timezone,isActive,tfaIsActive").json
    assert row == {"name": "New", "timezone": "Europe/Berlin", "isActive": True, "tfaIsActive": False}
    cli("users", "deactivate", email)
    cli("users", "tfa", "on", email)
    assert cli("users", "get", number, "--json", "isActive,tfaIsActive").json == {"isActive": False, "tfaIsActive": True}
    cli("users", "activate", number)
    cli("users", "tfa", "off", number)
    cli("users", "verify", number)
    assert "'Europe/Berlin'" in cli("users", "update", number, "--timezone", "Europe/Berln", code=2).err
    assert "ignores an empty location" in cli("users", "update", number, "--location", "", code=2).err
    assert "nothing to change" in cli("users", "update", number, code=2).err
    cli("users", "activate", 987654, code=3)
    assert cli("users", "me", "--json", "id").json == {"id": 1}
    cli("users", "last-logins", "--json", "id")
    cli("users", "passwd", "--current-password-file", "-", stdin="wrong one\n", code=1)


def test_delete_needs_an_heir_and_yes(cli, user):
    number, _ = user()
    assert "give --replace-with" in cli("users", "delete", "--yes", number, code=2).err
    cli("users", "delete", "--replace-with", "1", number, code=2)
    assert "heir" in cli("users", "delete", "--yes", "--replace-with", "987654", number, code=3).err
    cli("users", "delete", "--yes", "--replace-with", "1", "-", stdin=f"{number}\n")


def test_groups(cli, group, user):
    number, name = group("-p", "read:pages", "-p", "write:pages", "-r", "start / read:pages", "-r",
                         "deny start secret read:pages en,fr")
    row = cli("groups", "get", name, "--json", "permissions,pageRules").json
    assert row["permissions"] == ["read:pages", "write:pages"]
    assert [(rule["deny"], rule["path"], rule["locales"]) for rule in row["pageRules"]] == [
        (False, "", []), (True, "secret", ["en", "fr"])]
    cli("groups", "create", name, code=5)
    cli("groups", "update", name, "--add-permission", "delete:pages", "--remove-permission", "write:pages",
        "--add-rule", "end x delete:pages", "--remove-rule", row["pageRules"][1]["id"])
    row = cli("groups", "get", number, "--json", "permissions,pageRules").json
    assert row["permissions"] == ["read:pages", "delete:pages"]
    assert [rule["match"] for rule in row["pageRules"]] == ["START", "END"]
    first, email = user()
    second, _ = user()
    dry = cli("groups", "add-user", name, email, second, "--dry-run")
    assert [line.split("\t")[0] for line in dry.lines] == ["groups.assignUser"] * 2 and dry.err == ""
    assert cli("groups", "members", name, "--json", "id").json == []
    assert cli("groups", "add-user", name, email, second).err == "added 2 of 2 users\n"
    assert cli("groups", "add-user", name, first, "nobody@example.com", code=1).err.endswith("added 0 of 2 users\n")
    assert [row["id"] for row in cli("groups", "members", name, "--json", "id").json] == [first, second]
    assert cli("groups", "remove-user", name, "-", stdin=f"{email}\n{second}\n").err == "removed 2 of 2 users\n"
    assert {"id": number} in cli("groups", "list", "--filter", f"name:{name}", "--json", "id").json


def test_a_name_is_for_one(cli, user):
    first, second = user()[0], user()[0]
    for words, message in ((["groups", "update", "3", "4", "--name", "Same"], "'--name' is for one group at a time"),
                           (["groups", "update", "-", "--name", "Same"], "'--name' is for one group at a time"),
                           (["users", "update", first, second, "--name", "Same Name"], "'--name' is for one user"),
                           (["users", "update", first, second, "--email", "same@example.com"], "'--email' is for one user")):
        assert message in cli(*words, code=2).err
    assert "Same" not in cli("groups", "list").out


def test_group_mistakes(cli):
    assert "'write:pages'" in cli("groups", "create", "G", "-p", "write:page", code=2).err
    assert "a rule is" in cli("groups", "create", "G", "-r", "start docs", code=2).err
    assert "not by 'begin'" in cli("groups", "create", "G", "-r", "begin docs read:pages", code=2).err
    assert "there is no group" in cli("groups", "get", "no such group", code=3).err
    cli("groups", "delete", "--yes", 987654, code=3)
    cli("groups", "delete", "--yes", 1, code=5)


def test_permissions_can_and_audit(cli, group, user):
    names = [row["name"] for row in cli("groups", "permissions", "--json", "name").json]
    assert len(names) == 22 and "manage:system" in names
    number, name = group("-p", "read:pages", "-r", "start / read:pages", "-r", "deny start secret read:pages")
    _, email = user("--group", name)
    assert cli("groups", "can", "read:pages", "docs/x", "--group", name).out.startswith("yes\trule\t")
    assert cli("groups", "can", "read:pages", "secret/x", "--user", email, code=1).out.startswith("no\tdenied\t")
    assert cli("groups", "can", "write:pages", "--user", email, code=1).out == "no\tno-permission\n"
    assert "give --user or --group" in cli("groups", "can", "read:pages", code=2).err
    rows = cli("groups", "audit", "secret/x", "--users", "--json", "user,group,permission,allowed,reason").json
    mine = [row for row in rows if row["group"] == name and row["permission"] == "read:pages"]
    assert [(row["user"], row["allowed"], row["reason"]) for row in mine] == [(None, False, "denied"),
                                                                             ("A user", False, "denied")]
    allowed = cli("groups", "audit", "secret/x", "--allowed", "--permission", "delete:pages", "--json", "group").json
    assert {"group": "Administrators"} in allowed and {"group": name} not in allowed
