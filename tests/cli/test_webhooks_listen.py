# SPDX-License-Identifier: MIT
"""wikijs webhooks listen, verify, secret: what is taken, what is refused, and the relay at the other end."""
import base64
import hashlib
import hmac
import http.client
import json
import re
import signal
import ssl
import subprocess
import time

import pytest
from conftest import SECONDS

SECRET = "whsec_" + base64.b64encode(b"the secret of the receiver's tests").decode()
EVENT = {"id": "e1", "type": "page.updated", "time": "2026-11-29T10:00:00.000Z", "profile": "work",
         "changes": ["title"], "page": {"id": 7, "path": "docs/intro", "locale": "en", "title": "Intro; $(touch pwned)"}}


def sign(number, stamp, body, secret=SECRET):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{number}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


class Listener:
    def __init__(self, process, port, context=None):
        self.process, self.port, self.context = process, port, context

    def deliver(self, event=EVENT, number="d1", stamp=None, signature=None):
        body = json.dumps(event).encode()
        stamp = str(int(time.time())) if stamp is None else stamp
        headers = {"webhook-id": number, "webhook-timestamp": stamp, "Content-Type": "application/json",
                   "webhook-signature": signature or sign(number, stamp, body)}
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=SECONDS, context=self.context) \
            if self.context else http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request("POST", "/", body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def end(self, code=143):
        self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=SECONDS)
        assert self.process.returncode == code, err
        return out, err


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n")
    file.chmod(0o600)
    return file


@pytest.fixture
def listen(cli, secret):
    started = []

    def start(*words, context=None, **options):
        process = cli.start("webhooks", "listen", "--port", "0", "--secret-file", secret, *words,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
        started.append(process)
        line = process.stderr.readline()
        port = re.search(r"listening at https?://127\.0\.0\.1:(\d+)/", line)
        assert port, line
        return Listener(process, int(port[1]), context)

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.communicate()


def test_events_are_printed(listen):
    listener = listen("--on", "page.*")
    assert listener.deliver() == (200, "accepted\n")
    assert listener.deliver({**EVENT, "type": "user.created", "user": EVENT["page"]}, "d2")[0] == 200
    assert listener.deliver() == (200, "accepted before\n")
    out, _ = listener.end()
    assert out == "2026-11-29T10:00:00.000Z\tpage.updated\ten\tdocs/intro\ttitle\n"


def test_events_as_json(listen):
    listener = listen("--json", "type,page")
    listener.deliver()
    out, _ = listener.end()
    assert json.loads(out)["page"]["title"] == EVENT["page"]["title"]


def test_a_reader_that_has_seen_enough_ends_it_at_once(listen):
    listener = listen()
    assert listener.deliver()[0] == 200
    assert listener.process.stdout.readline()
    listener.process.stdout.close()
    assert listener.process.wait(SECONDS) == 0 and listener.process.stderr.read() == ""


def test_a_full_disk_leaves_the_delivery_to_come_again(cli, secret):
    with open("/dev/full", "wb") as full:
        process = cli.start("webhooks", "listen", "--port", "0", "--secret-file", secret, stdout=full, stderr=subprocess.PIPE, text=True)
    listener = Listener(process, int(re.search(r":(\d+)/", process.stderr.readline())[1]))
    assert listener.deliver()[0] == 500
    assert process.wait(SECONDS) == 1 and "cannot write the output" in process.stderr.read()


def test_forgeries_are_refused_and_told(listen):
    listener = listen()
    assert listener.deliver(signature="v1,AAAA")[0] == 401
    assert listener.deliver(stamp=str(int(time.time()) - 400))[0] == 401
    out, err = listener.end()
    assert out == ""
    assert "wikijs: warning: refused a request with 401: no signature of the delivery fits the secret\n" in err
    assert re.search(r"the delivery was signed 4\d\d s ago", err)


def test_what_is_no_event_is_told(listen):
    listener = listen()
    assert listener.deliver({"hello": 1})[0] == 200
    assert "delivery 'd1' () is no event of a wiki" in listener.end()[1]


def test_commands_get_events_and_no_shell_sees_them(listen, tmp_path):
    script = tmp_path / "take"
    script.write_text('#!/bin/sh\nprintf "%s|%s|" "$WIKIJS_EVENT_TYPE" "$WIKIJS_EVENT_TITLE" >>taken\ncat >>taken\n')
    script.chmod(0o755)
    listener = listen("--exec", str(script), cwd=tmp_path)
    assert listener.deliver()[0] == 200
    listener.end()
    kind, title, text = (tmp_path / "taken").read_text().split("|", 2)
    assert (kind, title) == ("page.updated", EVENT["page"]["title"])
    assert json.loads(text)["id"] == "e1"
    assert not (tmp_path / "pwned").exists()


def test_a_command_that_fails_leaves_the_delivery_to_come_again(listen, tmp_path):
    script = tmp_path / "take"
    script.write_text("#!/bin/sh\ncat >/dev/null\n[ -e ready ]\n")
    script.chmod(0o755)
    listener = listen("--exec", str(script), cwd=tmp_path)
    assert listener.deliver()[0] == 500
    (tmp_path / "ready").touch()
    assert listener.deliver() == (200, "accepted\n")
    _, err = listener.end()
    assert f"'{script}' ended with 1 for page.updated e1" in err


def test_others_are_served_while_a_command_runs(listen, tmp_path):
    gate = tmp_path / "gate"
    subprocess.run(["mkfifo", gate], check=True)
    listener = listen("--exec", f"cat {gate}", cwd=tmp_path)
    body = json.dumps(EVENT).encode()
    stamp = str(int(time.time()))
    waiting = http.client.HTTPConnection("127.0.0.1", listener.port, timeout=SECONDS)
    waiting.request("POST", "/", body, {"webhook-id": "slow", "webhook-timestamp": stamp,
                                        "webhook-signature": sign("slow", stamp, body)})
    assert listener.deliver(signature="v1,AAAA")[0] == 401
    gate.write_text("go on\n")
    assert waiting.getresponse().status == 200
    listener.end()


def test_over_tls(listen, tmp_path):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", tmp_path / "key.pem", "-out",
                    tmp_path / "cert.pem"], check=True, capture_output=True)
    context = ssl.create_default_context(cafile=tmp_path / "cert.pem")
    listener = listen("--tls-cert", tmp_path / "cert.pem", "--tls-key", tmp_path / "key.pem", context=context)
    assert listener.deliver()[0] == 200
    listener.end()


