# SPDX-License-Identifier: MIT
"""wikijs webhooks relay: each change is received, in order, whatever fails meanwhile."""
import base64
import hashlib
import hmac
import json
import signal
import subprocess

import pytest
from conftest import KEY, URL
from ports import kept_port
from receiver import SECRET, Receiver

FAST = ["--interval", "50ms", "--max-interval", "50ms", "--full-interval", "200ms"]


@pytest.fixture
def relay(cli, tmp_path):
    """Runs the relay once, to an address; the state stays."""
    secret, state = tmp_path / "secret", tmp_path / "relay.db"
    secret.write_text(SECRET + "\n")

    def run(url, *words, code=0, **options):
        return cli("webhooks", "relay", "--once", "--state", state, "--to", url, "--secret-file", secret, *words,
                   code=code, **options)

    run.state, run.secret = state, secret
    return run


def write(cli, number, text):
    cli("pages", "update", number, "--content-file", "-", stdin=text)


def deliveries(cli, relay, *words):
    return cli("webhooks", "deliveries", "list", "--state", relay.state, "--json", *words).json


def test_what_happens_is_received_in_order_and_once(cli, page, relay):
    number, path = page()
    with Receiver() as receiver:
        relay(receiver.url)
        write(cli, number, "two")
        write(cli, number, "three")
        cli("pages", "move", number, path + "-moved")
        result = relay(receiver.url)
        assert "3 delivered" in result.err
        relay(receiver.url)
    assert [event["type"] for event in receiver.events] == ["page.updated", "page.updated", "page.moved"]
    assert receiver.events[2]["previous"]["path"] == path
    assert receiver.events[2]["page"]["path"] == path + "-moved"
    assert [event["number"] for event in receiver.events] == [1, 2, 3]
    headers, _ = receiver.deliveries[0]
    assert headers["Content-Type"] == "application/json" and "libwikijs" in headers["User-Agent"]
    assert not receiver.bad
    assert [row["state"] for row in deliveries(cli, relay, "id,state")] == ["done"] * 3


def test_what_fails_waits_and_holds_up_its_page_only(cli, page, relay):
    number, _ = page()
    other, _ = page()
    with Receiver() as receiver:
        relay(receiver.url)
        write(cli, number, "two")
        write(cli, number, "three")
        write(cli, other, "two")
        receiver.answers_about[number] = [503]  # pages go out side by side
        result = relay(receiver.url, code=1)
        assert "answered with HTTP 503" in result.err and "2 waiting" in result.err
        assert [event["page"]["id"] for event in receiver.events] == [other]
        waiting = deliveries(cli, relay, "id,state,attempts,httpStatus,message", "--state-of", "waiting")
        assert [row["attempts"] for row in reversed(waiting)] == [1, 0]
        assert waiting[1]["httpStatus"] == 503
        cli("webhooks", "deliveries", "redeliver", "--state", relay.state, waiting[1]["id"])
        relay(receiver.url)
    assert [event["page"]["id"] for event in receiver.events] == [other, number, number]
    assert receiver.events[1]["number"] < receiver.events[2]["number"]


def test_a_receiver_that_is_away_gets_everything_later(cli, page, relay):
    number, _ = page()
    with kept_port() as place:
        port = place.getsockname()[1]
        with Receiver(port=port) as receiver:
            relay(receiver.url)
        write(cli, number, "two")
        result = relay(receiver.url, code=1)
        assert "1 waiting" in result.err
        waiting = deliveries(cli, relay, "id")[0]["id"]
        cli("webhooks", "deliveries", "redeliver", "--state", relay.state, waiting)
        with Receiver(port=port) as receiver:
            relay(receiver.url)
            assert [event["type"] for event in receiver.events] == ["page.updated"]


