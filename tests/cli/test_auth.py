# SPDX-License-Identifier: MIT
"""API keys and ways to log in."""
import os
import stat

import pytest


def test_a_key_is_made_used_and_revoked(cli):
    key = cli("auth", "keys", "create", "--name", "made by a test", "--expires", "2d", "--full-access").out.strip()
    assert key.count(".") == 2
    row = cli("auth", "keys", "list", "--json", "id,name,isRevoked", "--jq",
              '.[]|select(.name=="made by a test")|[.id,.isRevoked]|@tsv').out.split()
    assert row[1] == "false"
    assert "2.5" in cli("system", "info", "--json", "currentVersion", env={"WIKIJS_API_KEY": key}).out
    assert cli("auth", "keys", "revoke", "--yes", row[0]).err == f"revoked key {row[0]}\n"
    assert cli("system", "info", env={"WIKIJS_API_KEY": key}, code=4).out == ""


def test_a_key_in_a_file(cli, tmp_path):
    path = tmp_path / "key"
    made = cli("auth", "keys", "create", "-n", "in a file", "-e", "1d", "--full-access", "--output-file", path)
    assert made.out == "" and "kept in" in made.err
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert path.read_text().count(".") == 2
    again = cli("auth", "keys", "create", "-n", "in a file", "-e", "1d", "--full-access", "--output-file", path, code=5)
    assert "File exists" in again.err


@pytest.mark.parametrize("words, message", [
    (("-e", "1d", "--full-access"), "a key needs a name"),
    (("-n", "x", "--full-access"), "a key has to end some time"),
    (("-n", "x", "-e", "1d"), "give --group or --full-access, and not both"),
    (("-n", "x", "-e", "1d", "-g", "3", "--full-access"), "give --group or --full-access, and not both"),
    (("-n", "x", "-e", "soon", "--full-access"), "'soon' is not a time span such as 30d"),
])
def test_mistakes_make_no_key(cli, requests, words, message):
    assert message in cli("auth", "keys", "create", *words, code=2).err
    assert requests() == []


def test_nothing_is_left_of_a_file_whose_key_was_refused(cli, tmp_path):
    cli("auth", "keys", "create", "-n", "x", "-e", "1d", "-g", "99999", "--output-file", tmp_path / "key", code=3)
    assert not (tmp_path / "key").exists()


def test_a_group_is_named_by_id_or_name(cli):
    def groups(*words):
        return cli("auth", "keys", "create", "-n", "grouped", "-e", "1d", *words, "--json", "group,key", "--jq", ".group").out

    assert groups("--group", "Readers") == groups("-g", "3") == "3\n"
    assert "there is no group 'Nobody'" in cli("auth", "keys", "create", "-n", "x", "-e", "1d", "-g", "Nobody", code=3).err


def test_revoking_many(cli):
    result = cli("auth", "keys", "revoke", "--yes", "999998", "abc", code=1)
    assert "there is no API key 999998" in result.err and "'abc' is not the id of a key" in result.err
    cli("auth", "keys", "revoke", "--yes", "999998", code=3)


def test_the_key_in_use_is_not_revoked(cli):
    made = cli("auth", "keys", "create", "-n", "in use", "-e", "1d", "--full-access", "--format", "json").json
    own = {"WIKIJS_API_KEY": made["key"]}
    other = make_key(cli, "other")
    result = cli("auth", "keys", "revoke", "--yes", made["id"], other, env=own, code=1)
    assert result.err == (f"wikijs: key {made['id']} is the one that this client uses: it would lock itself out by revoking it\n"
                          f"try: another key or a login; or --force, if that is meant\nrevoked key {other}\n")
    assert is_revoked(cli, made["id"]) == "false\n" and is_revoked(cli, other) == "true\n"
    cli("auth", "keys", "revoke", "--yes", "--force", made["id"], env=own)
    assert is_revoked(cli, made["id"]) == "true\n"


def make_key(cli, name):
    return cli("auth", "keys", "create", "-n", name, "-e", "1d", "--full-access", "--json", "id", "--output-file",
               cli.home / name).json["id"]


def is_revoked(cli, key):
    return cli("auth", "keys", "list", "--json", "id,isRevoked", "--jq", f".[]|select(.id=={key}).isRevoked").out


