# SPDX-License-Identifier: MIT
"""Where settings come from: flags, environment, configuration file, stored logins; and which of them wins."""
import os
import ssl
import stat
import subprocess
import threading
import http.server

import pytest

from conftest import KEY, URL, admin

NOTHING = {"WIKIJS_URL": None, "WIKIJS_API_KEY": None}
EMAIL = os.environ["WIKIJS_TEST_EMAIL"]
PASSWORD = os.environ["WIKIJS_TEST_PASSWORD"]


@pytest.fixture
def config(cli):
    file = cli.home / ".config" / "wikijs" / "config.yaml"

    def write(text, mode=0o600):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(mode)
        return file

    return write


def identity(cli, *words, env=None, code=0):
    return cli("health", "check", "--json", "identity", *words, env={**NOTHING, **(env or {})}, code=code)


def test_flags(cli, tmp_path):
    (tmp_path / "key").write_text(f"  {KEY}\n")
    for words in (["--api-key-file", tmp_path / "key"], ["--api-key-command", f"echo {KEY}"],
                  ["--api-key-env", "MY_KEY"]):
        result = identity(cli, "--url", URL, *words, env={"MY_KEY": KEY})
        assert result.json == {"identity": "api key"} and result.err == ""


def test_key_as_a_flag_is_warned_about(cli):
    result = identity(cli, "--url", URL, "--api-key", KEY)
    assert "warning: a key given with --api-key is seen by everybody" in result.err and KEY not in result.err


def test_environment(cli):
    assert identity(cli, env={"WIKIJS_URL": URL, "WIKIJS_API_KEY": KEY}).json == {"identity": "api key"}
    assert identity(cli, env={"WIKIJS_URL": URL + "/", "WIKIJS_TOKEN_COMMAND": f"echo {KEY}"}).json == \
        {"identity": "api key"}


@pytest.mark.parametrize("words, env", [
    (["--api-key-file", "/no/such/file"], {}),
    (["--api-key-command", "exit 3"], {}),
    ([], {"WIKIJS_TOKEN_COMMAND": "exit 3"}),
    (["--api-key-env", "NOT_SET"], {}),
])
def test_key_that_cannot_be_had(cli, words, env):
    result = identity(cli, "--url", URL, *words, env=env, code=None)
    assert result.code in (1, 2) and result.err.startswith("wikijs: ") and result.out == ""


def test_file(cli, config):
    config(f"url: {URL}\napi_key_command: echo {KEY}\n")
    assert identity(cli).json == {"identity": "api key"}


def test_profiles(cli, config, tmp_path):
    (cli.home / "key").write_text(KEY)
    config(f"""\
profile: nobody
timeout: 20
profiles:
  nobody:
    url: {URL}
  full:
    url: {URL}
    api_key_file: ~/key
  french:
    url: {URL}
    api_key_env: MY_KEY
    locale: fr
""")
    full = {"identity": "api key"}
    assert identity(cli, "--profile", "full").json == full
    assert identity(cli, "-p", "french", env={"MY_KEY": KEY}).json == full
    assert identity(cli, env={"WIKIJS_PROFILE": "full"}).json == full
    assert "locale\tfr\n" in cli("doctor", "-p", "french", env={**NOTHING, "MY_KEY": KEY}).out
    assert identity(cli, env={"WIKIJS_API_KEY": KEY}).json == full, "the environment completes a profile"
    result = cli("doctor", "--profile", "ful", code=2)
    assert "there is no profile 'ful' in" in result.err and "did you mean 'full'?" in result.err


def test_precedence(cli, config):
    """Flag over environment over file; a profile that is named by a flag is a flag."""
    config("profiles:\n  default:\n    url: http://file.invalid\n  other:\n    url: http://other.invalid\n")
    def url(*words, **env):
        return [line for line in cli("doctor", *words, env={**NOTHING, **env}, code=None).lines
                if line.startswith("wiki\t")][0]
    assert url() == "wiki\thttp://file.invalid (the configuration file)"
    assert url(WIKIJS_URL="http://env.invalid") == "wiki\thttp://env.invalid (WIKIJS_URL)"
    assert url("--url", "http://flag.invalid", WIKIJS_URL="http://env.invalid") == "wiki\thttp://flag.invalid (--url)"
    assert url("--profile", "other", WIKIJS_URL="http://env.invalid") == "wiki\thttp://other.invalid (--profile)"
    assert url(WIKIJS_PROFILE="other") == "wiki\thttp://other.invalid (the configuration file)"


def test_settings_for_one_run_come_before_the_file(cli, config, page):
    """An update is a read and a write: with one request a minute, and no waiting, the write does not go."""
    number, _ = page()
    config("rate_limit_no_wait: true\nrate_limit: 100/s\nprofiles:\n  default:\n    rate_limit: 1/min\n")
    update = ("pages", "update", number, "--title", "Another")
    assert "the limit '1/min' of this client is reached" in cli(*update, code=6).err
    assert cli("pages", "get", number, "--json", "title").json == {"title": "A page"}
    assert "the limit '1/h' of this client is reached" in cli(*update, "--set", "rate_limit=1/h", code=6).err
    cli(*update, "--set", "rate_limit=1/h", "--set", "rate_limit=1/h:burst=2")
    cli(*update, "--set", "rate_limit_no_wait=false", "--rate", "50/s")


