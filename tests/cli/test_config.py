# SPDX-License-Identifier: MIT
"""`wikijs config` and `wikijs profile`: the file is changed as little as possible, checked, and set up by questions."""
import os
import stat

import pytest

from conftest import KEY, URL

NOTHING = {"WIKIJS_URL": None, "WIKIJS_API_KEY": None}
EXPIRED = os.environ["WIKIJS_TEST_EXPIRED_KEY"]

FILE = """\
# My wikis

timeout: 2m # slow line

profiles:
  # the first one
  work: { url: "https://a.example", locale: de }
  home:   # at home
    url: https://b.example   # behind the router
    editor: |
      vi

    # end of home
aliases:
  todo: pages list --tag todo
  tags: pages tags
"""


@pytest.fixture
def config(cli):
    """The file of the test's own home; a text puts it there."""
    cli.env.update({"WIKIJS_URL": "", "WIKIJS_API_KEY": ""})
    file = cli.home / ".config" / "wikijs" / "config.yaml"

    def write(text=None, mode=0o600):
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            file.write_text(text)
            file.chmod(mode)
        return file
    return write


def mode_of(file):
    return stat.S_IMODE(file.stat().st_mode)


# --- changing single things ---

@pytest.mark.parametrize("words, old, new", [
    (["set", "timeout", "5"], "timeout: 2m # slow", "timeout: 5 # slow"),
    (["set", "locale", "fr"], "slow line\n", "slow line\nlocale: fr\n"),
    (["set", "locale", "fr", "--profile", "work"], "locale: de }", "locale: fr }"),
    (["set", "timeout", "5", "--profile", "work"], "locale: de }", "locale: de, timeout: 5 }"),
    (["set", "timeout", "5", "--profile", "home"], "      vi\n\n", "      vi\n\n    timeout: 5\n"),
    (["set", "editor", "emacs", "--profile", "home"], "editor: |\n      vi\n\n", "editor: emacs\n"),
    (["set", "url", "https://c.example", "--profile", "new"], "      vi\n\n", "      vi\n\n  new:\n    url: https://c.example\n"),
    (["set", "plugin.stamp", 'a="b": c # d', "--profile", "home"], "      vi\n\n",
     '      vi\n\n    plugin.stamp: "a=\\"b\\": c # d"\n'),
    (["unset", "timeout"], "timeout: 2m # slow line\n", ""),
    (["unset", "locale", "--profile", "work"], ", locale: de", ""),
    (["unset", "url", "--profile", "work"], 'url: "https://a.example", ', ""),
    (["unset", "url", "--profile", "home"], "    url: https://b.example   # behind the router\n", ""),
])
def test_only_what_is_meant_changes(cli, config, words, old, new):
    file = config(FILE)
    cli("config", *words)
    assert file.read_text() == FILE.replace(old, new, 1)
    assert mode_of(file) == 0o600


def test_a_file_is_made(cli, config):
    cli("config", "set", "url", "https://wiki.example.com", "--profile", "work")
    assert config().read_text() == "profiles:\n  work:\n    url: https://wiki.example.com\n"
    assert mode_of(config()) == 0o600 and mode_of(config().parent) == 0o700
    cli("config", "unset", "url", "--profile", "work")
    assert config().read_text() == ""


@pytest.mark.parametrize("text", ["# only a comment", "profiles:\n", "profiles: {}\n", "---\n", "locale: en"])
def test_files_with_little_in_them(cli, config, text):
    file = config(text)
    cli("config", "set", "url", "https://wiki.example.com", "--profile", "work")
    assert cli("config", "get", "url", "--profile", "work").out == "https://wiki.example.com\n"
    assert file.read_text().startswith(text[:7])


@pytest.mark.parametrize("words, message, code", [
    (["set", "timout", "5"], "there is no setting 'timout'; did you mean 'timeout'?", 2),
    (["set", "timeout", "soon"], "'timeout' is a time such as 30, 30s, 500ms or 2m, not 'soon'", 2),
    (["set", "read_only", "maybe"], "option 'read_only' takes true or false, not 'maybe'", 2),
    (["set", "profile", "nowhere"], "there is no profile 'nowhere'", 2),
    (["unset", "timeout", "--profile", "wrk"], "there is no profile 'wrk'", 2),
    (["unset", "locale"], "'locale' is not set", 1),
])
def test_what_is_wrong_is_not_written(cli, config, words, message, code):
    file = config(FILE)
    assert message in cli("config", *words, code=code).err
    assert file.read_text() == FILE


