# SPDX-License-Identifier: MIT
"""The server itself: information, flags, export, storage, mail, analytics, logging."""
import pytest


def test_information(cli):
    assert cli("system", "info", "--json", "currentVersion", "--jq", ".currentVersion").out.startswith("2.5.")
    assert "pandoc" in cli("system", "extensions").out
    assert cli("system", "telemetry").out.split()[0] in ("enabled", "disabled")


def test_flags(cli):
    assert cli("system", "flags", "sqllog=true").err == "sqllog is on\n"
    assert "sqllog\ttrue" in cli("system", "flags").out
    assert cli("system", "flags", "sqllog=false").err == "sqllog is off\n"
    assert cli("system", "flags", "--json", "key,value", "--jq", '.[]|select(.key=="sqllog").value').out == "false\n"
    assert "'sqllog' is not <flag>=true" in cli("system", "flags", "sqllog", code=2).err
    cli("system", "flags", "nonsense=true", code=3)


def test_no_flag_is_changed_when_one_is_mistyped(cli, requests):
    assert "'sqllog' is not <flag>=true" in cli("system", "flags", "ldapdebug=true", "sqllog", code=2).err
    assert requests() == []


def test_maintenance(cli, page):
    number, _ = page()
    cli("pages", "update", number, "--title", "another title")
    assert cli("system", "rebuild-tree").err == "the page tree was rebuilt\n"
    assert cli("system", "flush-cache").err == "the server's cache of pages was emptied\n"
    assert "needs --yes" in cli("system", "purge-history", "1y", code=2).err
    assert "'soon' is not a duration" in cli("system", "purge-history", "--yes", "soon", code=2).err
    assert cli("system", "purge-history", "--yes", "1y").err == "versions older than P1Y were deleted\n"
    assert len(cli("pages", "history", number).lines) == 1
    for age, sent in ("12h", "PT12H"), ("6m", "P6M"), ("P1Y6M", "P1Y6M"):
        assert cli("--dry-run", "system", "purge-history", age).out == f'pages.purgeHistory\t{{"olderThan":"{sent}"}}\n'
    assert "nothing was changed" in cli.terminal("system", "purge-history", "1y", typed=[("[y/N]", "n\n")], code=1).out


def test_pages_of_a_locale_are_moved_to_another(cli, page):
    number, path = page()
    assert "needs --yes" in cli("locales", "migrate", "en", "fr", code=2).err
    assert "is installed: wikijs locales list" in cli("locales", "migrate", "--yes", "en", "xx", code=1).err
    assert cli("locales", "migrate", "--yes", "de", "fr").err == "moved 0 pages from de to fr\n"
    moved = cli("locales", "migrate", "--yes", "en", "fr").err
    try:
        assert moved.startswith("moved ") and cli("pages", "get", f"fr:{path}", "--json", "id").json["id"] == number
    finally:
        cli("locales", "migrate", "--yes", "fr", "en")


def test_a_tag_is_renamed_and_deleted(cli, page):
    number, path = page()
    cli("pages", "update", number, "--add-tag", "mistyped")
    assert cli("pages", "tag", "rename", "mistyped", "typed").err == "'mistyped' is now 'typed'\n"
    assert cli("pages", "list", "--tag", "typed", "--json", "path", "--jq", ".[].path").out == f"{path}\n"
    assert "there is no tag 'mistyped'\ntry: wikijs pages tags" in cli("pages", "tag", "rename", "mistyped", "x", code=3).err
    assert "pages tag add" in cli("pages", "tag", "rename", "typed", "docs", code=5).err
    assert "needs --yes" in cli("pages", "tag", "delete", "typed", code=2).err
    assert cli("pages", "tag", "delete", "--yes", "typed").err == "deleted tag 'typed'\n"
    assert cli("pages", "list", "--tag", "typed").out == ""


def test_export(cli, tmp_path):
    done = cli("system", "export", tmp_path / "out", "-e", "pages", "--json", "status,progress")
    assert done.json == {"status": "success", "progress": 100}
    assert "'recipes' cannot be exported" in cli("system", "export", tmp_path / "out2", "-e", "recipes", code=2).err


def test_storage(cli):
    assert "'5 minutes' is not a duration" in cli("storage", "set", "git", "--interval", "5 minutes", code=2).err
    cli("storage", "set", "disk", "--enable", "path=/tmp/wiki-copy")
    assert cli("storage", "list", "--json", "key,isEnabled", "--jq",
               '.[]|select(.key=="disk").isEnabled').out == "true\n"
    assert "disk" in cli("storage", "status").out
    assert "was told to dump" in cli("storage", "run", "disk", "dump").err
    cli("storage", "set", "disk", "--disable")
    assert "not in use" in cli("storage", "run", "disk", "dump", code=1).err
    assert "needs --yes" in cli("storage", "run", "git", "purge", code=2).err
    assert "not in use" in cli("storage", "run", "git", "importAll", "--yes", code=1).err
    assert "'tape'" in cli("storage", "set", "tape", "--enable", code=3).err