def test_gone_is_given_up_and_can_be_sent_again(cli, page, relay):
    number, _ = page()
    with Receiver() as receiver:
        relay(receiver.url)
        write(cli, number, "two")
        receiver.answers = [410]
        relay(receiver.url)
        row, = deliveries(cli, relay, "id,state,httpStatus", "--state-of", "dead")
        assert row["httpStatus"] == 410
        shown = cli("webhooks", "deliveries", "show", "--state", relay.state, row["id"], "--json", "body,type").json
        assert shown["type"] == shown["body"]["type"] == "page.updated"
        cli("webhooks", "deliveries", "redeliver", "--state", relay.state, "--all-dead")
        relay(receiver.url)
        assert [event["id"] for event in receiver.events] == [shown["body"]["id"]]
    cli("webhooks", "deliveries", "show", "--state", relay.state, 999, code=3)
    cli("webhooks", "deliveries", "redeliver", "--state", relay.state, 999, code=3)
    cli("webhooks", "deliveries", "redeliver", "--state", relay.state, code=2)
    nothing = cli("webhooks", "deliveries", "list", "--state", "/nowhere/at/all.db", code=3)
    assert "try: --state <file>; 'wikijs webhooks relay' makes one" in nothing.err


def test_two_secrets_sign_and_github_too(cli, page, relay, tmp_path):
    number, _ = page()
    new = tmp_path / "new"
    new.write_text("whsec_" + base64.b64encode(b"the secret that comes after it....").decode())
    with Receiver() as receiver:
        words = ["--secret-file", f"{new},{relay.secret}", "--github"]
        relay(receiver.url)
        write(cli, number, "two")
        relay(receiver.url, *words)
        headers, event = receiver.deliveries[0]
    assert len(headers["webhook-signature"].split()) == 2
    assert headers["X-Hub-Signature-256"].startswith("sha256=")


def test_the_configuration_file_names_the_targets(cli, page, relay, tmp_path):
    number, path = page()
    with Receiver() as everything, Receiver() as moves:
        config = tmp_path / "config.yml"
        config.write_text(f"webhooks:\n  all:\n    url: {everything.url}\n    secret_file: {relay.secret}\n"
                          f"  moves:\n    url: {moves.url}\n    secret_env: HOOK\n    events: page.moved\n"
                          f"    path: {path.rsplit('/', 1)[0]}\n    rate: 10/s\n")
        words = ["webhooks", "relay", "--once", "--state", relay.state, "--config", config]
        cli(*words, env={"HOOK": SECRET})
        write(cli, number, "two")
        cli("pages", "move", number, path + "-moved")
        cli(*words, env={"HOOK": SECRET})
        assert [event["type"] for event in everything.events] == ["page.updated", "page.moved"]
        assert [event["type"] for event in moves.events] == ["page.moved"]
        assert "HOOK" in cli(*words, code=2).err
        assert "no webhook 'other'" in cli(*words, "--only", "other", code=2).err
        config.write_text("webhooks:\n  all:\n    url: http://x\n    uri: http://x\n")
        assert "a webhook has no 'uri'; did you mean 'url'?" in cli(*words, code=2).err
        config.write_text("webhooks:\n  all:\n    url: http://x\n    github: yes\n")
        assert f"{config}:4: webhook 'all': 'github' takes true or false, not 'yes'" in cli(*words, code=2).err


def test_wrong_usage(cli, relay, tmp_path):
    for words, code, message in [
        (["--to", "ftp://example.com"], 2, "does not begin with https://"),
        (["--to", "http://x", "--events", "page.painted"], 2, "there is no event 'page.painted'"),
        (["--to", "http://x", "--retry-for", "long"], 2, "--retry-for takes a time such as 10s, 5m or 72h, not 'long'"),
        (["--to", "http://x", "--target-rate", "often"], 2, "its rate: 'often' is no rate"),
        (["--to", "http://x", "--secret-file", "/nowhere"], 2, "--secret-file names '/nowhere', which cannot be read: No such"),
        (["--to", "http://x", "--secret-env", "NOT_SET"], 2, "--secret-env names the variable NOT_SET, which is not set"),
        ([], 2, "nowhere to send to"),
    ]:
        result = cli("webhooks", "relay", "--once", "--state", relay.state, *words, code=None)
        assert result.code == code and message in result.err, result.err
        assert result.err.count("try: ") < 2, result.err