def test_two_keys_exclude_each_other(cli, config):
    file = config("url: https://a.example\napi_key_env: KEY\n")
    assert "exclude each other" in cli("config", "set", "api_key_file", "/x", code=2).err
    assert file.read_text() == "url: https://a.example\napi_key_env: KEY\n"


def test_edit_without_a_terminal_needs_an_editor_of_the_users_choice(cli, config):
    config("url: https://a.example\n")
    assert cli("config", "edit", code=2).err.startswith("wikijs: an editor needs a terminal\ntry: ")


def test_what_only_an_editor_can_change(cli, config):
    text = "profiles:\n  one: &same\n    url: https://a.example\n  two: *same\n"
    file = config(text)
    result = cli("config", "set", "locale", "de", "--profile", "two", code=None)
    assert (result.code == 0) == (cli("config", "get", "locale", "--profile", "two", code=None).out == "de\n")
    assert result.code == 0 or file.read_text() == text


def test_a_link_stays_a_link(cli, config, tmp_path):
    real = tmp_path / "dotfiles.yaml"
    real.write_text("locale: en\n")
    config().symlink_to(real)
    cli("config", "set", "locale", "fr")
    assert config().is_symlink() and real.read_text() == "locale: fr\n"


def test_devices_are_left_alone(cli, config):
    result = cli("config", "set", "locale", "fr", "--config", "/dev/null", code=1)
    assert result.err == "wikijs: /dev/null is no file that could be changed\n"


def test_an_address_that_changes_under_a_key(cli, config):
    config("url: https://a.example\napi_key_env: KEY\n")
    assert "'api_key_env' of the file is now sent to https://b.example" in \
        cli("config", "set", "url", "https://b.example").err


def test_keys_come_in_quietly(cli, config):
    cli("config", "set", "url", URL)
    cli("config", "set", "api_key", "-", stdin=f"{KEY}\n")
    assert cli("config", "get", "api_key").out == "********\n"
    assert cli("config", "get", "api_key", "--show-secrets").out == f"{KEY}\n"
    assert KEY not in cli("config", "list").out + cli("config", "list", "--json").out
    cli("config", "set", "proxy", "http://me:secret@proxy.example:3128")
    assert cli("config", "get", "proxy").out == "http://me:********@proxy.example:3128\n"
    assert "seen by everybody" in cli("config", "set", "api_key", KEY).err
    result = cli.terminal("config", "set", "api_key", typed=[("api_key: ", f"{KEY}\n")])
    assert KEY not in result.out, "it is not shown while it is typed"


def test_list(cli, config):
    config(FILE)
    assert cli("config", "list").lines[:4] == ["\ttimeout\t2m", "work\turl\thttps://a.example", "work\tlocale\tde",
                                               "home\turl\thttps://b.example"]
    assert cli("config", "list", "--json").json[0] == {"profile": None, "key": "timeout", "value": "2m"}
    assert "PROFILE" in cli.terminal("config", "list").out


def test_get_and_path(cli, config):
    file = config(FILE)
    assert cli("config", "path").out == f"{file}\n"
    assert cli("config", "get", "url", "--profile", "home").out == "https://b.example\n"
    assert cli("config", "get", "timeout", "--profile", "home").out == "2m\n"
    assert cli("config", "get", "url", code=1).err == "wikijs: 'url' is not set\n"
    assert cli("config", "get", "url", "--profile", "hom", code=2).err.startswith("wikijs: there is no profile 'hom'")
    cli("profile", "use", "home")
    assert cli("config", "get", "url").out == "https://b.example\n"


# --- validate ---