@pytest.mark.parametrize("words, message", [
    (["--set", "rate_limt=1/s"], "there is no setting 'rate_limt'; did you mean 'rate_limit'?"),
    (["--set", "strange=1"], "there is no setting 'strange'\ntry: wikijs help configuration"),
    (["--set", "rate_limit"], "--set takes key=value, not 'rate_limit'"),
    (["--set", "url=http://x"], "'url' cannot be set in this way; there are --url, --api-key-file and the like for it"),
    (["--set", "api_key=x"], "'api_key' cannot be set in this way; there are --url, --api-key-file and the like for it"),
    (["--set", "read_timeout_ms=soon"], "option 'read_timeout_ms'"),
    (["--rate", "10/x"], "option 'rate_limit': '10/x' is no rate"),
])
def test_wrong_settings_for_one_run(cli, words, message):
    assert message in cli("pages", "get", "1", *words, code=2).err


class Listener(http.server.BaseHTTPRequestHandler):
    seen = []

    def do_POST(self):
        Listener.seen.append(str(self.headers))
        self.send_error(404)

    do_GET = do_POST

    def log_message(self, *_):
        pass


@pytest.fixture
def stranger():
    """A web server that writes down what it is sent."""
    Listener.seen.clear()
    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", Listener.seen
    server.shutdown()


def test_files_below_the_home(cli, config, stranger):
    """ "~/" is replaced in every setting that names a file: with its certificate known, a wiki with TLS is asked."""
    certificate, key = cli.home / "wiki.pem", cli.home / "wiki.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], check=True,
                   capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"url: https://127.0.0.1:{server.server_address[1]}\n"
    config(url)
    assert "certificate" in cli("pages", "list", env=NOTHING, code=6).err
    config(f"{url}ca_file: ~/wiki.pem\nclient_cert_file: ~/wiki.pem\nclient_key_file: ~/wiki.key\n")
    assert "HTTP 404" in cli("pages", "list", env=NOTHING, code=None).err and Listener.seen
    server.shutdown()


def test_key_of_a_profile_goes_to_no_other_address(cli, config, stranger):
    address, seen = stranger
    config(f"url: {URL}\napi_key_command: echo {KEY}\n")
    cli("pages", "list", "--url", address, env=NOTHING, code=None)
    cli("pages", "list", env={**NOTHING, "WIKIJS_URL": address}, code=None)
    assert len(seen) >= 2 and KEY not in "".join(seen)


def test_key_of_the_environment_is_not_sent_to_the_address_of_a_profile(cli, config, stranger):
    address, seen = stranger
    config(f"profiles:\n  theirs:\n    url: {address}\n")
    cli("pages", "list", "--profile", "theirs", code=None)
    assert seen and KEY not in "".join(seen)


def test_stored_login_goes_to_no_other_address(cli, logins, stranger):
    address, seen = stranger
    cli("login", "--username", EMAIL, "--password-stdin", stdin=PASSWORD)
    token = (cli.home / ".local/state/wikijs/tokens").read_text().split("\t")[2].strip()
    cli("pages", "list", "--url", address, env=NOTHING, code=None)
    assert seen and token not in "".join(seen)


@pytest.mark.parametrize("text, message", [
    ("url: [1, 2]\n", "1: 'url' takes a single value"),
    ("url: a\nurll: b\n", "2: unknown key 'urll'; did you mean 'url'?"),
    ("url: a\nurl: b\n", "2: 'url' is set twice"),
    ("profiles:\n  x:\n    api_key: a\n    api_key_file: b\n", "4: 'api_key' and 'api_key_file' exclude each other"),
    ("profiles: 3\n", "1: 'profiles' must hold names with settings below them"),
    ("- a\n- b\n", "1: the file must hold keys with values"),
    ("url: 'unclosed\n", None),
    ("a: b: c\n", None),
    ("\n\nprofile: nope\n", "3: there is no profile 'nope'"),
    ("read_timeout_ms: soon\n", None),
    ("\x00", None),
])
def test_wrong_file_is_told_with_the_number_of_its_line(cli, config, text, message):
    file = config(text)
    result = cli("doctor", code=2)
    lines = result.err.splitlines()
    assert len(lines) == 2 and lines[0].startswith(f"wikijs: {file}:") and lines[1] == "try: wikijs help configuration"
    assert message is None or lines[0] == f"wikijs: {file}:{message}"


def test_empty_and_commented_files(cli, config):
    for text in ("", "# nothing\n", "---\n"):
        config(text)
        cli("pages", "list", "--limit", "1")


