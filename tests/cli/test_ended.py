# SPDX-License-Identifier: MIT
"""SIGTERM and SIGHUP: every command ends in good order, with one line and an exit code of its own."""
import array
import fcntl
import os
import re
import signal
import subprocess
import termios

import pytest

from conftest import SECONDS, admin, interrupt, wait_for, wait_until_asked

ENDS = [(signal.SIGTERM, "SIGTERM"), (signal.SIGHUP, "SIGHUP")]
PIPES = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}


def end(process):
    """SIGTERM, which may come more than once; what was said on the pipes, and the exit code."""
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=SECONDS)
    return process.returncode, out, err


def end_on(terminal):
    """SIGTERM; the terminal is as it was then."""
    terminal.process.terminate()
    while terminal.read():
        pass
    after = terminal.modes
    assert terminal.end() == 143, terminal.text
    assert after == terminal.first_modes
    return terminal.text


@pytest.mark.parametrize("number, name", ENDS)
def test_a_read_that_is_not_answered(cli, fault, requests, number, name):
    fault("hang", operation="pages.list")
    # Whoever runs the tests under nohup has SIGHUP ignored.
    process = cli.start("pages", "list", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL), **PIPES)
    wait_until_asked("pages.list")
    assert interrupt(process, 128 + number, number) == ("", f"wikijs: ended by {name}\n")


def test_nohup(cli, fault, requests):
    fault("hang", operation="pages.list")
    process = cli.start("pages", "list", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN), **PIPES)
    wait_until_asked("pages.list")
    process.send_signal(signal.SIGHUP)
    assert end(process)[::2] == (143, "wikijs: ended by SIGTERM\n")


def test_a_write_gets_its_moment(cli, fault, requests, tmp_path):
    """timeout(1) sends the signal twice: it does not end at once for that."""
    (tmp_path / "never.bin").write_bytes(b"x")
    fault("hang", path="/u")
    process = cli.start("assets", "upload", tmp_path / "never.bin", **PIPES)
    wait_for(lambda: any(request["path"] == "/u" for request in requests()))
    code, _, err = end(process)
    assert code == 143 and "look whether it was done" in err, err
    assert err.count("ended by SIGTERM") == 1


def test_an_export_goes_on(cli, page, fault, requests, tmp_path):
    _, path = page("the text\n")
    fault("hang", operation="pages.single")
    words = ["pages", "export", "--output", tmp_path / "out", "--path", path]
    process = cli.start(*words, **PIPES)
    wait_until_asked("pages.single")
    code, _, err = end(process)
    assert code == 143 and "the same command goes on from here" in err
    assert err.endswith("wikijs: ended by SIGTERM\n")
    admin("DELETE", "faults")
    cli(*words)
    assert [file.read_text().endswith("the text\n") for file in (tmp_path / "out").rglob("*.md")] == [True]
    assert not [file for file in (tmp_path / "out").rglob("*") if "tmp" in file.name]


def test_a_plan_can_be_resumed(cli, page, fault, requests):
    numbers = [page()[0] for _ in range(2)]
    fault("hang", operation="pages.delete", times=1)
    process = cli.start("pages", "delete", "--yes", *numbers, **PIPES)
    wait_until_asked("pages.delete")
    code, _, err = end(process)
    assert code == 143 and "--resume" in err
    admin("DELETE", "faults")
    cli("pages", "delete", "--resume", "--yes", code=None)
    for number in numbers:
        cli("pages", "get", number, code=3)


def test_all_profiles(cli, fault, requests):
    folder = cli.home / ".config" / "wikijs"
    folder.mkdir(parents=True)
    wiki = f"{{url: '{cli.env['WIKIJS_URL']}', api_key_env: KEY}}"
    (folder / "config.yaml").write_text(f"profiles:\n  one: {wiki}\n  two: {wiki}\n")
    fault("hang", operation="pages.list")
    process = cli.start("--all-profiles", "pages", "list",
                        env={"WIKIJS_URL": None, "WIKIJS_API_KEY": None, "KEY": cli.env["WIKIJS_API_KEY"]}, **PIPES)
    wait_until_asked("pages.list", 2)
    code, _, err = end(process)
    assert code == 143
    assert sorted(err.splitlines()) == ["one: wikijs: ended by SIGTERM", "two: wikijs: ended by SIGTERM",
                                        "wikijs: ended by SIGTERM"]