def test_everything_that_is_wrong_is_told(cli, config):
    file = config(f"""\
timeout: soon
profils: 3
rate_limit: fast
profiles:
  one:
    url: not an address
    api_key_file: /no/such/file
    api_key_env: KEY
    locale: [en]
    read_only: perhaps
    read_only: true
  two:
    api_key_env: KEY
    api_key_comand: pass
  three: yes
aliases:
  empty:
""")
    result = cli("config", "validate", code=2)
    wanted = [(1, "'timeout' is a time such as"), (2, "unknown key 'profils'; did you mean 'profiles'?"),
              (3, "rate"), (6, "is no address of a wiki"), (7, "'api_key_file': /no/such/file: No such file"),
              (8, "exclude each other"), (9, "'locale' takes a single value"), (10, "true or false, not 'perhaps'"),
              (11, "'read_only' is set twice"), (12, "the profile 'two' names no wiki"),
              (13, "'api_key_env' is sent nowhere"), (14, "did you mean 'api_key_command'?"),
              (15, "a profile is a name with settings below it"), (17, "an alias is a name and a command line")]
    lines = result.lines
    assert len(lines) == len(wanted), result.out
    for line, (number, text) in zip(lines, wanted):
        assert line.startswith(f"{file}:{number}: ") and text in line, line
    as_json = cli("config", "validate", "--json", code=2).json
    assert [entry["line"] for entry in as_json] == [number for number, _ in wanted]


@pytest.mark.parametrize("text, problem", [
    (b"url: https://a.example\n\tlocale: de\n", "2: found a tab character that violates indentation"),
    (b"url: https://a.example\n# Gr\xfc\xdfe\nlocale: de\n", "2: invalid leading UTF-8 octet: the file has to be plain UTF-8 text"),
    (b"url: https://a.example\nlocale: \0\n", "2: control characters are not allowed: the file has to be plain UTF-8 text"),
    (b"---\nurl: https://a.example\n---\nlocale: de\n", "4: what stands behind a second '---' is not read"),
    (b"url: https://a.example\nlocale: 'de\n", "3: found unexpected end of stream"),
])
def test_what_is_no_yaml(cli, config, text, problem):
    file = config("")
    file.write_bytes(text)
    line, = cli("config", "validate", code=2).lines
    assert line.startswith(f"{file}:{problem}"), line
    assert line in cli("pages", "list", code=2).err


def test_files_of_other_machines(cli, config):
    """A byte order mark, and Windows' ends of lines, which stay."""
    file = config("")
    file.write_bytes(b"\xef\xbb\xbftimeout: 2m\r\nprofiles:\r\n  work:\r\n    url: https://a.example\r\n")
    cli("config", "set", "locale", "de", "--profile", "work")
    cli("config", "set", "timeout", "5m")
    cli("config", "set", "url", "https://b.example", "--profile", "home")
    cli("config", "unset", "locale", "--profile", "work")
    assert file.read_bytes() == (b"\xef\xbb\xbftimeout: 5m\r\nprofiles:\r\n  work:\r\n    url: https://a.example\r\n"
                                 b"  home:\r\n    url: https://b.example\r\n")


def test_a_file_that_names_itself(cli, config):
    text = "profiles: &all\n  one:\n    url: https://a.example\n  two: *all\n"
    file = config(text)
    cli("config", "set", "locale", "de", "--profile", "new", code=2)
    assert file.read_text() == text
    assert cli("config", "validate", code=2).lines == [
        f"{file}:2: unknown key 'one'", f"{file}:4: unknown key 'two'",
        f"{file}:4: the profile 'two' names no wiki: add 'url'"]


