# SPDX-License-Identifier: MIT
"""Settings of the site, its look, its locales, search engines and renderers."""
import pytest


def test_some_settings(cli):
    before = cli("site", "get", "--json", "title,company,robots,featurePageRatings,uploadMaxFiles").json
    cli("site", "set", "company=Example & Co", "robots=noindex, nofollow", "featurePageRatings=false", "uploadMaxFiles=7")
    after = cli("site", "get", "--json", "title,company,robots,featurePageRatings,uploadMaxFiles").json
    cli("site", "set", f"company={before['company']}", "robots=index,follow", "featurePageRatings=true",
        f"uploadMaxFiles={before['uploadMaxFiles']}")
    assert after == {"title": before["title"], "company": "Example & Co", "robots": ["noindex", "nofollow"],
                     "featurePageRatings": False, "uploadMaxFiles": 7}
    assert cli("site", "get", "--json", "title,company,robots,featurePageRatings,uploadMaxFiles").json == before


def test_a_value_from_a_file(cli, tmp_path):
    (tmp_path / "footer").write_text("*Our* footer\n")
    cli("site", "set", f"footerOverride=@{tmp_path}/footer")
    assert cli("site", "get", "--json", "footerOverride", "--jq", ".footerOverride").out == "*Our* footer\n"
    cli("site", "set", "footerOverride=")
    assert cli("site", "get", "--json", "footerOverride").json == {"footerOverride": ""}


@pytest.mark.parametrize("word, message", [
    ("titel=x", "there is no setting 'titel'; did you mean 'title'?"),
    ("title", "'title' is not <setting>=<value>"),
    ("featurePageRatings=maybe", "'featurePageRatings' is true or false, not 'maybe'"),
    ("uploadMaxFiles=many", "'uploadMaxFiles' is a number from 1 to 2147483647, not 'many'"),
    ("authJwtExpiration=long", "authJwtExpiration 'long' is no time span such as 30m or 14d"),
    ("host=wiki", "host 'wiki' does not begin with http:// or https://"),
])
def test_mistakes_send_nothing(cli, requests, word, message):
    assert message in cli("site", "set", word, code=2).err
    assert requests() == []


def test_look(cli, tmp_path):
    (tmp_path / "css").write_text("a { color: red }")
    cli("theme", "set", "--css-file", tmp_path / "css", "--toc", "off")
    cli("theme", "set", "--dark")
    look = cli("theme", "get", "--json", "darkMode,tocPosition,injectCSS,iconset").json
    cli("theme", "set", "--light", "--toc", "left", "--css-file", "/dev/null")
    assert look == {"darkMode": True, "tocPosition": "off", "injectCSS": "a {\n  color: red\n}", "iconset": "mdi"}
    assert cli("theme", "get", "--json", "darkMode,injectCSS").json == {"darkMode": False, "injectCSS": ""}
    assert cli("theme", "list").out == "default\tDefault\trequarks.io\n"
    assert "nothing to change" in cli("theme", "set", code=2).err
    assert cli("theme", "set", "--theme", "dark", code=3).err == "wikijs: there is no theme 'dark'; there are: default\n"
    cli("theme", "set", "--theme", "default")


def test_locales(cli):
    assert "en" in cli("locales", "list", "--json", "code,isInstalled", "--jq", ".[]|select(.isInstalled).code").lines
    cli("locales", "set", "--no-auto-update")
    assert cli("locales", "config", "--json", "locale,autoUpdate").json == {"locale": "en", "autoUpdate": False}
    cli("locales", "set", "--auto-update")
    assert "'xx' is not installed" in cli("locales", "set", "--namespace", "xx", code=3).err
    assert "was not installed, although the server says so" in cli("locales", "download", "de", code=6).err


def value(cli, noun, verb, key, setting):
    return cli(noun, verb, "--json", "key,config", "--jq",
               f'.[]|select(.key=="{key}").config[]|select(.key=="{setting}").value|fromjson.value').out.strip()


def test_search_engines(cli):
    cli("search", "set", "postgres", "--enable", "dictLanguage=german")
    enabled = cli("search", "list", "--json", "key,isEnabled", "--jq", ".[]|select(.isEnabled).key").out
    language = value(cli, "search", "list", "postgres", "dictLanguage")
    cli("search", "set", "db", "--enable")
    cli("search", "set", "postgres", "dictLanguage=english")
    assert (enabled, language) == ("postgres\n", "german")
    assert cli("search", "rebuild").err == "the search index was rebuilt\n"
    assert "not available" in cli("search", "set", "solr", "--enable", code=1).err
    assert "there are: algolia" in cli("search", "set", "elastic", "--enable", code=3).err
    assert "has to be in use" in cli("search", "set", "db", "--disable", code=1).err


@pytest.mark.parametrize("words, setting, unknown", [
    (("search", "get"), ("postgres", "dictLanguage", "english"), "search engine"),
    (("analytics", "get"), ("matomo", "siteId", "1"), "analytics provider"),
    (("rendering", "get"), ("markdownCore", "quotes", "English"), "renderer"),
    (("comments", "get-provider"), ("default", "minDelay", "30"), "comment provider"),
])
def test_modules_are_shown_with_their_settings(cli, words, setting, unknown):
    lines = [line.split("\t") for line in cli(*words, setting[0]).lines]
    assert list(setting) in lines
    result = cli(*words, "nope", code=3)
    assert f"there is no {unknown} 'nope'\ntry: wikijs {words[0]} " in result.err


@pytest.mark.parametrize("words", [("search", "set", "postgres"), ("analytics", "set", "google"), ("rendering", "set", "markdownCore"),
                                   ("comments", "set-provider", "default"), ("storage", "set", "disk")])
def test_a_setting_that_there_is_not_is_wrong_usage(cli, words):
    assert "has no setting 'nope'; there are: " in cli(*words, "nope=1", code=2).err


def test_a_secret_from_standard_input(cli):
    cli("search", "set", "algolia", "apiKey=@-", stdin="secret\n")
    assert value(cli, "search", "list", "algolia", "apiKey") == "secret"
    cli("search", "set", "algolia", "apiKey=")


def test_renderers(cli):
    cli("rendering", "set", "markdownCore", "linkify=false")
    assert value(cli, "rendering", "list", "markdownCore", "linkify") == "false"
    assert value(cli, "rendering", "list", "markdownCore", "linebreaks") == "true"
    cli("rendering", "set", "markdownCore", "linkify=true")
    assert "has to be a boolean" in cli("rendering", "set", "markdownCore", "linkify=1", code=2).err