def test_storage_settings(cli):
    cli("storage", "set", "s3", "bucket=a\"b\\c", "secretAccessKey=t0psecret")
    try:
        lines = cli("storage", "get", "s3").lines
        assert "s3\tbucket\ta\"b\\c" in lines and "s3\tsecretAccessKey\t********" in lines
        table = cli("storage", "get", "s3", "--format", "table").out
        assert "SETTING" in table and "Amazon S3" in table and "t0psecret" not in table
        shown = cli.terminal("storage", "get", "s3").out
        assert "********" in shown and "t0psecret" not in shown
    finally:
        cli("storage", "set", "s3", "bucket=", "secretAccessKey=")
    assert "s3\tsecretAccessKey\t" in cli("storage", "get", "s3").lines


def test_storage_of_many(cli):
    both = cli("storage", "get", "-", "--json", "key", "--jq", ".[].key", stdin="disk\ngit\n")
    assert both.lines == ["disk", "git"]
    assert cli("storage", "get", "git", "--json", "key").json == {"key": "git"}
    some = cli("storage", "get", "disk", "tape", "--json", "key", code=1)
    assert some.json == [{"key": "disk"}] and "there is no storage target 'tape'" in some.err
    cli("storage", "get", "tape", code=3)


@pytest.mark.parametrize("words, kind", [
    (("storage", "set", "sftp", "port=abc"), "number"),
    (("storage", "set", "sftp", "port=nan"), "number"),
    (("storage", "set", "disk", "createDailyBackups=maybe"), "boolean"),
    (("logging", "set", "papertrail", "port=abc"), "number"),
])
def test_a_setting_has_a_type(cli, words, kind):
    assert f"the value has to be a {kind}" in cli(*words, code=2).err


def test_a_text_that_looks_like_a_number(cli):
    """The server declares Matomo's site id a text, though its default is the number 1."""
    cli("analytics", "set", "matomo", "siteId=7")
    jq = '.[]|select(.key=="matomo").config[]|select(.key=="siteId").value'
    shown = cli("analytics", "list", "--json", "key,config", "--jq", jq).out
    cli("analytics", "set", "matomo", "siteId=1")
    assert '"value":"7"' in shown


def test_logger_settings(cli):
    cli("logging", "set", "loggly", "token=t0psecret", "subdomain=here")
    try:
        assert cli("logging", "get", "loggly").lines == ["loggly\tsubdomain\there", "loggly\ttoken\t********"]
        whole = cli("logging", "get", "loggly", "--json", "key,config")
        assert whole.json == {"key": "loggly", "config": "***"}
    finally:
        cli("logging", "set", "loggly", "token=", "subdomain=")


def test_mail(cli, tmp_path):
    (tmp_path / "secret").write_text("s3cret\n")
    cli("mail", "set", "host=smtp.example.com", "port=2525", "secure=false", f"pass=@{tmp_path}/secret")
    shown = cli("mail", "get", "--json", "host,port,secure,pass").json
    assert (shown["host"], shown["port"], shown["secure"]) == ("smtp.example.com", 2525, False)
    assert "s3cret" not in cli("mail", "get").out + str(shown)
    cli("mail", "set", "host=", "pass=", "port=465", "secure=true")
    cli("mail", "test", "me@example.com", code=1)


@pytest.mark.parametrize("word, message", [
    ("hots=x", "there is no setting 'hots'; did you mean 'host'?"),
    ("host", "'host' is not <setting>=<value>"),
    ("port=99999", "'port' is a number from 1 to 65535, not '99999'"),
    ("secure=maybe", "'secure' is true or false, not 'maybe'"),
])
def test_mistakes_send_nothing(cli, requests, word, message):
    assert message in cli("mail", "set", word, code=2).err
    assert requests() == []


def test_analytics_and_loggers(cli):
    cli("analytics", "set", "plausible", "--enable", "domain=example.com")
    assert cli("analytics", "list", "--json", "key,isEnabled", "--jq",
               '.[]|select(.key=="plausible").isEnabled').out == "true\n"
    cli("analytics", "set", "plausible", "--disable")
    cli("logging", "set", "loggly", "--level", "error")
    assert cli("logging", "list", "--json", "key,level", "--jq", '.[]|select(.key=="loggly").level').out == "error\n"
    assert "nothing to change" in cli("logging", "set", "loggly", code=2).err
    cli("logging", "set", "nix", "--level", "error", code=3)