@pytest.mark.parametrize("setting, message", [
    ("retry_backoff: expo", "option 'retry_backoff' does not know 'expo'; the nearest is 'exponential'"),
    ("retry_on: 429, 999", "option 'retry_on' takes HTTP statuses from 400 to 599, not '999'"),
    ("breaker_redis: http://x", "option 'breaker_redis' is no address of a Redis"),
    ("rate_limit_redis: x", "option 'rate_limit_redis' is no address of a Redis"),
    ("cache: mem", "option 'cache' is memory, sqlite, redis or none, not 'mem'"),
    ("cache_redis: x", "option 'cache_redis' is no address of a Redis"),
    ("cache_ttls: 5", "'5' in cache_ttls is not like pages.list=30s"),
    ("cache_ttls: pages.list=30s, pages.lst=1m",
     "'cache_ttls': there is no operation that reads 'pages.lst'; did you mean 'pages.list'?"),
    ("cache_ttls: sit=1h", "'cache_ttls': there is no namespace 'sit'; did you mean 'site'?"),
    ("cache_ttls: pages.create=1h", "'cache_ttls': there is no operation that reads 'pages.create'"),
    ("rate_limit: 10/s, pages.creat=1/s", "'rate_limit': there is no operation 'pages.creat'; did you mean 'pages.create'?"),
    ("rate_limit: page.*=1/s", "'rate_limit': there is no namespace 'page'; did you mean 'pages'?"),
    ("rate_limit: uplod=1/s", "the nearest is 'upload'"),
    ("proxy: gopher://a", "option 'proxy' is no address of a proxy"),
    ('user_agent: "a\\nb"', "option 'user_agent' holds a character that no header may"),
    ("locale: en us", "'locale' is a word such as en or pt-br, not 'en us'"),
    ("metrics_file: /tmp/wikijs.txt", "'metrics_file' has to end in .prom"),
    ("metrics_labels: a b", "'metrics_labels': 'a b' are no labels: write name=\"value\""),
    ("audit_log: /no/such/folder/log", "'audit_log': /no/such/folder/: No such file or directory"),
    ("ca_file: ~/no.pem", "/no.pem: No such file or directory"),
    ("plugins: stamp", "'plugins': there is no plugin 'stamp'"),
    ("plugins: ../stamp", "'plugins': '../stamp' is no name of a plugin"),
    ("plugin.stamp: a=b", "'plugin.stamp': there is no plugin 'stamp'"),
    ("aliases: {pages: watch}", "alias 'pages': 'pages' is a command of the program"),
    ("aliases: {a b: watch}", "alias 'a b': 'a b' cannot be the name of an alias"),
    ("aliases: {todo: pages lst}", "alias 'todo': 'wikijs pages' has no command 'lst'"),
    ("aliases: {todo: \"pages 'list\"}", "alias 'todo': a quote is not closed"),
])
def test_every_value_is_checked(cli, config, setting, message):
    file = config(f"url: {URL}\n{setting}\n")
    line, = cli("config", "validate", code=2).lines
    assert line.startswith(f"{file}:2: ") and message in line, line


@pytest.mark.parametrize("setting", [
    "cache_ttls: pages.list=30s, site=1h, search=0", "rate_limit: 10/s, upload=1/s, pages.*=5/s, pages.create=30/min",
    "cache: sqlite", "cache: redis", "proxy: ''", "proxy: socks5h://localhost:1080", "locale: pt-br",
    "metrics_file: ~/wikijs.prom", "metrics_labels: 'wiki=\"docs\"'", "audit_log: ~/audit.log", "timeout: 1h",
    "aliases: {todo: '!echo $1', count: pages list --tag $1}",
])
def test_values_that_are_right(cli, config, setting):
    config(f"url: {URL}\n{setting}\n")
    assert cli("config", "validate").out == ""
    assert sorted(entry.name for entry in cli.home.iterdir()) == [".config"], "looking makes no file"


def test_plugins_that_are_there(cli, config, plugin_folder):
    """One that is not used for the time being may keep its settings; a mistyped one has none."""
    config(f"url: {URL}\nplugins: stamp\nplugin.stamp: tenant=acme\nplugin.maintenance: window=22:00-23:30\n")
    assert cli("config", "validate").out == ""
    file = config(f"url: {URL}\nplugins: stamp\nprofiles:\n  one:\n    plugin.stmp: tenant=acme\n    plugins: stam\n")
    assert cli("config", "validate", code=2).lines == [
        f"{file}:5: 'plugin.stmp': there is no plugin 'stmp'; did you mean 'stamp'?",
        f"{file}:6: 'plugins': there is no plugin 'stam'; did you mean 'stamp'?"]


