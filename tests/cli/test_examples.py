# SPDX-License-Identifier: MIT
"""Every example of the help texts is run as it stands, on a terminal, at a desk with what it names."""
import json
import pathlib
import re
import subprocess

import pytest

from conftest import CLEAN, WIKIJS
from desk import PASSWORD, Desk

TREE = json.loads(subprocess.run([WIKIJS, "__doc", "json"], env=CLEAN, capture_output=True, check=True).stdout)
EXAMPLES = sorted({example for command in TREE for example in command["examples"]})

INTERRUPT = "\x03"
# What a user types when the program asks, in any order and as often as it asks.
ANSWERS = [(r"\[y/N\] ?$", "y\n"), (r"\[o\]urs.*\? $", "O\n"), (r"Address of the wiki: $", "{url}\n"),
           (r"API key: $", "{key}\n"), (r"Locale of the pages.*: $", "\n"), ("Name of the profile: $", "other\n"),
           (r"Choice.*: $", "1\n"),
           ("Email: $", "me@example.com\n"), ("Password of now: $", "{admin}\n"),
           (r"(Password|is made\)|same again|Again|New password): $", "{password}\n"), (r":/> $", "exit\n")]
# These never end: what they say when they are at work, and then Ctrl-C.
ENDLESS = [(r"watching|relaying|listening", INTERRUPT)]

# What must have happened before, in the words of a shell.
NO_USER = "wikijs users delete --yes --replace-with 1 user@example.com"
NO_WRITERS = "wikijs groups update Writers --name Others"
BREAK = """fault '{"match": {"operation": "pages.update"}, "skip": 1, "fault": "status=503"}'; """
MEND = " --yes --retries 0; no-fault"
BEFORE = {
    "config init": "rm ~/.config/wikijs/config.yaml",
    "config unset timeout": "wikijs config set timeout 2m",
    "users create": NO_USER,
    "groups create Readers": "wikijs groups update Readers --name Others",
    "groups create Writers": NO_WRITERS,
    "auth register": "wikijs users delete --yes --replace-with 1 me@example.com",
    "pages create docs/setup": "wikijs pages delete --yes docs/setup",
    "profile add home": "wikijs profile remove --yes home",
    "profile add work": "wikijs profile remove --yes work",
    "assets download": "rm -r logo.png images",
    "--output images/": "rm -r images; mkdir images",
    "assets upload": "rm logo.png",
    "assets upload --optimize": "true",
    "pages import --undo": "wikijs pages import -D docs --prefix manual --yes",
    "pages move --undo": "wikijs pages move --yes docs/a docs/b archive/",
    "pages update --resume": BREAK + "wikijs pages update docs/a docs/b docs/intro --add-tag x" + MEND,
    "pages replace --resume": BREAK + "wikijs pages replace API Interface --in title" + MEND,
    "mail get": "wikijs mail set host=smtp.example.com",
    "pages replace --undo": "wikijs pages replace --yes old.example.com new.example.com",
    "pages tag add --undo": "wikijs pages tag add --yes extra docs/intro docs/setup",
    "pages tag remove --undo": "wikijs pages tag remove --yes howto docs/intro docs/setup",
    "users last-logins": "wikijs login --username me@example.com --password-stdin <password.txt; wikijs logout",
}
# These say nothing when all is well: results go to a file or to another command, or there are none.
QUIET = ("config edit", "export WIKIJS_URL=", "source <(", "isDownloadable:false", '"failed"')
# What a sandbox cannot do, which it says: it reaches no server for mail, and none that has translations.
REFUSED = {"mail test": 1, "auth forgot-password": 1, "auth register": 1, "locales download": 6}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    desk = Desk(tmp_path_factory.mktemp("desk"))
    yield desk
    desk.close()


class Typist:
    """Answers what is asked at the end of what was said so far."""

    def __init__(self, answers):
        self.answers, self.seen, self.typed = answers, 0, ""

    def __call__(self, text):
        for pattern, typed in self.answers:
            if re.search(pattern, text[self.seen:]):
                self.seen = len(text)
                self.typed += typed
                return typed
        return None


def before(example):
    """The longest of the keys that fit says it."""
    keys = [key for key in BEFORE if key in example]
    return BEFORE[max(keys, key=len)] if keys else ""


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(desk, example):
    known = {"admin": desk.start["admin"]["password"], "url": desk.url, "key": desk.key, "password": PASSWORD}
    answers = [(pattern, typed.format(**known)) for pattern, typed in ANSWERS + ENDLESS]
    typist = Typist(answers)
    result, place = desk.try_out(desk.meant(example), typist, before(example))
    refused = next((code for words, code in REFUSED.items() if words in example), 0)
    assert result.code == (130 if INTERRUPT in typist.typed else refused), result.out
    assert bool(refused) == ("\nwikijs: " in "\n" + result.out), result.out
    target = re.search(r" ?>([\w./~-]+)\)?$", example.replace("> ", ">"))
    if target:
        file = pathlib.Path(target[1].replace("~", str(place.parent / "home")))
        assert (place / file).stat().st_size > 0
    assert result.out.strip() or target or any(word in example for word in QUIET), "it says nothing"
