# SPDX-License-Identifier: MIT
"""A replacement that is killed (SIGKILL) at a random moment and gone on with gives what an undisturbed one gives.

REPLACE_KILLS=200 kills more often than the few times of a usual run; REPLACE_SEED repeats a run that failed.
"""
import os
import random
import subprocess
import time

import pytest
from conftest import Cli, wait_for
from sandbox import Sandbox

KILLS = int(os.environ.get("REPLACE_KILLS", "8"))
SEED = int(os.environ.get("REPLACE_SEED", time.time_ns() % 1_000_000))
PAGES = 150
FIELDS = ("id path hash title description isPrivate isPublished privateNS publishStartDate publishEndDate tags{tag} content "
          "contentType createdAt editor locale scriptCss scriptJs authorId creatorId")
# What is put in holds what is looked for: a page that is changed twice is seen.
WORDS = ["pages", "replace", "needle", "a needle here", "--in", "title,content", "--path", "many", "--yes"]


class Wiki(Sandbox):
    def __init__(self):
        super().__init__("--write-cost", "4")
        self.ids = self.admin("POST", "pages", [
            {"path": f"many/{number}", "title": f"A needle {number}", "content": f"needle {number}\nneedle\n" * (1 + number % 9),
             "tags": ["one", "two"][:number % 3], "description": f"needle {number}"} for number in range(PAGES)])
        self.admin("POST", "checkpoint")

    def settle(self):
        """Until no request is under way any more, also of clients that died."""
        wait_for(lambda: all(request["ended"] for request in self.admin("GET", "requests")))

    def pages(self):
        """All of all pages but the times of their changes, and how often each was changed."""
        parts = [f"p{number}: single(id: {number}) {{{FIELDS}}} h{number}: history(id: {number}) {{total}}"
                 for number in self.ids]
        return self.ask(f"{{pages{{{' '.join(parts)}}}}}")["pages"]


@pytest.fixture(scope="module")
def wiki():
    wiki = Wiki()
    yield wiki
    wiki.close()


@pytest.fixture(scope="module")
def undisturbed(wiki, tmp_path_factory):
    """What comes out, and the seconds that it takes."""
    cli = client(wiki, tmp_path_factory.mktemp("undisturbed"))
    began = time.monotonic()
    cli(*WORDS)
    return wiki.pages(), time.monotonic() - began


def client(wiki, home):
    cli = Cli(home)
    cli.env.update(WIKIJS_URL=wiki.url, WIKIJS_API_KEY=wiki.key)
    return cli


def go_on(cli):
    """What a user does: resume it, or begin where there is nothing to resume yet."""
    result = cli("pages", "replace", "--resume", "--yes", code=None)
    if result.code and "could be resumed" in result.err:
        result = cli(*WORDS, code=None)
    assert result.code == 0, result.err


@pytest.mark.parametrize("number", range(KILLS))
def test_killed_at_a_random_moment(wiki, undisturbed, tmp_path, number):
    expected, seconds = undisturbed
    moments = random.Random(SEED * 1000 + number)
    wiki.admin("POST", "reset")
    cli = client(wiki, tmp_path)
    process = cli.start(*WORDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moments.uniform(0, seconds))  # not to wait for something: the moment is the test
    process.kill()
    process.wait()
    # Every other time the server ends its last request first. Where it may still be at it, a page may get the same text twice.
    versions = (1, 2)
    if number % 2:
        wiki.settle()
        versions = (1,)
    go_on(cli)
    found = wiki.pages()
    differing = [f"p{page}" for page in wiki.ids if found[f"p{page}"] != expected[f"p{page}"]]
    assert not differing, f"REPLACE_SEED={SEED}: {differing[0]}: {found[differing[0]]}"
    assert all(found[f"h{page}"]["total"] in versions for page in wiki.ids), f"REPLACE_SEED={SEED}"