def test_every_value_of_a_webhook_is_checked(cli, config):
    (cli.home / "secret").write_text("a secret of good size\n")
    (cli.home / "secret").chmod(0o600)
    (cli.home / "short").write_text("short\n")
    (cli.home / "short").chmod(0o600)
    file = config("""\
url: https://a.example
webhooks:
  right:
    url: https://ci.example.com/hook
    secret_file: ~/secret
    secret_env: NOT_SET_HERE
    github: true
    events: page.*, asset.deleted
    rate: 100/min
    timeout: 30s
    retry_for: 72h
    max_in_flight: 8
  wrong:
    url: ftp://ci.example.com
    secret_file: ~/secret, ~/none
    github: yes
    events: page.*, page.update
    rate: often
    timeout: soon
    retry_for: -1h
    max_in_flight: 65
    in_local: en
  short:
    url: https://ci.example.com:99999
    secret_file: ~/short
    max_in_flight: some
""")
    wanted = [(14, "its address does not begin with https:// or http://"),
              (15, f"'secret_file' names '{cli.home}/none', which cannot be read: No such file or directory"),
              (16, "'github' takes true or false, not 'yes'"),
              (17, "there is no event 'page.update'; the nearest is 'page.updated'"),
              (18, "its rate: 'often' is no rate: it must look like 10/s"),
              (19, "'timeout' takes a time such as 10s, 5m or 72h, not 'soon'"),
              (20, "'retry_for' takes a time such as 10s, 5m or 72h, not '-1h'"),
              (21, "at most 64 requests can be under way"),
              (22, "a webhook has no 'in_local'; did you mean 'in_locale'?"),
              (24, "its address cannot be used"), (25, "secret"), (26, "'max_in_flight' takes a number, not 'some'")]
    lines = cli("config", "validate", code=2).lines
    assert len(lines) == len(wanted), lines
    for line, (number, text) in zip(lines, wanted):
        assert line.startswith(f"{file}:{number}: ") and text in line, line


def test_names_that_are_there_twice(cli, config):
    file = config(f"""\
url: {URL}
profiles:
  one: {{ url: '{URL}' }}
  one: {{ url: '{URL}' }}
aliases:
  todo: pages list
  todo: pages tree
webhooks:
  hook: {{ url: 'https://a.example' }}
  hook: {{ url: 'https://b.example' }}
""")
    assert cli("config", "validate", code=2).lines == [
        f"{file}:4: the profile 'one' is there twice", f"{file}:7: the alias 'todo' is there twice",
        f"{file}:10: the webhook 'hook' is there twice"]


def test_keys_that_are_no_use(cli, config):
    config(f"url: {URL}\napi_key: {EXPIRED}\n", mode=0o644)
    out = cli("config", "validate", code=2).out
    assert "can read; run: chmod 600" in out and "the API key has expired" in out and EXPIRED not in out


def test_a_file_that_is_right(cli, config):
    file = config(FILE)
    result = cli("config", "validate")
    assert (result.out, result.err) == ("", f"{file}: nothing is wrong\n")


def test_online(cli, config):
    config(f"profiles:\n  good: {{ url: '{URL}', api_key: '{KEY}' }}\n  dead: {{ url: 'http://127.0.0.1:9' }}\n")
    result = cli("config", "validate", "--online", code=1)
    assert result.out == f"good\t{URL}: api key of Administrator\n"
    assert "dead: wikijs: " in result.err and "dead: try: " in result.err
    config(f"url: {URL}\n")
    assert cli("config", "validate", "--online").out.startswith(f"{URL}: guest")


def test_a_dry_run_does_not_say_that_it_did(cli, config):
    file = config(FILE)
    for words, said in ((["config", "set", "locale", "fr"], "would set locale\n"),
                        (["config", "unset", "locale", "--profile", "work"], "would remove profiles.work.locale\n"),
                        (["alias", "set", "x", "pages list"], "would set aliases.x\n"),
                        (["alias", "delete", "todo"], "would remove aliases.todo\n"),
                        (["profile", "use", "work"], "would set profile\n"),
                        (["profile", "remove", "work"], "would remove profiles.work\n"),
                        (["profile", "add", "more", "--url", URL, "--offline"], "would set profiles.more.url\n")):
        result = cli(*words, "--dry-run")
        assert (result.out, result.err) == (said, "")
    assert file.read_text() == FILE


# --- edit ---

def editor(cli, script):
    program = cli.home / "editor.sh"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return {"WIKIJS_EDITOR": str(program)}


def test_edit(cli, config):
    file = config(FILE)
    cli("config", "edit", env=editor(cli, 'sed -i s/2m/9m/ "$1"'))
    assert file.read_text() == FILE.replace("2m", "9m") and mode_of(file) == 0o600
    assert "nothing was changed" in cli("config", "edit", env=editor(cli, "true")).err
    assert [entry.name for entry in file.parent.iterdir()] == ["config.yaml"]


def test_edit_refuses_what_is_wrong(cli, config):
    file = config(FILE)
    result = cli("config", "edit", env=editor(cli, 'echo "timout: 3" >> "$1"'), code=1)
    assert "unknown key 'timout'; did you mean 'timeout'?" in result.err and "your text is in " in result.err
    assert file.read_text() == FILE