def test_keys_to_revoke_come_from_standard_input(cli):
    made = [make_key(cli, "first"), make_key(cli, "second")]
    result = cli("auth", "keys", "revoke", "--yes", "-", stdin="".join(f"{key}\n" for key in made))
    assert result.err == "".join(f"revoked key {key}\n" for key in made)
    assert [is_revoked(cli, key) for key in made] == ["true\n", "true\n"]


def test_revoking_asks(cli, requests):
    key = make_key(cli, "asked about")
    before = len(requests())
    assert "needs --yes" in cli("auth", "keys", "revoke", key, code=2).err
    assert "needs --yes" in cli("auth", "keys", "revoke", "-", stdin=f"{key}\n", code=2).err
    assert "nothing was changed" in cli.terminal("auth", "keys", "revoke", key, typed=[("[y/N]", "n\n")], code=1).out
    assert len(requests()) == before
    assert f"revoked key {key}" in cli.terminal("auth", "keys", "revoke", key, typed=[("[y/N]", "y\n")]).out
    assert is_revoked(cli, key) == "true\n"


def test_a_key_as_json(cli, tmp_path):
    words = "auth", "keys", "create", "-n", "as JSON", "-e", "1d", "--full-access"
    made = cli(*words, "--format", "json").json
    assert list(made) == ["key", "id", "group", "expiration"] and made["group"] == 1
    assert "2.5" in cli("system", "info", "--json", "currentVersion", env={"WIKIJS_API_KEY": made["key"]}).out
    assert cli(*words, "--json", "key", "--jq", ".key").out.count(".") == 2
    in_file = cli(*words, "--json", "key,id", "--output-file", tmp_path / "key").json
    assert in_file["key"] == "***" and in_file["id"] > made["id"]


@pytest.mark.parametrize("words, message", [
    (("--json", "id"), "the key would be lost"),
    (("--format", "csv"), "columns show no key"),
    (("--json", "key", "--format", "table"), "columns show no key"),
])
def test_no_key_is_made_that_nobody_would_see(cli, requests, words, message):
    assert message in cli("auth", "keys", "create", "-n", "x", "-e", "1d", "--full-access", *words, code=2).err
    assert requests() == []


def test_state(cli):
    assert cli("auth", "keys", "state").out == "enabled\n"
    assert "lock itself out" in cli("auth", "keys", "state", "--disable", code=1).err
    assert cli("auth", "keys", "state", "--enable").err == "the API is on\n"


def test_strategies(cli):
    before = cli("auth", "strategies", "list", "--json", "key,displayName,selfRegistration").json
    cli("auth", "strategies", "set", "local", "--title", "House account", "--self-registration")
    changed = cli("auth", "strategies", "list", "--json", "key,displayName,selfRegistration").json
    cli("auth", "strategies", "set", "local", "--title", before[0]["displayName"], "--no-self-registration")
    assert changed[0] == {"key": "local", "displayName": "House account", "selfRegistration": True}
    assert cli("auth", "strategies", "list", "--json", "key,displayName,selfRegistration").json == before
    assert "'nix'" in cli("auth", "strategies", "set", "nix", "--enable", code=3).err
    assert "nothing to change" in cli("auth", "strategies", "set", "local", code=2).err
    assert "ldap" in cli("auth", "strategies", "available").out


def test_one_strategy(cli):
    assert cli("auth", "strategies", "get", "local", "--json", "key,domainWhitelist").json == {
        "key": "local", "domainWhitelist": []}
    assert cli("auth", "strategies", "list", "--json", "key,autoEnrollGroups").json == [
        {"key": "local", "autoEnrollGroups": []}]
    assert "displayName" in cli.terminal("auth", "strategies", "get", "local").out
    assert "there is no strategy 'nix'" in cli("auth", "strategies", "get", "nix", code=3).err


@pytest.mark.parametrize("verb", ["reset-guest", "regenerate-certificates"])
def test_what_cannot_be_undone_needs_yes(cli, requests, verb):
    assert "needs --yes" in cli("auth", verb, code=2).err
    assert requests() == []


def test_the_guest_is_made_anew(cli):
    assert cli("auth", "reset-guest", "--yes").err == "the guest user was made anew\n"


def test_a_password_comes_from_a_file(cli, tmp_path):
    (tmp_path / "password").write_text("correct horse battery\n")
    result = cli("auth", "register", "-e", "new@example.com", "-n", "New One", "--password-file", tmp_path / "password",
                 code=None)
    assert "correct horse" not in result.err + result.out
    assert "give --email and --name" in cli("auth", "register", code=2).err
