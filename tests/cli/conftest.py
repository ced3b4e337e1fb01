# SPDX-License-Identifier: MIT
"""What the tests of the program share: running it, on pipes and on terminals, against the server of WIKIJS_TEST_URL."""
import dataclasses
import itertools
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

import pytest
from sandbox import ask
from terminal import SECONDS, Terminal

WIKIJS = os.environ["WIKIJS_BIN"]
URL = os.environ["WIKIJS_TEST_URL"]
KEY = os.environ["WIKIJS_TEST_KEY"]

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

    def on_terminal(self, *words, columns=80, rows=24, env=None):
        return Terminal([WIKIJS, *map(str, words)], self.environment({"PAGER": "cat", **(env or {})}), columns, rows)

    def terminal(self, *words, columns=80, rows=24, typed=(), env=None, code=0, line_editor=False):
        """Run on a terminal to its end; `typed` is a list of (text to wait for, keys to type then)."""
        terminal = self.on_terminal(*words, columns=columns, rows=rows, env=env)
        try:
            terminal.answer(typed, line_editor)
        except AssertionError:
            terminal.close()
            raise
        result = Result(terminal.end(), terminal.text, "")
        assert code is None or result.code == code, f"{words} ended with {result.code}: {result.out}"
        return result


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


@pytest.fixture
def plugin_folder(cli):
    """The user's folder of plugins, with those of examples/plugins."""
    where = cli.home / ".local" / "lib" / "wikijs" / "plugins"
    where.mkdir(parents=True)
    for file in (pathlib.Path(WIKIJS).resolve().parent.parent / "examples" / "plugins").glob("*.so"):
        shutil.copy(file, where)
        (where / file.name).chmod(0o755)
    for part in [where, *where.parents]:
        if part == cli.home.parent:
            break
        part.chmod(0o755)
    return where


def admin(method, route, body=None):
    """Ask the sandbox for what only a sandbox has."""
    return ask(URL, method, f"_sandbox/{route}", body)


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


def wait_for(condition):
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def wait_until_asked(operation, times=1):
    """Until the server has been asked for an operation so often, since its list of requests was emptied."""
    wait_for(lambda: sum((request["operations"] or []).count(operation) for request in admin("GET", "requests")) >= times)


def interrupt(process, code=130, number=signal.SIGINT):
    """Ctrl-C; what the program has said when it ends: standard output and standard error."""
    process.send_signal(number)
    said = process.communicate(timeout=SECONDS)
    assert process.returncode == code, said
    return said