def test_the_relay_is_received(listen, cli, page, secret, tmp_path):
    number, path = page()
    listener = listen("--on", "page.updated")
    state = ["--once", "--state", tmp_path / "relay.db", "--to", f"http://127.0.0.1:{listener.port}/",
             "--secret-file", secret]
    cli("webhooks", "relay", *state)
    cli("pages", "update", number, "--content", "other text\n")
    cli("webhooks", "relay", *state)
    out, _ = listener.end()
    assert [line.split("\t")[1:4] for line in out.splitlines()] == [["page.updated", "en", path]]


def test_what_is_sent_again_by_hand(listen, cli, page, secret, tmp_path):
    number, path = page()
    listener = listen("--on", "page.updated", "--json", "id")
    file = tmp_path / "relay.db"
    state = ["--once", "--state", file, "--to", f"http://127.0.0.1:{listener.port}/", "--secret-file", secret]
    cli("webhooks", "relay", *state)
    cli("pages", "update", number, "--content", "other text\n")
    cli("webhooks", "relay", *state)
    again = ["webhooks", "deliveries", "redeliver", "--state", file, "1"]
    for words in [], ["--new-id"]:  # it is known; it is taken for something new
        cli(*again, *words)
        assert "1 delivered" in cli("webhooks", "relay", *state).err
    row, = cli("webhooks", "deliveries", "list", "--state", file, "--json", "eventId,attempts").json
    ids = [json.loads(line)["id"] for line in listener.end()[0].splitlines()]
    assert len(ids) == 2 and ids[0] == ids[1]
    assert row["attempts"] == 3 and row["eventId"].startswith(ids[0] + "-")


@pytest.mark.parametrize("words, message", [
    ([], "wikijs: a secret is needed, or anybody could send events"),
    (["--secret-file", "none"], "wikijs: --secret-file names 'none', which cannot be read: No such file or directory"),
    (["--secret-file", "/dev"], "wikijs: --secret-file names '/dev', which cannot be read: Is a directory"),
    (["--secret-env", "NO_SUCH"], "wikijs: --secret-env names the variable NO_SUCH, which is not set"),
    (["--secret-env", "WEAK"], "wikijs: a secret of a webhook has only 4 bytes: it needs 16"),
    (["--secret-env", "GOOD", "--shell"], "wikijs: --shell is about the command of --exec"),
    (["--secret-env", "GOOD", "--exec", "'x"], "wikijs: --exec: a quote is not closed in ''x'"),
    (["--secret-env", "GOOD", "--address", "here"], "wikijs: 'here' is no IPv4 or IPv6 address"),
    (["--secret-env", "GOOD", "--tls-cert", "x"], "wikijs: TLS needs both a certificate and its key"),
    (["--secret-env", "GOOD", "--url-path", "x"], "wikijs: the path 'x' must begin with '/', and hold no '?', '#' or blank"),
    (["--secret-env", "GOOD", "--request-timeout", "x"], "wikijs: --request-timeout takes a time such as 10s, not 'x'"),
])
def test_wrong_options(cli, words, message):
    result = cli("webhooks", "listen", *words, env={"WEAK": "weak", "GOOD": SECRET}, code=None)
    assert result.code in (1, 2)
    assert result.err.splitlines()[0] == message


