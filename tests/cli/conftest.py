# SPDX-License-Identifier: MIT
"""What the tests of the program share: running it, on pipes and on terminals, against the server of WIKIJS_TEST_URL."""
import dataclasses
import itertools
import json
import os
import pathlib
import pty
import select
import signal
import struct
import subprocess
import fcntl
import termios
import time
import urllib.request

import pytest

WIKIJS = os.environ["WIKIJS_BIN"]
URL = os.environ["WIKIJS_TEST_URL"]
KEY = os.environ["WIKIJS_TEST_KEY"]
SECONDS = 60

# Nothing of the user's own settings may reach a test.
CLEAN = {name: value for name, value in os.environ.items()
         if not name.startswith("WIKIJS_") and name not in ("PAGER", "EDITOR", "VISUAL", "NO_COLOR", "LESS", "COLUMNS",
                                                            "LC_ALL", "LC_CTYPE", "XDG_CONFIG_HOME", "XDG_STATE_HOME",
                                                            "XDG_CACHE_HOME")
         and not name.startswith("CLICOLOR")}


@dataclasses.dataclass
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return self.out.splitlines()


class Cli:
    """The program with a home of its own, a wiki and a key."""

    def __init__(self, home: pathlib.Path):
        self.home = home
        self.env = {**CLEAN, "HOME": str(home), "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "xterm",
                    "WIKIJS_URL": URL, "WIKIJS_API_KEY": KEY}

    def environment(self, changes):
        environment = {**self.env, **(changes or {})}
        return {name: value for name, value in environment.items() if value is not None}

    def __call__(self, *words, stdin="", env=None, code=0, cwd=None):
        """Run to the end with pipes; `code` is what it must end with (None: anything)."""
        done = subprocess.run([WIKIJS, *map(str, words)], input=stdin.encode() if isinstance(stdin, str) else stdin,
                              capture_output=True, env=self.environment(env), timeout=SECONDS, cwd=cwd)
        result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert code is None or result.code == code, f"{words} ended with {result.code}: {result.err}"
        return result

    def start(self, *words, env=None, **options):
        return subprocess.Popen([WIKIJS, *map(str, words)], env=self.environment(env), **options)

    def start_on_terminal(self, *words, env=None):
        return OnTerminal(words, self.environment({"PAGER": "cat", **(env or {})}))

    def terminal(self, *words, columns=80, rows=24, typed=(), in_turn=False, env=None, code=0, keys_after=None):
        """Run on a terminal; `typed` is a list of (text to wait for, text to type). `in_turn`: each text must come after
        the one before it was answered. `keys_after`: see run_on_terminal."""
        waiting, seen = list(typed), 0

        def answer(output):
            nonlocal seen
            place = output.find(waiting[0][0].encode(), seen) if waiting else -1
            if place < 0:
                return None
            seen = len(output) if in_turn else 0
            return waiting.pop(0)[1]

        environment = self.environment({"PAGER": "cat", **(env or {})})
        result = run_on_terminal([WIKIJS, *map(str, words)], environment, answer, columns, rows, keys_after=keys_after)
        assert not waiting, f"never asked for {waiting[0][0]!r}: {result.out}"
        assert code is None or result.code == code, f"{words} ended with {result.code}: {result.out}"
        return result


def wait_for_keys(terminal):
    """Until the program reads single keys: a line editor says its prompt a moment before it does."""
    end = time.monotonic() + SECONDS
    while termios.tcgetattr(terminal)[3] & termios.ICANON and time.monotonic() < end:
        time.sleep(0.001)


def run_on_terminal(command, env, answer, columns=80, rows=24, cwd=None, keys_after=None):
    """Run a command on a terminal to its end; `answer` is given all that it has said and returns what to type, or None.
    `keys_after`: the prompt of a line editor."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=env, cwd=cwd, start_new_session=True,
                               preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    os.close(child)
    output, end = b"", time.monotonic() + SECONDS
    while time.monotonic() < end:
        if not select.select([parent], [], [], 0.1)[0]:
            if process.poll() is not None:
                break
            continue
        try:
            piece = os.read(parent, 65536)
        except OSError:
            break
        if not piece:
            break
        output += piece
        typed = answer(output)
        if typed is not None:
            if keys_after and output.endswith(keys_after.encode()):
                wait_for_keys(parent)
            os.write(parent, typed.encode())
    try:
        code = process.wait(max(1, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise AssertionError(f"it did not end: {output.decode(errors='replace')}") from None
    finally:
        os.close(parent)  # not before its end: closing this side hangs up on it
    return Result(code, output.decode(errors="surrogateescape").replace("\r\n", "\n"), "")


class OnTerminal:
    """The program on a terminal, step by step: what it says is waited for, then something happens, then it goes on."""

    def __init__(self, words, env, columns=80, rows=24):
        self.parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen([WIKIJS, *map(str, words)], stdin=child, stdout=child, stderr=child, env=env,
                                        start_new_session=True,
                                        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(child)
        self.output = b""

    def _read(self):
        try:
            piece = os.read(self.parent, 65536) if select.select([self.parent], [], [], SECONDS)[0] else b""
        except OSError:
            piece = b""
        self.output += piece
        return bool(piece)

    def wait_for(self, text):
        while text.encode() not in self.output:
            assert self._read(), f"never said {text!r}: {self.output.decode(errors='replace')}"

    def type(self, text):
        os.write(self.parent, text.encode())

    def end(self):
        while self._read():
            pass
        code = self.process.wait(SECONDS)
        os.close(self.parent)
        return code, self.output.decode(errors="surrogateescape").replace("\r\n", "\n")


@pytest.fixture
def cli(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    return Cli(home)


_numbers = itertools.count(1)
# A server that outlives a run (a real one) must not meet the paths of the run before.
_RUN = f"{os.getpid()}-{int(time.time())}"


@pytest.fixture
def new_path():
    """Makes paths that no page has yet."""
    return lambda: f"cli-tests/{_RUN}/page-{next(_numbers)}"


@pytest.fixture
def page(cli, new_path):
    """Makes a page and returns its id and path; it is deleted after the test."""
    made = []

    def create(content="some text\n", title="A page", **options):
        path = options.pop("path", None) or new_path()
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        result = cli("pages", "create", "--title", title, "--path", path, "--content-file", "-", "--json", "id", *words,
                     stdin=content)
        made.append(result.json["id"])
        return result.json["id"], path

    yield create
    for number in made:
        cli("pages", "delete", "--yes", number, code=None)


def admin(method, route, body=None):
    """Ask the sandbox for what only a sandbox has."""
    request = urllib.request.Request(f"{URL}/_sandbox/{route}", method=method,
                                     data=None if body is None else json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return json.load(answer)


@pytest.fixture
def fault():
    """Lets the server misbehave: fault("hang", operation="pages.list"). It behaves again after the test."""
    def add(text, times=None, skip=0, **match):
        rule = {"fault": text, "match": match, "skip": skip}
        if times is not None:
            rule["times"] = times
        admin("POST", "faults", [rule])

    yield add
    admin("DELETE", "faults")


@pytest.fixture
def requests():
    """What the server was asked since the fixture was made."""
    admin("DELETE", "requests")
    return lambda: admin("GET", "requests")


@pytest.fixture
def logins():
    """The server allows five logins a minute: makes the next ones those of another minute."""
    admin("POST", "clock", {"advanceSeconds": 61})


def wait_for(condition, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def interrupt(process):
    process.send_signal(signal.SIGINT)