def test_killed_while_it_sends_nothing_is_lost(cli, page, relay):
    pages = [page() for _ in range(4)]
    words = ["webhooks", "relay", "--state", relay.state, "--secret-file", relay.secret, *FAST]
    with Receiver() as receiver:
        relay(receiver.url)
        expected = 0
        for round_ in range(6):
            process = cli.start(*words, "--to", receiver.url, stderr=subprocess.PIPE)
            for number, _ in pages:
                write(cli, number, f"text {round_}")
                expected += 1
            process.kill()
            process.wait()
            process.stderr.close()
        relay(receiver.url)
        ids = {event["id"] for event in receiver.events}
        assert len(ids) == expected
        for number, _ in pages:
            numbers = list(dict.fromkeys(e["number"] for e in receiver.events if e["page"]["id"] == number))
            assert numbers == sorted(numbers) and len(numbers) == 6


def test_it_ends_when_it_is_told_to(cli, page, relay):
    number, _ = page()
    words = ["webhooks", "relay", "--state", relay.state, "--secret-file", relay.secret, *FAST]
    with Receiver() as receiver:
        relay(receiver.url)
        process = cli.start(*words, "--to", receiver.url, stderr=subprocess.PIPE)
        write(cli, number, "two")
        receiver.wait_for(1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 143
        process.stderr.close()


def test_a_page_that_waits_long_holds_up_no_other_that_comes_later(cli, page, relay):
    number, _ = page()
    other, _ = page()
    words = ["webhooks", "relay", "--state", relay.state, "--secret-file", relay.secret, *FAST]
    with Receiver() as receiver:
        relay(receiver.url)
        receiver.answers = [400]
        write(cli, number, "two")
        relay(receiver.url, code=1)  # it is tried again in some seconds
        process = cli.start(*words, "--to", receiver.url, stderr=subprocess.PIPE)
        write(cli, other, "two")
        receiver.wait_for(1)
        assert receiver.events[0]["page"]["id"] == other
        waiting, = deliveries(cli, relay, "id", "--state-of", "waiting")
        cli("webhooks", "deliveries", "redeliver", "--state", relay.state, waiting["id"])
        receiver.wait_for(2)
        process.kill()
        process.wait()
        process.stderr.close()


def test_a_rate_is_kept_to_the_end(cli, page, relay):
    number, _ = page()
    with Receiver() as receiver:
        relay(receiver.url)
        for text in "abcd":
            write(cli, number, text)
        relay(receiver.url, "--target-rate", "5/s:burst=1")
        assert len(receiver.events) == 4


def test_one_relay_for_several_wikis(cli, page, relay):
    file = cli.home / ".config/wikijs/config.yaml"
    file.parent.mkdir(parents=True)
    urls = {"a": URL, "b": URL.replace("127.0.0.1", "localhost")}
    file.write_text("profiles:\n" + "".join(f"  {name}: {{ url: '{urls[name]}', api_key: '{KEY}' }}\n" for name in urls))
    file.chmod(0o600)
    env = {"WIKIJS_URL": None, "WIKIJS_API_KEY": None}
    number, _ = page()
    with Receiver() as receiver:
        relay(receiver.url, "--profiles", "a,b", env=env)
        write(cli, number, "two")
        assert "2 delivered" in relay(receiver.url, "--all-profiles", env=env).err
        assert sorted(event["profile"] for event in receiver.events) == ["a", "b"] and not receiver.bad
    refused = cli("webhooks", "relay", "--once", "--to", "http://127.0.0.1:9", "--all-profiles", env=env, code=2)
    assert "--state <file>" in refused.err