def test_verify(cli, secret, tmp_path):
    body = tmp_path / "body.json"
    body.write_text("{}")
    words = ["webhooks", "verify", "--secret-file", secret, "--id", "m1", "--timestamp", "1764410000"]
    good = ["--signature", sign("m1", "1764410000", b"{}")]
    assert cli(*words, *good, "--any-age", body).err == "the delivery is good\n"
    assert "the delivery was signed" in cli(*words, *good, body, code=4).err
    other = cli(*words, *good, "--any-age", "-", stdin="{} ", code=4)
    assert other.err == "wikijs: no signature of the delivery fits the secret\n"  # and no word of the wiki's credentials
    hub = hmac.new(SECRET.encode(), b"{}", hashlib.sha256).hexdigest()
    cli("webhooks", "verify", "--secret-file", secret, "--hub-signature", f"sha256={hub}", body)
    cli("webhooks", "verify", body, code=2)
    cli(*words, *good, "--tolerance", "x", body, code=2)


def test_secret(cli):
    first, second = (cli("webhooks", "secret").out for _ in range(2))
    assert first != second
    assert len(base64.b64decode(first.strip().removeprefix("whsec_"))) == 32


def test_a_dry_run_of_a_trigger_sends_nothing(cli):
    result = cli("webhooks", "trigger", "page.created", "--to", "http://127.0.0.1:9/", "--dry-run")
    assert result.lines[0] == "would send to http://127.0.0.1:9/:" and '"type":"page.created"' in result.lines[1]


def test_trigger(cli, listen, secret):
    sample = cli("webhooks", "trigger", "page.created", "--path", "docs/x").json
    assert (sample["type"], sample["page"]["path"]) == ("page.created", "docs/x")
    assert cli("webhooks", "trigger", "user.deleted", "--title", "Ann").json["user"]["name"] == "Ann"
    listener = listen("--json", "type,page")
    to = ["--to", f"http://127.0.0.1:{listener.port}/", "--secret-file", secret]
    assert cli("webhooks", "trigger", "page.moved", *to).err == "page.moved was received\n"
    wrong = cli("webhooks", "trigger", "page.moved", *to[:2], "--secret-env", "OTHER", env={"OTHER": "another secret of size"},
                code=None)
    assert "answered with HTTP 401" in wrong.err and wrong.code != 0
    assert "try: the secret that the receiver knows" in wrong.err
    out, _ = listener.end()
    assert json.loads(out) == {"type": "page.moved", "page": {"id": 1, "path": "sample", "locale": "en", "title": "Sample"}}
    away = cli("webhooks", "trigger", "page.moved", *to, "--retries", "0", code=6).err
    assert f"try: check that '{to[1]}' is right and that the receiver runs" in away
    body = secret.parent / "body"
    body.write_text("{}")
    assert cli("webhooks", "trigger", "anything", "--body", body).out == "{}\n"


def test_every_type_has_a_sample_and_is_named_by_the_help(cli):
    types = cli("__complete", "webhooks", "trigger", "").out.split()
    named = cli("webhooks", "trigger", "--help").out
    assert len(types) == 18
    for each in types:
        sample = cli("webhooks", "trigger", each).json
        assert sample["type"] == each and sample[each.split(".")[0]]["id"] == 1
        assert each in named


@pytest.mark.parametrize("words", [["webhooks", "trigger"], ["watch", "--once", "--events"],
                                   ["webhooks", "listen", "--secret-env", "S", "--on"]])
@pytest.mark.parametrize("mistyped, message", [
    ("page.update", "there is no event 'page.update'; did you mean 'page.updated'?"),
    ("page.", "there is no event 'page.'; did you mean 'page.created'?"),
    ("user.nonsense", "there is no event 'user.nonsense'"),
    ("Page.*", "there is no event 'Page.*'"),
])
def test_an_event_that_there_is_not_is_refused(cli, words, mistyped, message):
    result = cli(*words, mistyped, env={"S": "a secret of good size"}, code=2)
    assert result.err.splitlines()[0] == f"wikijs: {message}" and result.out == ""
    assert "did you mean" in message or result.err.splitlines()[1] == "try: wikijs webhooks trigger --help"
