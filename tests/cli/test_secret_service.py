# SPDX-License-Identifier: MIT
"""Secrets in the desktop's secret service, played by a secret-tool of the tests."""
import os

import pytest

from conftest import KEY, URL, admin

EMAIL, PASSWORD = os.environ["WIKIJS_TEST_EMAIL"], os.environ["WIKIJS_TEST_PASSWORD"]
TOOL = """#!/bin/sh
verb=$1; shift
[ "$verb" = store ] && shift
[ -e "$HOME/locked" ] && exit 1
file=$HOME/secrets/$(printf '%s ' "$@" | tr / _)
case $verb in
  store) mkdir -p "$HOME/secrets"; cat > "$file" ;;
  lookup) cat "$file" ;;
  clear) rm "$file" ;;
esac
"""


@pytest.fixture
def service(cli):
    folder = cli.home / "bin"
    folder.mkdir()
    (folder / "secret-tool").write_text(TOOL)
    (folder / "secret-tool").chmod(0o755)
    cli.env.update({"PATH": f"{folder}:/usr/bin:/bin", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
                    "WIKIJS_API_KEY": "", "WIKIJS_URL": ""})
    return cli.home / "secrets"


def secrets(service):
    return [entry.read_text() for entry in service.iterdir()] if service.exists() else []


def identity(cli):
    return cli("health", "check", "--json", "identity", env={"WIKIJS_URL": URL}).json["identity"]


def test_a_key(cli, service):
    cli("config", "init", "--url", URL, "--api-key-stdin", "--keyring", stdin=KEY)
    assert secrets(service) == [KEY]
    text = (cli.home / ".config" / "wikijs" / "config.yaml").read_text()
    assert "api_key_command: \"secret-tool lookup " in text and KEY not in text
    assert identity(cli) == "api key"


def test_it_is_offered(cli, service):
    cli.terminal("config", "init", typed=[
        ("Address of the wiki: ", f"{URL}\n"), ("Choice [1]: ", "1\n"), ("API key: ", f"{KEY}\n"),
        ("secret service, not in the file? [y/N]", "y\n"), ("Locale of the pages [en]: ", "\n")])
    assert secrets(service) == [KEY] and identity(cli) == "api key"


def test_a_key_where_there_is_no_service(cli, service):
    (cli.home / "locked").touch()
    result = cli("config", "init", "--url", URL, "--api-key-stdin", "--keyring", stdin=KEY)
    assert "there is no secret service that takes the key" in result.err
    assert KEY in (cli.home / ".config" / "wikijs" / "config.yaml").read_text()


def log_in(cli, *words, code=0):
    return cli("login", "--username", EMAIL, "--password-stdin", *words, stdin=PASSWORD, env={"WIKIJS_URL": URL}, code=code)


def test_a_login(cli, service, logins):
    log_in(cli, "--keyring")
    file = cli.home / ".local" / "state" / "wikijs" / "tokens"
    assert file.read_text() == f"{URL}\t{EMAIL}\tsecret-service\n"
    assert identity(cli) == "user"
    before = secrets(service)
    admin("POST", "clock", {"advanceSeconds": 31 * 60})
    assert identity(cli) == "user"
    assert len(before) == 1 and secrets(service) != before, "the renewed token is kept there, too"
    (cli.home / "locked").touch()
    assert "secret service does not give the login" in cli("pages", "list", env={"WIKIJS_URL": URL}, code=2).err
    (cli.home / "locked").unlink()
    cli("logout", env={"WIKIJS_URL": URL})
    assert (secrets(service), file.read_text()) == ([], "") and identity(cli) == "guest"


def test_a_login_that_is_not_taken(cli, service, logins):
    (cli.home / "locked").touch()
    assert "secret service does not take it" in log_in(cli, "--keyring", code=1).err


def test_a_login_stays_in_the_file_by_default(cli, service, logins):
    log_in(cli)
    assert secrets(service) == [] and identity(cli) == "user"
