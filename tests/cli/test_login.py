# SPDX-License-Identifier: MIT
"""Logging in where more than a name and a password is asked for, and where it is refused."""
import json
import os
import stat

import pytest

from conftest import URL, admin

SANDBOX = json.loads(os.environ["WIKIJS_TEST_SANDBOX"]) if "WIKIJS_TEST_SANDBOX" in os.environ else None
EMAIL = os.environ["WIKIJS_TEST_EMAIL"]
PASSWORD = os.environ["WIKIJS_TEST_PASSWORD"]
TFA = ("tfa@example.com", "sandbox-tfa-1", "123456")
MUST_CHANGE = ("mustchange@example.com", "sandbox-change-1")
DISABLED = ("disabled@example.com", "sandbox-disabled-1")
NO_KEY = {"WIKIJS_API_KEY": None}

pytestmark = pytest.mark.skipif(SANDBOX is None, reason="these accounts are the sandbox's")


@pytest.fixture
def tokens(cli):
    return cli.home / ".local/state/wikijs/tokens"


def login(cli, account, *words, code=0):
    return cli("login", "--username", account[0], "--password-stdin", *words, stdin=account[1], env=NO_KEY, code=code)


def test_code_of_the_second_factor(cli, logins, tokens):
    assert login(cli, TFA, "--code", TFA[2]).err == f"logged in to {URL} as {TFA[0]}\n"
    assert stat.S_IMODE(tokens.stat().st_mode) == 0o600 and TFA[0] in tokens.read_text()
    assert f"logged in as\t{TFA[0]}\n" in cli("doctor", env=NO_KEY).out


def test_code_is_missing(cli, logins, tokens):
    result = login(cli, TFA, code=4)
    assert result.err == "wikijs: this account needs the code of its second factor\ntry: --code <digits>\n"
    assert not tokens.exists()


@pytest.mark.parametrize("code", ["654321", "12"])
def test_wrong_code(cli, logins, tokens, code):
    result = login(cli, TFA, "--code", code, code=4)
    assert result.out == "" and result.err.startswith("wikijs: ") and "code" in result.err.lower()
    assert not tokens.exists()


def test_code_is_asked_for_on_a_terminal(cli, logins, tokens):
    result = cli.terminal("login", env=NO_KEY, typed=[("Email: ", TFA[0] + "\n"), ("Password: ", TFA[1] + "\n"),
                                                      ("Security code: ", TFA[2] + "\n")])
    assert f"logged in to {URL} as {TFA[0]}" in result.out and TFA[1] not in result.out and tokens.exists()


def test_no_code_is_typed(cli, logins, tokens):
    result = cli.terminal("login", "--username", TFA[0], env=NO_KEY, code=4,
                          typed=[("Password: ", TFA[1] + "\n"), ("Security code: ", "\n")])
    assert "this account needs the code of its second factor" in result.out and not tokens.exists()


def test_new_password_needs_a_terminal(cli, logins, tokens):
    result = login(cli, MUST_CHANGE, code=4)
    assert result.err == ("wikijs: this account must set a new password first\n"
                          f"try: wikijs login, on a terminal, or log in at {URL} with a browser\n")
    assert not tokens.exists()


def change_password(cli, first, second, code):
    return cli.terminal("login", "--username", MUST_CHANGE[0], env=NO_KEY, code=code,
                        typed=[("Password: ", MUST_CHANGE[1] + "\n"), ("New password: ", first + "\n"),
                               ("Again: ", second + "\n")])


def test_new_passwords_differ(cli, logins, tokens):
    result = change_password(cli, "first-password", "second-password", code=4)
    assert "the two are not the same" in result.out and not tokens.exists()
    assert "first-password" not in result.out and "second-password" not in result.out


def test_new_password_is_too_short(cli, logins, tokens):
    result = change_password(cli, "short", "short", code=None)
    assert result.code != 0 and "at least 6 characters" in result.out and not tokens.exists()


def test_new_password_is_set(cli, logins, tokens):
    result = change_password(cli, "another-password", "another-password", code=0)
    assert "This account must set a new password." in result.out and "another-password" not in result.out
    assert tokens.read_text().split("\t")[1] == MUST_CHANGE[0]
    login(cli, (MUST_CHANGE[0], "another-password"))
    login(cli, MUST_CHANGE, code=4)


def test_disabled_account(cli, logins, tokens):
    result = login(cli, DISABLED, code=4)
    assert result.err.startswith("wikijs: ") and "disabled" in result.err and not tokens.exists()


def test_unknown_strategy(cli, logins, tokens):
    result = login(cli, (EMAIL, PASSWORD), "--strategy", "nosuch", code=1)
    assert "provider" in result.err and not tokens.exists()
    assert result.err.endswith("try: another --strategy: its key is in Administration > Authentication\n")


def test_local_strategy_by_name(cli, logins):
    login(cli, (EMAIL, PASSWORD), "--strategy", "local")


def test_sixth_login_of_a_minute(cli, logins, tokens):
    for _ in range(5):
        login(cli, (EMAIL, "wrong"), code=4)
    result = login(cli, (EMAIL, PASSWORD), code=6)
    assert "Too many requests" in result.err and "try: again in " in result.err and not tokens.exists()
    admin("POST", "clock", {"advanceSeconds": 61})
    login(cli, (EMAIL, PASSWORD))


def test_renewed_token_is_kept_for_the_next_command(cli, logins, tokens, requests):
    login(cli, (EMAIL, PASSWORD))
    first = tokens.read_text()
    admin("POST", "clock", {"advanceSeconds": 31 * 60})
    cli("pages", "get", "home", "--json", "id", env=NO_KEY)
    second = tokens.read_text()
    cli("pages", "get", "home", "--json", "id", env=NO_KEY)
    assert first != second == tokens.read_text()
    assert stat.S_IMODE(tokens.stat().st_mode) == 0o600


def test_renewal_that_cannot_be_kept_is_a_warning(cli, logins, tokens):
    login(cli, (EMAIL, PASSWORD))
    text = tokens.read_text()
    admin("POST", "clock", {"advanceSeconds": 31 * 60})
    tokens.with_name("tokens.new").mkdir()
    result = cli("pages", "get", "home", "--json", "id", env=NO_KEY)
    assert result.json == {"id": 1} and "wikijs: warning: the renewed login was not kept: " in result.err
    assert tokens.read_text() == text


def test_login_that_cannot_be_kept(cli, logins, tokens):
    tokens.parent.parent.mkdir(parents=True)
    tokens.parent.write_text("in the way")
    assert "wikijs: the login was not kept: " in login(cli, (EMAIL, PASSWORD), code=1).err


def test_password_is_the_first_line(cli, logins):
    login(cli, (EMAIL, PASSWORD + "\r\nsecond line\n"))


def test_logout_twice_and_without_a_wiki(cli, logins, tokens):
    login(cli, (EMAIL, PASSWORD))
    assert cli("logout").err == f"logged out of {URL}\n" and tokens.read_text() == ""
    assert cli("logout").err == f"there was no login to {URL}\n"
    assert cli("logout", "--quiet").err == ""
    result = cli("logout", env={"WIKIJS_URL": None}, code=2)
    assert result.err.startswith("wikijs: no wiki is named\ntry: set WIKIJS_URL")