def test_edit_goes_on_with_what_was_refused(cli, config):
    file = config(FILE)
    copy = file.with_name("config.yaml.edit.yaml")
    cli("config", "edit", env=editor(cli, 'echo "timout: 3" >> "$1"'), code=1)
    cli("config", "edit", env=editor(cli, "exit 1"), code=1)
    assert copy.read_text() == FILE + "timout: 3\n"
    result = cli("config", "edit", env=editor(cli, 'sed -i "s/timout.*/# mine/" "$1"'))
    assert result.err == f"this goes on with what you typed earlier; to begin anew, delete {copy}\n"
    assert file.read_text() == FILE + "# mine\n" and not copy.exists()


def refuse(cli, file, then="locale: fr\n"):
    """An edit that is refused, after which somebody else changes the file."""
    cli("config", "edit", env=editor(cli, 'echo "timout: 3" >> "$1"'), code=1)
    file.write_text(then)


def test_edit_does_not_go_over_a_file_that_was_changed_since(cli, config):
    file = config(FILE)
    copy = file.with_name("config.yaml.edit.yaml")
    refuse(cli, file)
    result = cli("config", "edit", env=editor(cli, "echo 'locale: de' > \"$1\""), code=5)
    assert result.err == (f"wikijs: {file} was changed after you typed what is in {copy}\n"
                          "try: take over by hand what you want of it, and delete it\n")
    assert file.read_text() == "locale: fr\n" and copy.read_text() == FILE + "timout: 3\n"


def test_edit_offers_the_file_that_was_changed_since(cli, config):
    file = config(FILE)
    refuse(cli, file)
    question = "Edit the [n]ew file, or your [e]arlier text"
    result = cli.terminal("config", "edit", env=editor(cli, 'echo "# mine" >> "$1"'),
                          typed=[(question, "x\n"), (question, "n\n")])
    assert "was changed after what you typed earlier" in result.out and "your earlier text is in " in result.out
    assert file.read_text() == "locale: fr\n# mine\n"
    aside = file.with_name("config.yaml.earlier.yaml")
    assert aside.read_text() == FILE + "timout: 3\n" and mode_of(aside) == 0o600
    assert sorted(entry.name for entry in file.parent.iterdir()) == ["config.yaml", "config.yaml.earlier.yaml"]


def test_edit_goes_on_with_the_earlier_text_when_told_to(cli, config):
    file = config(FILE)
    refuse(cli, file)
    cli.terminal("config", "edit", env=editor(cli, "exit 1"), typed=[("[n]ew file", "e\n")], code=1)
    cli("config", "edit", env=editor(cli, 'sed -i /timout/d "$1"; echo "# mine" >> "$1"'))  # not asked again
    assert file.read_text() == FILE + "# mine\n"


def test_edit_of_which_nothing_came_stands_in_no_way(cli, config):
    """A copy that was left by a kill, without a word typed into it."""
    file = config(FILE)
    cli("config", "edit", env=editor(cli, "kill -9 $PPID"), code=None)
    file.write_text("locale: fr\n")
    assert cli("config", "edit", env=editor(cli, 'echo "# mine" >> "$1"')).err == ""
    assert file.read_text() == "locale: fr\n# mine\n"


def test_edit_again(cli, config):
    file = config(FILE)
    script = 'grep -q timout "$1" && sed -i /timout/d "$1" || echo "timout: 3" >> "$1"'
    cli.terminal("config", "edit", env=editor(cli, script), typed=[("Edit again?", "y\n")])
    assert file.read_text() == FILE


def test_edit_and_somebody_else(cli, config):
    file = config(FILE)
    result = cli("config", "edit", env=editor(cli, f'echo "locale: fr" > {file}; echo "# mine" >> "$1"'), code=1)
    assert "was changed meanwhile" in result.err and file.read_text() == "locale: fr\n"
    cli("config", "edit", env=editor(cli, "true"), code=5)  # nor does the next one go over it
    assert file.read_text() == "locale: fr\n"


# --- init ---

