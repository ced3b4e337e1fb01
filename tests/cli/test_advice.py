# SPDX-License-Identifier: MIT
"""The line that says what to try, for each way in which a call fails."""
import os

import pytest

from conftest import URL

EXPIRED = os.environ["WIKIJS_TEST_EXPIRED_KEY"]
READER = os.environ["WIKIJS_TEST_READER_KEY"]


def advice(result):
    line = result.err.splitlines()[-1]
    assert line.startswith("try: "), result.err
    return line.removeprefix("try: ")


def test_guest_is_told_how_to_log_in(cli):
    result = cli("pages", "create", "-t", "T", "--path", "advice/guest", "-c", "x", env={"WIKIJS_API_KEY": None},
                 code=4)
    assert advice(result) == "set WIKIJS_API_KEY to an API key of the wiki, or run: wikijs login"


@pytest.mark.parametrize("name", ["WIKIJS_API_KEY", "--api-key-env"])
def test_bad_key_is_named_by_where_it_comes_from(cli, name):
    words = ["--api-key-env", "OTHER"] if name == "--api-key-env" else []
    result = cli("pages", "list", *words, env={"OTHER" if words else name: EXPIRED}, code=4)
    assert advice(result).startswith(f"look at the API key ({name}") and advice(result).endswith("wikijs health check")


def test_login_that_ended(cli, logins):
    file = cli.home / ".local/state/wikijs/tokens"
    file.parent.mkdir(parents=True)
    file.write_text(f"{URL}\tme@example.com\t{EXPIRED}\n")
    assert advice(cli("pages", "list", env={"WIKIJS_API_KEY": None}, code=4)) == "wikijs login"


def test_a_proxy_that_is_not_there(cli):
    result = cli("pages", "list", "--retries", "0", env={"http_proxy": "http://127.0.0.1:9", "no_proxy": None}, code=6)
    assert advice(result) == f"check that '{URL}' is right and that the wiki runs, and the proxy of http_proxy"


def test_an_editor_that_no_wiki_has(cli, new_path):
    result = cli("pages", "create", "-t", "T", "--path", new_path(), "-c", "x", "--editor", "vi", code=1)
    assert advice(result).startswith("an editor that the wiki has: markdown,")


def test_missing_permission(cli):
    result = cli("pages", "create", "-t", "T", "--path", "advice/reader", "-c", "x", env={"WIKIJS_API_KEY": READER},
                 code=4)
    assert advice(result) == ("give the group of these credentials the permission (write:pages); "
                              "wikijs health check shows all")
    result = cli("api", "{ system { info { currentVersion } } }", env={"WIKIJS_API_KEY": READER}, code=4)
    assert advice(result) == "wikijs health check says what these credentials may do"


def test_page_that_is_not_there(cli):
    assert advice(cli("pages", "get", "no/such", code=3)).startswith("wikijs pages search <text>, or wikijs pages list")


def test_path_that_is_taken(cli, page):
    _, path = page()
    result = cli("pages", "create", "-t", "T", "--path", path, "-c", "x", code=5)
    assert advice(result) == "another path, or change the page that is there with: wikijs pages update"


def test_locale_that_is_not_installed(cli):
    result = cli("pages", "create", "-t", "T", "--path", "advice/locale", "-c", "x", "--locale", "xx", code=1)
    assert advice(result) == "a locale that is installed: wikijs locales list"


def test_page_that_was_changed(cli, page):
    number, _ = page()
    result = cli("pages", "update", number, "-c", "x", "--if-updated-at", "2020-01-01T00:00:00Z", code=5)
    assert advice(result) == "read the page again, then repeat the change on its new state"


def test_https_on_a_port_of_http(cli):
    url = URL.replace("http://", "https://")
    result = cli("pages", "list", "--url", url, code=6)
    assert advice(result) == f"http:// instead of https://: '{url}' seems to speak no TLS"


@pytest.mark.parametrize("text, words", [("status=429,retry-after=7", "again in 7 seconds"),
                                         ("status=503", "again in a minute")])
def test_server_that_asks_to_wait(cli, fault, text, words):
    fault(text, operation="pages.list")
    assert advice(cli("pages", "list", code=6)) == words


def test_write_whose_answer_was_lost(cli, page, fault):
    number, _ = page()
    fault("reset", operation="pages.update")
    result = cli("pages", "update", number, "--title", "B", code=6)
    assert advice(result) == ("look whether it was done before repeating it: "
                              "the request was sent, the answer did not come")


def test_write_that_failed_in_the_server(cli, page, fault):
    number, _ = page()
    fault("null-data", operation="pages.flushCache")
    result = cli("system", "flush-cache", code=1)
    assert advice(result) == "look whether it was done before repeating it: the server failed in the middle of it"


def test_upload_that_is_too_large_is_not_there(cli, tmp_path):
    (tmp_path / "big.bin").write_bytes(bytes(5242880 + 1))
    result = cli("assets", "upload", str(tmp_path / "big.bin"), code=1)
    assert "larger than the wiki accepts" in result.err and "try: look" not in result.err


def test_address_without_a_host(cli):
    assert advice(cli("pages", "list", "--url", "http://", code=2)) == "wikijs help environment"


def test_configuration_that_is_wrong(cli):
    assert advice(cli("pages", "list", "--url", "ftp://x", code=2)) == "wikijs help environment"


def test_time_out_of_a_read(cli, fault):
    fault("hang", operation="pages.list")
    result = cli("pages", "list", "--timeout", "300ms", code=6)
    assert advice(result) == "more time with --timeout, such as --timeout 120"


@pytest.mark.parametrize("path", ["/en/home", "/nowhere"])
def test_address_with_a_path_that_is_no_wiki(cli, path):
    result = cli("pages", "list", env={"WIKIJS_URL": URL + path}, code=1)
    assert advice(result) == f"{URL}, the address without its path, unless the wiki lies below that"


def test_address_without_a_scheme(cli):
    assert advice(cli("pages", "list", "--url", "wiki.example.com:3000", code=2)) == "https://wiki.example.com:3000"
    assert advice(cli("pages", "list", "--url", "nonsense", code=2)) == "wikijs help environment"


@pytest.mark.parametrize("words, message", [
    (["--timeout", "soon"], "--timeout takes a time such as 30, 30s, 500ms or 2m, not 'soon'"),
    (["--retries", "x"], "--retries takes a number from 0 to 999, not 'x'"), (["--set", "foo=1"], "there is no setting 'foo'"),
    (["--set", "foo"], "--set takes key=value, not 'foo'"), (["--config", "/nope"], "/nope: No such file or directory"),
])
def test_settings_that_are_wrong(cli, words, message):
    assert cli("pages", "list", *words, code=2).err == f"wikijs: {message}\ntry: wikijs help configuration\n"


def test_what_to_do_is_said_once(cli):
    assert cli("audit", "list", code=2).err.count("try: ") == 1
