# SPDX-License-Identifier: MIT
"""Plugins that the configuration names, programs on the PATH as commands, and what is refused and how it is said."""
import os
import shutil

import pytest

from conftest import CLEAN, KEY, URL, WIKIJS


@pytest.fixture
def config(cli):
    def write(text):
        file = cli.home / ".config" / "wikijs" / "config.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o600)
    return write


# --- plugins ---

def test_plugin_sets_headers(cli, plugin_folder, config, requests):
    config("plugins: stamp\nplugin.stamp: tenant=acme\n")
    cli("pages", "get", "docs/intro")
    cli("pages", "get", "docs/intro", "--no-plugins")
    seen = [entry["headers"].get("x-tenant") for entry in requests()]
    assert seen[0] == "acme" and seen[-1] is None


def test_plugin_refuses(cli, plugin_folder, config, requests):
    config("plugins: stamp\nplugin.stamp: tenant=acme; host=wiki.acme.example\n")
    result = cli("pages", "get", "docs/intro", code=1)
    assert result.err == "wikijs: docs/intro: plugin 'stamp': this is not the wiki of the tenant\n"
    assert requests() == []


def test_maintenance(cli, plugin_folder, config, page, requests, tmp_path):
    number, path = page()
    closed = tmp_path / "closed"
    config(f"plugins: maintenance\nplugin.maintenance: file={closed}; notice=Back \"soon\"\n")
    assert cli("pages", "get", path, "--json", "title").json == {"title": "A page"}
    closed.touch()
    before = len(requests())
    assert cli("pages", "get", path, "--json", "title,content").json == \
        {"title": "Maintenance", "content": 'Back "soon"'}
    result = cli("pages", "delete", "--yes", number, code=5)
    assert "plugin 'maintenance': the wiki is being worked on" in result.err
    assert len(requests()) == before
    closed.unlink()


def test_outage_is_told(cli, plugin_folder, config):
    config("plugins: maintenance\nplugin.maintenance: window=00:00-00:00; file=/no/such/file\n")
    result = cli("pages", "get", "home", env={"WIKIJS_URL": "http://127.0.0.1:9"}, code=6)
    assert "maintenance: http://127.0.0.1:9 is gone\n" in result.err


@pytest.mark.parametrize("settings, problem", [
    ("plugin.stamp: host=x", "plugin 'stamp': needs a tenant of at most 63 letters, such as: tenant=acme"),
    ("", "plugin 'stamp': needs a tenant"),
])
def test_settings_that_a_plugin_refuses(cli, plugin_folder, config, settings, problem):
    config(f"plugins: stamp\n{settings}\n")
    assert problem in cli("pages", "get", "home", code=2).err


def test_plugins_in_order(cli, plugin_folder, config, tmp_path):
    """The first one to refuse is the one that is named first."""
    closed = tmp_path / "closed"
    closed.touch()
    settings = f"plugin.stamp: tenant=a; host=b\nplugin.maintenance: file={closed}\n"
    config("plugins: stamp, maintenance\n" + settings)
    assert "plugin 'stamp'" in cli("pages", "delete", "--yes", "1", code=1).err
    config("plugins: maintenance stamp\n" + settings)
    assert "plugin 'maintenance'" in cli("pages", "delete", "--yes", "1", code=5).err


def test_profile_has_its_own(cli, plugin_folder, config, requests):
    config("plugins: stamp\nplugin.stamp: tenant=all\nprofiles:\n"
           f"  one: {{ url: {URL}, plugin.stamp: tenant=one }}\n  none: {{ url: {URL}, plugins: '' }}\n")
    env = {"WIKIJS_URL": None}
    for profile, tenant in (("one", "one"), ("none", None)):
        before = len(requests())
        cli("pages", "get", "home", "--profile", profile, env=env)
        assert requests()[before]["headers"].get("x-tenant") == tenant


# --- what is refused ---

def refused(cli, text):
    result = cli("pages", "get", "home", code=2)
    assert text in result.err, result.err
    assert result.err.startswith("wikijs: ")
    assert "try: wikijs plugins list, or --no-plugins to go without them\n" in result.err
    cli("pages", "get", "home", "--no-plugins")