def test_named_file_must_be_there(cli, tmp_path):
    assert "No such file" in cli("pages", "list", "--config", tmp_path / "none", code=2).err
    assert "No such file" in cli("pages", "list", env={"WIKIJS_CONFIG": str(tmp_path / "none")}, code=2).err
    cli("pages", "list", "--limit", "1", env={"WIKIJS_CONFIG": "/dev/null"})


def test_other_places_of_the_file(cli, tmp_path):
    (tmp_path / "wikijs").mkdir()
    (tmp_path / "wikijs" / "config.yaml").write_text("url: http://xdg.invalid\n")
    result = cli("doctor", env={**NOTHING, "XDG_CONFIG_HOME": str(tmp_path)}, code=6)
    assert "wiki\thttp://xdg.invalid (the configuration file)\n" in result.out
    cli("doctor", env={**NOTHING, "XDG_CONFIG_HOME": "relative/is/ignored"}, code=2)


@pytest.mark.parametrize("mode, warned", [(0o600, False), (0o640, True), (0o644, True)])
def test_file_with_a_key_that_others_can_read(cli, config, mode, warned):
    file = config(f"url: {URL}\napi_key: {KEY}\n", mode)
    result = identity(cli)
    assert (f"{file} holds an API key and can be read by others" in result.err) == warned
    assert KEY not in result.err
    assert identity(cli, "--quiet").err == ""


def test_login_and_logout(cli, logins):
    result = cli("login", "--username", EMAIL, "--password-stdin", stdin=PASSWORD + "\n", env={"WIKIJS_API_KEY": None})
    assert result.out == "" and result.err == f"logged in to {URL} as {EMAIL}\n"
    file = cli.home / ".local/state/wikijs/tokens"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert PASSWORD not in file.read_text()
    assert [entry.name for entry in file.parent.iterdir() if entry.name.startswith("tokens.n")] == []
    assert identity(cli, "--url", URL).json == {"identity": "user"}
    doctor = cli("doctor", env={"WIKIJS_API_KEY": None})
    assert f"logged in as\t{EMAIL}\n" in doctor.out and "credentials\twikijs login\n" in doctor.out
    assert file.read_text().split("\t")[2].strip() not in doctor.out
    assert cli("logout").err == f"logged out of {URL}\n"
    assert file.read_text() == ""
    assert cli("logout").err == f"there was no login to {URL}\n"


def test_login_leaves_other_logins_alone(cli, logins):
    file = cli.home / ".local/state/wikijs/tokens"
    file.parent.mkdir(parents=True)
    file.write_text("http://other.example\tme@example.com\tTOKEN\n")
    cli("login", "--username", EMAIL, "--password-stdin", stdin=PASSWORD)
    assert "http://other.example\tme@example.com\tTOKEN\n" in file.read_text()
    cli("logout")
    assert file.read_text() == "http://other.example\tme@example.com\tTOKEN\n"


def test_key_comes_before_a_login(cli, logins):
    result = cli("login", "--username", EMAIL, "--password-stdin", stdin=PASSWORD)
    assert "WIKIJS_API_KEY is set and comes before this login" in result.err
    assert identity(cli, env={"WIKIJS_URL": URL, "WIKIJS_API_KEY": KEY}).json == {"identity": "api key"}


def test_wrong_password(cli, logins):
    result = cli("login", "--username", EMAIL, "--password-stdin", stdin="wrong", code=4)
    assert result.err.startswith("wikijs: ") and not (cli.home / ".local/state/wikijs/tokens").exists()


def test_login_needs_somebody_to_ask(cli, logins):
    result = cli("login", code=2)
    assert "nobody can be asked" in result.err and "--password-stdin" in result.err
    cli("login", "--password-stdin", stdin="x", code=2)
    cli("login", "--username", EMAIL, "--password-stdin", stdin="", code=2)


def test_login_on_a_terminal_hides_the_password(cli, logins):
    result = cli.terminal("login", env={"WIKIJS_API_KEY": None},
                          typed=[("Email: ", EMAIL + "\n"), ("Password: ", PASSWORD + "\n")])
    assert PASSWORD not in result.out and f"logged in to {URL} as {EMAIL}" in result.out


def test_interrupted_password_prompt_restores_the_terminal(cli, logins):
    result = cli.terminal("login", "--username", EMAIL, typed=[("Password: ", "\x03")], code=130)
    assert "logged in" not in result.out


def test_renewed_token_takes_the_place_of_the_old_one(cli, logins):
    cli("login", "--username", EMAIL, "--password-stdin", stdin=PASSWORD)
    file = cli.home / ".local/state/wikijs/tokens"
    before = file.read_text()
    admin("POST", "clock", {"advanceSeconds": 31 * 60})
    assert cli("pages", "get", "home", "--json", "id", env={"WIKIJS_API_KEY": None}).json == {"id": 1}
    after = file.read_text()
    assert after != before and after.split("\t")[:2] == before.split("\t")[:2]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
