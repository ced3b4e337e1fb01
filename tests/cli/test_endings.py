# SPDX-License-Identifier: MIT
"""How the program ends when something is in its way: signals, closed pipes, full disks, bad servers."""
import array
import fcntl
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import termios
import threading

import pytest

from conftest import KEY, SECONDS, WIKIJS, interrupt, wait_for, wait_until_asked


def test_interrupt_cancels_a_hanging_call(cli, fault, requests):
    fault("hang", operation="pages.list")
    process = cli.start("pages", "list", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_until_asked("pages.list")
    assert interrupt(process) == ("", "wikijs: interrupted\n")


def test_interrupt_of_a_write_says_that_it_may_have_happened(cli, fault, requests, new_path):
    fault("hang", operation="pages.create")
    process = cli.start("pages", "create", "--title", "T", "--path", new_path(), "--content", "x",
                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_until_asked("pages.create")
    assert "interrupted" in interrupt(process)[1]


def test_interrupt_stops_a_row_of_deletes(cli, page, fault, requests):
    numbers = [page()[0] for _ in range(2)]
    fault("hang", operation="pages.delete", times=1)
    process = cli.start("pages", "delete", "--yes", *numbers, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_until_asked("pages.delete")
    assert "resume" in interrupt(process)[1]
    assert sum("pages.delete" in str(entry) for entry in requests()) == 1


def test_interrupt_at_a_question(cli, page):
    number, _ = page()
    result = cli.terminal("pages", "delete", number, typed=[("[y/N] ", "\x03")], code=130)
    assert "deleted" not in result.out
    cli("pages", "get", number)


def test_second_interrupt_ends_at_once(cli, page, fault, requests):
    """The first one leaves a moment for what is on its way; the second does not."""
    fault("hang", path="/u")
    process = cli.start("assets", "upload", "--name", "never.txt", "/etc/hostname", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(lambda: any(request["path"] == "/u" for request in requests()))
    process.send_signal(signal.SIGINT)
    wait_for(lambda: not catches(process.pid, signal.SIGINT))
    interrupt(process, code=-signal.SIGINT)


def catches(process, number):
    """Whether a process has a handler for a signal."""
    caught = re.search(r"^SigCgt:\s*(\w+)", pathlib.Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    return int(caught[1], 16) >> (number - 1) & 1


def test_closed_pipe_is_no_failure(cli, page):
    number, _ = page("a long line of text\n" * 50000)
    process = cli.start("pages", "get", number, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline() == b"a long line of text\n"
    process.stdout.close()
    assert process.wait(SECONDS) == 0
    assert process.stderr.read() == b""


def test_closed_pipe_does_not_stop_the_work(cli, page):
    numbers = [page()[0] for _ in range(3)]
    read, write = os.pipe()
    os.close(read)
    process = cli.start("pages", "delete", "--yes", *numbers, stdout=write, stderr=subprocess.DEVNULL)
    os.close(write)
    assert process.wait(SECONDS) == 0
    for number in numbers:
        cli("pages", "get", number, code=3)


@pytest.mark.parametrize("words", [["pages", "list"], ["--version"], ["--help"], ["completion", "bash"],
                                   ["pages", "get", "home"], ["api", "{ __typename }"], ["help", "environment"]])
def test_full_disk_is_a_failure(cli, words):
    with open("/dev/full", "w") as full:
        process = cli.start(*words, stdout=full, stderr=subprocess.PIPE, text=True)
        _, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert err == "wikijs: cannot write the output: No space left on device\n"


def test_an_output_that_does_not_block_is_waited_for(cli):
    whole = cli("__doc", "json").out
    reading, writing = os.pipe()
    try:
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
        os.set_blocking(writing, False)
        process = cli.start("__doc", "json", stdout=writing, stderr=subprocess.PIPE, text=True)
        wait_for(lambda: array.array("i", fcntl.ioctl(reading, termios.FIONREAD, bytes(4)))[0] == 4096)
    finally:
        os.close(writing)
    with open(reading, encoding="utf-8") as output:
        assert output.read() == whole
    assert (process.communicate(timeout=SECONDS)[1], process.returncode) == ("", 0)


def test_closed_standard_output(cli):
    done = subprocess.run(["sh", "-c", f"'{WIKIJS}' pages list >&-"], env=cli.env, capture_output=True, text=True)
    assert done.returncode == 1 and "cannot write the output" in done.stderr


@pytest.mark.parametrize("text, operation, code", [
    ("status=500", "pages.list", 1),
    ("status=503", "pages.list", 6),
    ("status=502", "pages.list", 6),
    ("status=429,retry-after=7", "pages.list", 6),
    ("reset", "pages.list", 6),
    ("cut=100", "pages.list", 6),
    ("invalid-json", "pages.list", 1),
    ("wrong-types", "pages.list", 1),
])
def test_bad_answers(cli, fault, text, operation, code):
    fault(text, operation=operation)
    result = cli("pages", "list", *(["--retries", "0"] if "retry-after" in text else []), code=code)
    assert result.out == "" and result.err.startswith("wikijs: ") and len(result.err.splitlines()) <= 2
    if "retry-after" in text:
        assert result.err.endswith("try: again in 7 seconds\n")


def test_time_out(cli, fault):
    fault("hang", operation="pages.list")
    result = cli("pages", "list", "--timeout", "300ms", code=6)
    assert "try: more time with --timeout" in result.err


@pytest.mark.parametrize("text", ["0", "-1", "x", "1w", "5 apples", ""])
def test_bad_time_outs(cli, text):
    assert f"not '{text}'" in cli("pages", "list", f"--timeout={text}", code=2).err


def test_nobody_listens(cli):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        result = cli("pages", "list", "--url", url, code=6)
    assert f"try: check that '{url}' is right and that the wiki runs" in result.err


def test_no_such_host(cli):
    result = cli("pages", "list", "--url", "http://no-such-host.invalid", code=6)
    assert "try: check the host name" in result.err


class Stranger:
    """A web server that is no wiki."""

    def __init__(self, answer: bytes):
        self.answer = answer
        self.seen = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                self.seen.append(connection.recv(65536))
                connection.sendall(self.answer)


def test_a_web_server_that_is_no_wiki(cli):
    body = b"<html>Welcome</html>"
    stranger = Stranger(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: %d\r\n"
                        b"Connection: close\r\n\r\n%s" % (len(body), body))
    result = cli("pages", "list", "--url", stranger.url, code=None)
    assert result.code in (1, 3) and result.err.startswith("wikijs: ")


def test_no_home_and_no_settings(cli, logins):
    env = {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_STATE_HOME": None, "PATH": "/usr/bin:/bin"}
    assert cli("pages", "list", "--limit", "1", env=env).out
    result = cli("login", "--username", os.environ["WIKIJS_TEST_EMAIL"], "--password-stdin", env=env, code=1,
                 stdin=os.environ["WIKIJS_TEST_PASSWORD"])
    assert "neither XDG_STATE_HOME nor HOME is set" in result.err


def test_non_utf8_locale(cli, page):
    number, path = page("Größe 日本\n", title="Größe 日本")
    for locale in ("C", "POSIX", "de_DE.ISO-8859-1", "nonsense"):
        env = {"LC_ALL": locale, "LANG": locale}
        assert cli("pages", "get", path, env=env).out == "Größe 日本\n"
        assert cli("pages", "list", "--filter", "title:GRÖSSE".replace("SS", "ß"), "--json", "id", env=env).json == \
            [{"id": number}]


def test_key_never_shows_up(cli, fault):
    fault("status=500", operation="pages.list")
    for words in (["-v", "pages", "list"], ["-v", "pages", "get", "nope"], ["-v", "health", "check"], ["doctor"]):
        result = cli(*words, code=None)
        assert KEY not in result.out + result.err
        assert not re.search(r"[Bb]earer", result.err)


NULLS = {"id": None, "path": None, "locale": None, "title": None, "tag": None, "isFolder": None, "links": None,
         "updatedAt": None, "content": None, "results": [{"id": None, "path": None}], "suggestions": None,
         "trail": [{"versionId": None}], "description": None}


@pytest.mark.parametrize("words", [
    ["pages", "list"], ["pages", "list", "-f", "title:x"], ["pages", "list", "--json", "id,path,tags"], ["pages", "tags"],
    ["pages", "tags", "x"], ["pages", "tree", "--depth", "1"], ["pages", "links"], ["pages", "links", "home"],
    ["pages", "search", "x"], ["pages", "history", "1"], ["pages", "get", "1"], ["pages", "get", "home", "--json", "id"],
    ["pages", "diff", "1"], ["pages", "version", "1", "2"], ["pages", "update", "1", "--title", "x"],
    ["__complete", "--", "pages", "get", ""], ["__complete", "--", "pages", "list", "--tag", ""], ["health", "check"],
])
@pytest.mark.parametrize("shape", ["nulls", "list of nulls", "empty", "no data"])
def test_answers_that_break_the_schema(cli, words, shape):
    """Fields that the schema promises are null: an error or nothing, never a crash."""
    names = ("list", "tags", "tree", "links", "search", "history", "single", "singleByPath", "version")
    inner = {"nulls": NULLS, "list of nulls": [NULLS, None], "empty": [], "no data": None}[shape]
    body = json.dumps({"data": {"pages": {name: inner for name in names}} if shape != "no data" else None}).encode()
    stranger = Stranger(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                        b"Connection: close\r\n\r\n%s" % (len(body), body))
    result = cli(*words, "--url", stranger.url, code=None) if words[0] != "__complete" else \
        cli(*words, env={"WIKIJS_URL": stranger.url}, code=None)
    assert 0 <= result.code <= 6, result.err
    assert "Sanitizer" not in result.err
    on_terminal = cli.terminal(*words, env={"WIKIJS_URL": stranger.url}, code=None)
    assert 0 <= on_terminal.code <= 6, on_terminal.out