def waiting(pipe):
    return array.array("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0]


def test_half_a_text_is_not_published(cli, new_path):
    path = new_path()
    process = cli.start("pages", "create", "--title", "T", "--path", path, "--content-file", "-",
                        stdin=subprocess.PIPE, **PIPES)
    process.stdin.write("half a ")
    process.stdin.flush()
    wait_for(lambda: waiting(process.stdin) == 0)
    wait_for(lambda: process.send_signal(signal.SIGTERM) or process.poll() is not None)
    assert process.returncode == 143
    assert process.stderr.read() == "wikijs: ended by SIGTERM\n"
    process.communicate()
    cli("pages", "get", path, code=3)


def test_an_output_that_nobody_reads(cli):
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    process = cli.start("__doc", "json", stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    wait_for(lambda: waiting(reading) == 4096)
    wait_for(lambda: process.send_signal(signal.SIGTERM) or process.poll() is not None)
    os.close(reading)
    assert (process.returncode, process.communicate()[1]) == (143, "wikijs: ended by SIGTERM\n")


def test_at_a_question(cli, page):
    number, _ = page()
    terminal = cli.on_terminal("pages", "delete", number)
    terminal.wait_for("[y/N] ")
    assert "wikijs: ended by SIGTERM" in end_on(terminal)
    cli("pages", "get", number)


def test_at_a_password(cli):
    terminal = cli.on_terminal("login", "--username", "a@example.com")
    terminal.wait_for("Password: ")
    assert not terminal.modes & termios.ECHO and terminal.first_modes & termios.ECHO
    end_on(terminal)


def test_in_the_editor(cli, page):
    number, path = page("as it was\n")
    editor = cli.home / "editor"
    editor.write_text('#!/bin/sh\necho changed >"$1"\necho "editing $$"\nexec sleep 1000\n')
    editor.chmod(0o755)
    terminal = cli.on_terminal("pages", "edit", number, env={"EDITOR": str(editor)})
    terminal.wait_for("editing ")
    assert "ended by SIGTERM" in end_on(terminal)
    editor_pid = re.search(r"editing (\d+)", terminal.text)[1]
    assert not os.path.exists(f"/proc/{editor_pid}")
    assert cli("pages", "get", path).out == "as it was\n"


@pytest.mark.parametrize("command", ["{}", "X=1 {}", "(cat | {}); true"])
def test_in_an_editor_that_a_shell_starts(cli, page, tmp_path, command):
    """Without a terminal, whose end would end it in any case."""
    number, path = page("as it was\n")
    editor, pids = tmp_path / "editor", tmp_path / "pids"
    editor.write_text(f'#!/bin/sh\necho $$ >"{pids}"\nexec sleep 1000\n')
    editor.chmod(0o755)
    process = cli.start("pages", "edit", number, env={"EDITOR": command.format(editor)}, stdin=subprocess.DEVNULL, **PIPES)
    wait_for(lambda: pids.exists() and pids.read_text().endswith("\n"))
    code, out, err = end(process)
    assert (code, out) == (143, "") and err.endswith("failed: nothing was written\nwikijs: ended by SIGTERM\n")
    wait_for(lambda: not os.path.exists(f"/proc/{pids.read_text().strip()}"))


@pytest.mark.parametrize("command", ["{} -x", "sed s/a/b/ | {}", "(sed s/a/b/ | (cat | {}); true); true"])
def test_in_the_pager(cli, page, command):
    number, _ = page("a line\n" * 100)
    pager = cli.home / "pager"
    pager.write_text('#!/bin/sh\ncat >/dev/null\necho "showing $$"\nexec sleep 1000\n')
    pager.chmod(0o755)
    terminal = cli.on_terminal("pages", "view", number, env={"PAGER": command.format(pager)})
    terminal.wait_for("showing ")
    assert "ended by SIGTERM" in end_on(terminal)
    pager_pid = re.search(r"showing (.*)", terminal.text)[1].strip()
    wait_for(lambda: not os.path.exists(f"/proc/{pager_pid}"))


@pytest.mark.parametrize("words", [[], ["--shell"]])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_in_the_command_of_a_watch(cli, page, tmp_path, words, number):
    """SIGINT reaches it by the terminal; the event is not through in either case."""
    state, script, pids = tmp_path / "state.db", tmp_path / "script", tmp_path / "pids"
    script.write_text(f'#!/bin/sh\necho $$ >>"{pids}"\nexec sleep 1000\n')
    script.chmod(0o755)
    cli("watch", "--once", "--state", state)
    _, path = page()
    command = f"true && {script} | cat; true" if words else str(script)
    process = cli.start("watch", "--state", state, "--path", path, *words, "--exec", command, start_new_session=True, **PIPES)
    wait_for(lambda: pids.exists() and pids.read_text().endswith("\n"))
    if number == signal.SIGTERM:
        process.terminate()
    else:
        os.killpg(process.pid, number)
    out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, out) == (128 + number, "")
    assert err == ("wikijs: ended by SIGTERM\n" if number == signal.SIGTERM else "")
    wait_for(lambda: not os.path.exists(f"/proc/{pids.read_text().strip()}"))
    assert [line.split("\t")[1] for line in cli("watch", "--once", "--state", state, "--path", path).lines] == ["page.created"]

@pytest.mark.parametrize("kind", ["xterm", "dumb"])
def test_at_the_prompt_of_the_shell(cli, kind):
    terminal = cli.on_terminal("interactive", env={"TERM": kind})
    terminal.wait_for("> ")
    assert "wikijs: ended by SIGTERM" in end_on(terminal)


def test_in_a_command_of_the_shell(cli, fault, requests):
    fault("hang", operation="pages.list")
    process = cli.start("interactive", stdin=subprocess.PIPE, **PIPES)
    process.stdin.write("pages list\npages list\n")
    process.stdin.flush()
    wait_until_asked("pages.list")
    assert end(process)[::2] == (143, "wikijs: ended by SIGTERM\n")
