# SPDX-License-Identifier: MIT
"""The recipes of docs/webhooks.md, as they stand there; only --once is added, so that they end."""
import http.server
import json
import os
import pathlib
import re
import subprocess
import threading

import pytest

WIKIJS = os.environ["WIKIJS_BIN"]
GUIDE = (pathlib.Path(__file__).resolve().parents[2] / "docs" / "webhooks.md").read_text()


def recipe(title):
    """The command below a title in bold."""
    text = GUIDE[GUIDE.index(f"**{title}"):]
    lines = re.search(r"\n\n    \$ ((?:.+\n)+?)\n", text)[1]
    return re.sub(r"^    ", "", lines, flags=re.M).replace("wikijs watch ", "wikijs watch --once ")


class Service(http.server.BaseHTTPRequestHandler):
    """Takes whatever is sent, and remembers it."""
    seen = []

    def take(self):
        length = int(self.headers["content-length"] or 0)
        self.seen.append((self.command, self.path, self.rfile.read(length).decode()))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    do_POST = do_PUT = do_DELETE = do_PURGE = take

    def log_message(self, *args):
        pass


@pytest.fixture
def service():
    Service.seen = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def follow(cli, tmp_path):
    """Runs a recipe; the first time it only sees what is there."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "wikijs").symlink_to(WIKIJS)

    def run(command, **variables):
        environment = {**cli.environment(None), "PATH": f"{programs}:{os.environ['PATH']}", **variables}
        result = subprocess.run(["bash", "-c", command], env=environment, cwd=tmp_path, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        return result
    return run


def test_chat_message(follow, service, page):
    command = recipe("Chat message.")
    follow(command, CHAT_URL=service)
    _, path = page(title='A "new" page')
    follow(command, CHAT_URL=service)
    assert [json.loads(body)["text"] for _, _, body in Service.seen if path in body] == [
        f'page.created A "new" page {os.environ["WIKIJS_TEST_URL"]}/{path}']


def test_search_index(cli, follow, service, page):
    command = recipe("Search index.")
    number, path = page()
    follow(command, INDEX=service)
    cli("pages", "update", number, "--content", "words to be found")
    follow(command, INDEX=service)
    (method, where, body), = [seen for seen in Service.seen if seen[1] == f"/{number}"]
    assert method == "PUT" and json.loads(body)["content"] == "words to be found"
    cli("pages", "delete", number, "--yes")
    follow(command, INDEX=service)
    assert ("DELETE", f"/{number}", "") in Service.seen


def test_cache_purge(cli, follow, service, page):
    command = recipe("Purge a cache**").replace("https://wiki.example.com", service)
    number, path = page()
    follow(command)
    cli("pages", "move", number, path + "-moved")
    follow(command)
    assert {(method, where) for method, where, _ in Service.seen if path in where} == {
        ("PURGE", f"/{path}-moved"), ("PURGE", f"/{path}")}


def test_static_site(cli, follow, page, tmp_path):
    command = re.search(r"\n`(wikijs watch --events 'page.\*' --state site.db .*)`", GUIDE)[1].replace("/srv/site", ".")
    command = command.replace("wikijs watch ", "wikijs watch --once ")
    (tmp_path / "Makefile").write_text("all:\n\t@echo built >>log\n")
    number, _ = page()
    follow(command)
    cli("pages", "update", number, "--content", "other text")
    follow(command)
    assert (tmp_path / "log").read_text() == "built\n"