def test_init_asks(cli, config):
    result = cli.terminal("config", "init", typed=[
        ("Address of the wiki: ", "127.0.0.1:9\n"), ("connect to server", f"{URL}/\n"),
        ("Choice [1]: ", "\n"), ("API key: ", f"{EXPIRED}\n"), ("Another API key: ", f"{KEY}\n"),
        ("Locale of the pages [en]: ", "xx\n"), ("has no locale 'xx', only: en, fr", "fr\n")])
    assert config().read_text() == f"url: {URL}\napi_key: {KEY}\nlocale: fr\n" and mode_of(config()) == 0o600
    assert KEY not in result.out and "try: wikijs pages list" in result.out
    assert cli("pages", "list", "--limit", "1").out


def test_init_adds_a_profile_to_a_file(cli, config):
    config(f"url: {URL}\n")
    cli.terminal("config", "init", typed=[
        ("Address of the wiki: ", f"{URL}\n"), ("Choice [1]: ", "3\n"), ("Locale of the pages [en]: ", "\n"),
        ("Name of the profile: ", "\n"), ("it needs a name", "guest\n"), ("when no profile is named?", "y\n")])
    assert config().read_text() == f"url: {URL}\nprofile: guest\nprofiles:\n  guest:\n    url: {URL}\n"


def test_init_logs_in(cli, config, logins):
    cli.terminal("config", "init", typed=[
        ("Address of the wiki: ", f"{URL}\n"), ("Choice [1]: ", "2\n"), ("Locale of the pages [en]: ", "\n"),
        ("Email: ", f"{os.environ['WIKIJS_TEST_EMAIL']}\n"), ("Password: ", f"{os.environ['WIKIJS_TEST_PASSWORD']}\n")])
    assert cli("health", "check", "--json", "identity").json == {"identity": "user"}


def test_init_can_be_left(cli, config):
    assert cli.terminal("config", "init", typed=[("Address of the wiki: ", "\x03")], code=130)
    said = cli.terminal("config", "init", typed=[("Address of the wiki: ", "\x04")], code=1)
    assert "\nwikijs: nothing was written" in said.out
    assert not config().exists()


def test_init_without_a_terminal(cli, config):
    assert "try: --url" in cli("config", "init", code=2).err
    key = cli.home / "key"
    key.write_text(KEY)
    cli("config", "init", "--url", URL, "--api-key-file", "~/key")
    assert config().read_text() == f'url: {URL}\napi_key_file: "~/key"\n'
    assert "--profile <name>" in cli("config", "init", "--url", URL, code=2).err
    cli("config", "init", "--url", URL, "--profile", "two", "--api-key-stdin", stdin=KEY)
    assert cli("--profile", "two", "health", "check", "--json", "identity").json == {"identity": "api key"}


@pytest.mark.parametrize("words, stdin, message", [
    (["--url", "http://127.0.0.1:9"], "", "connect to server"),
    (["--url", "ftp://a.example"], "", "is no address of a wiki"),
    (["--url", URL, "--api-key-stdin"], EXPIRED, "expired"),
    (["--url", URL, "--locale", "xx"], "", "only: en, fr"),
])
def test_init_writes_nothing_that_is_wrong(cli, config, words, stdin, message):
    assert message in cli("config", "init", *words, stdin=stdin, code=None).err
    assert not config().exists()
    if "ftp" not in str(words):
        cli("config", "init", *words, "--offline", stdin=stdin)
        assert config().exists()


# --- profiles ---

def test_profiles(cli, config):
    cli("profile", "add", "one", "--url", URL, "--api-key-stdin", stdin=KEY)
    cli("profile", "add", "two", "--url", URL)
    assert cli("profile", "list").lines == [f"*\tone\t{URL}\tapi_key", f"\ttwo\t{URL}\t"]
    cli("profile", "use", "two")
    assert cli("health", "check", "--json", "identity").json == {"identity": "guest"}
    assert "did you mean 'two'?" in cli("profile", "use", "tow", code=2).err
    assert "there is a profile 'two'" in cli("profile", "add", "two", "--url", URL, code=5).err
    assert "needs --yes" in cli("profile", "remove", "two", code=2).err
    assert "'two' was in use" in cli("profile", "remove", "--yes", "two").err
    assert cli("profile", "list").lines == [f"\tone\t{URL}\tapi_key"]
    cli("profile", "remove", "--yes", "one")
    assert config().read_text() == "" and cli.terminal("profile", "list").out == "no profiles\n"