@pytest.mark.parametrize("name, problem", [
    ("stmp", "there is no plugin 'stmp'; did you mean 'stamp'?"),
    ("something-else", "there is no plugin 'something-else' in "),
    ("../stamp", "'../stamp' is no name of a plugin"),
    ("/tmp/stamp", "'/tmp/stamp' is no name of a plugin"),
    ("stamp.so", "'stamp.so' is no name of a plugin"),
])
def test_names(cli, plugin_folder, config, name, problem):
    config(f"plugins: {name}\n")
    refused(cli, problem)


@pytest.mark.parametrize("which", ["file", "folder", "above"])
@pytest.mark.parametrize("mode", [0o775, 0o757])
def test_others_can_write(cli, plugin_folder, config, which, mode):
    config("plugins: stamp\nplugin.stamp: tenant=a\n")
    what = {"file": plugin_folder / "stamp.so", "folder": plugin_folder, "above": plugin_folder.parent}[which]
    what.chmod(mode)
    refused(cli, f"plugin 'stamp' is not loaded: {what} can be written by others (chmod go-w)\n")


def test_link_leads_to_what_others_can_write(cli, plugin_folder, config, tmp_path):
    config("plugins: stamp\nplugin.stamp: tenant=a\n")
    target = tmp_path / "open" / "stamp.so"
    target.parent.mkdir()
    shutil.move(plugin_folder / "stamp.so", target)
    target.parent.chmod(0o777)
    (plugin_folder / "stamp.so").symlink_to(target)
    refused(cli, f"{target.parent} can be written by others")


if os.geteuid() == 0:  # only root can give files away
    @pytest.mark.parametrize("which", ["file", "folder"])
    def test_another_owner(cli, plugin_folder, config, which):
        config("plugins: stamp\nplugin.stamp: tenant=a\n")
        what = {"file": plugin_folder / "stamp.so", "folder": plugin_folder}[which]
        os.chown(what, 12345, 12345)
        refused(cli, f"{what} belongs to another user\n")


def test_not_a_plugin(cli, plugin_folder, config):
    config("plugins: broken\n")
    (plugin_folder / "broken.so").write_text("this is no library")
    refused(cli, "plugin 'broken' cannot be loaded: ")
    shutil.copy("/lib/x86_64-linux-gnu/libz.so.1", plugin_folder / "broken.so")
    refused(cli, f"{plugin_folder}/broken.so is no plugin: it has no WIKIJS_PLUGIN_EXPORT\n")


def test_renamed_plugin(cli, plugin_folder, config):
    config("plugins: other\n")
    (plugin_folder / "stamp.so").rename(plugin_folder / "other.so")
    refused(cli, f"{plugin_folder}/other.so holds the plugin 'stamp': its file has to be stamp.so\n")


def test_another_version_of_the_interface(cli, plugin_folder, config):
    """The number stands first in the plugin; that of this file is changed."""
    config("plugins: stamp\nplugin.stamp: tenant=a\n")
    file = plugin_folder / "stamp.so"
    code = file.read_bytes()
    size = next(size for size in range(0x28, 0x200, 8)
                if code.count((1).to_bytes(4, "little") + bytes(4) + size.to_bytes(8, "little")) == 1)
    head = (1).to_bytes(4, "little") + bytes(4) + size.to_bytes(8, "little")
    file.write_bytes(code.replace(head, (7).to_bytes(4, "little") + head[4:]))
    refused(cli, f"{file} was built for version 7 of the plugin interface, this program has version 1\n")


# --- the list ---

def test_list(cli, plugin_folder, config):
    config("plugins: stamp\n")
    (plugin_folder / "broken.so").write_text("no")
    rows = [line.split("\t") for line in cli("plugins", "list").lines]
    assert rows[0] == ["stamp", "plugin", "1.0", "used", f"{plugin_folder}/stamp.so"]
    assert rows[1][:3] == ["broken", "plugin", ""] and "cannot be loaded" in rows[1][3]
    assert rows[2] == ["maintenance", "plugin", "1.0", "not used", f"{plugin_folder}/maintenance.so"]
    listed = cli("plugins", "list", "--json").json
    assert listed[0] == {"name": "stamp", "kind": "plugin", "version": "1.0", "state": "used",
                         "about": "names the tenant in each request", "path": f"{plugin_folder}/stamp.so"}


def test_list_fails_when_one_that_is_used_cannot_be(cli, plugin_folder, config):
    config("plugins: stamp, gone\n")
    result = cli("plugins", "list", code=1)
    assert "gone\tplugin\t\tthere is no plugin 'gone' in " in result.out


# --- programs ---

@pytest.fixture
def program(cli):
    """Makes a program wikijs-NAME on the PATH of the tests."""
    where = cli.home / "bin"
    where.mkdir()
    cli.env["PATH"] = f"{where}:{CLEAN['PATH']}"

    def make(name, text):
        file = where / f"wikijs-{name}"
        file.write_text(f"#!/bin/sh\n{text}\n")
        file.chmod(0o755)
        return file
    return make


def test_program_is_a_command(cli, program):
    program("hello", 'echo "$# $1 $2"; exit 7')
    result = cli("hello", "--json", "a b", code=7)
    assert result.out == "2 --json a b\n"


def test_program_reaches_the_same_wiki(cli, program, config):
    config(f"profiles:\n  work: {{ url: '{URL}/', api_key: '{KEY}' }}\n")
    program("me", 'echo "$WIKIJS_URL $WIKIJS_PROFILE $WIKIJS_API_KEY"; "$WIKIJS_PROGRAM" health check --json identity')
    result = cli("--profile", "work", "me", env={"WIKIJS_URL": "http://127.0.0.1:9", "WIKIJS_API_KEY": "of another wiki"})
    assert result.lines[0] == f"{URL} work "
    assert '"identity":"api key"' in result.out


def test_key_of_the_environment_stays(cli, program):
    program("me", 'echo "$WIKIJS_URL $WIKIJS_API_KEY"')
    assert cli("me").out == f"{URL} {KEY}\n"


def test_key_of_a_flag_is_not_handed_on(cli, program, tmp_path):
    (tmp_path / "key").write_text(KEY)
    program("me", 'echo "[$WIKIJS_API_KEY]"')
    result = cli("--api-key-file", tmp_path / "key", "me", env={"WIKIJS_API_KEY": None})
    assert result.out == "[]\n" and "warning: the key of --api-key-file is not handed on to programs" in result.err


def test_own_commands_come_first(cli, program):
    program("version", "echo mine")
    assert "mine" not in cli("version").out
    assert "\tcommand\t" not in "".join(line for line in cli("plugins", "list").lines if line.startswith("version\t"))


def test_program_in_help(cli, program):
    program("hello", 'echo "help of hello: $*"')
    assert "COMMANDS OF OTHER PROGRAMS\n  hello" in cli("help").out
    assert cli("help", "hello").out == "help of hello: --help\n"
    assert cli("hello", "--help").out == "help of hello: --help\n"
    assert cli("plugins", "list").out.endswith(f"hello\tcommand\t\tfound\t{cli.home}/bin/wikijs-hello\n")
    assert "hello" in cli("__complete", "--", "hel").out


def test_program_is_suggested(cli, program):
    program("greeting", "true")
    result = cli("greting", code=2)
    assert result.err == "wikijs: 'wikijs' has no command 'greting'\ntry: wikijs greeting\n"


@pytest.mark.parametrize("name", ["no-x", "../bin/hello", "Hello"])
def test_what_is_no_program(cli, program, name):
    program("hello", "echo ran")
    program("no-x", "echo ran").chmod(0o644)
    result = cli(name, code=2)
    assert result.out == "" and "has no command" in result.err


def test_folder_of_the_moment_is_not_searched(cli, program, tmp_path):
    file = program("hello", "echo ran")
    shutil.move(file, tmp_path / "wikijs-hello")
    for path in (f".:{CLEAN['PATH']}", f":{CLEAN['PATH']}", CLEAN["PATH"] + ":"):
        assert cli("hello", env={"PATH": path}, cwd=tmp_path, code=2).out == ""


def test_configuration_is_checked_first(cli, program, config):
    config("nonsense: 1\n")
    program("hello", "echo ran")
    assert cli("hello", code=2).out == ""
