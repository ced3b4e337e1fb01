# SPDX-License-Identifier: MIT
"""wikijs cache, and what --no-cache does."""
import pathlib
import stat

import pytest

SQLITE = ("--set", "cache=sqlite")


def test_off_says_how_to_turn_it_on(cli):
    for words in (["stats"], ["clear"], ["delete", "docs/intro"], ["delete", "--tag", "pages"]):
        assert cli("cache", *words, code=1).err.splitlines() == [
            "wikijs: this client has no cache: option 'cache' turns it on",
            "try: --set cache=sqlite, or put 'cache: sqlite' into the configuration file"]


def test_stats(cli):
    stats = cli("--set", "cache=memory", "cache", "stats", "--json").json
    assert stats == dict.fromkeys(("entries", "bytes", "hits", "misses", "stores", "evictions", "drops", "errors"), 0)
    assert cli("--set", "cache=memory", "cache", "stats").lines[0] == "entries\t0"
    assert "answers that are kept" in cli.terminal("--set", "cache=memory", "cache", "stats").out


def test_delete_and_clear(cli):
    cli("--set", "cache=memory", "cache", "delete", "17", "docs/intro", "de:docs/intro", "--tag", "tree")
    cli("--set", "cache=memory", "cache", "delete", "-", stdin="17\tx\ndocs/intro\n")
    assert cli("--set", "cache=memory", "cache", "clear").err == "the cache is empty\n"
    assert cli("--set", "cache=memory", "cache", "clear", "--all", "--quiet").err == ""


@pytest.mark.parametrize("setting, told", [
    ("cache=memroy", "option 'cache' is memory, sqlite, redis or none, not 'memroy'"),
    ("cache_ttls=pages.list", "'pages.list' in cache_ttls is not like pages.list=30s"),
    ("cache_ttl_ms=0", "option 'cache_ttl_ms' takes a number from 1"),
])
def test_wrong_settings(cli, setting, told):
    assert told in cli("--set", "cache=memory", "--set", setting, "cache", "clear", code=2).err


def test_nothing_to_delete(cli):
    assert "name a page, or a tag with --tag" in cli("--set", "cache=memory", "cache", "delete", code=2).err


def test_runs_share_a_folder(cli):
    sent = lambda result: result.err.count("pages.single")
    assert sent(cli(*SQLITE, "--verbose", "pages", "get", "1")) > 0
    assert sent(cli(*SQLITE, "--verbose", "pages", "get", "1")) == 0
    assert sent(cli(*SQLITE, "--verbose", "--no-cache", "pages", "get", "1")) > 0
    assert cli(*SQLITE, "cache", "stats", "--json").json["entries"] > 0
    cli(*SQLITE, "cache", "delete", "1")
    assert sent(cli(*SQLITE, "--verbose", "pages", "get", "1")) > 0
    cli(*SQLITE, "cache", "clear")
    assert cli(*SQLITE, "cache", "stats", "--json").json["entries"] == 0
    folder = cli.home / ".cache" / "wikijs"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("env, words, place", [
    ({"XDG_CACHE_HOME": "{home}/xdg"}, (), "xdg/wikijs"),
    ({"XDG_CACHE_HOME": "relative"}, (), ".cache/wikijs"),
    ({}, ("--set", "cache_dir=~/mine"), "mine"),
])
def test_folder_of_the_cache(cli, env, words, place):
    cli(*SQLITE, *words, "pages", "get", "1", env={name: value.format(home=cli.home) for name, value in env.items()})
    assert (cli.home / place / "marks").is_file()


def test_folder_from_the_configuration(cli):
    config = cli.home / ".config" / "wikijs" / "config.yaml"
    config.parent.mkdir(parents=True)
    config.write_text("cache: sqlite\ncache_dir: ~/here\ncache_ttls: pages=1h\n")
    cli("pages", "get", "1")
    assert (cli.home / "here" / "marks").is_file()


def test_cache_that_fails_is_told_of_once(cli):
    place = pathlib.Path(cli.home / "file")
    place.write_text("")
    result = cli(*SQLITE, "--set", f"cache_dir={place}", "pages", "get", "1")
    assert result.err.count("the cache fails") == 1 and f"'{place}' is no folder" in result.err
    assert "no home" not in result.err and result.out


def test_without_a_home(cli):
    assert "set 'cache_dir'" in cli(*SQLITE, "pages", "get", "1", env={"HOME": None}, code=2).err


def test_redis(cli):
    url = "redis://:geheim@127.0.0.1:1"
    for words, env in ([("--set", f"cache_redis={url}"), {}], [(), {"WIKIJS_REDIS_URL": url}]):
        result = cli("--set", "cache=redis", *words, "pages", "get", "1", env=env)
        assert result.out and result.err.count("the cache fails") == 1 and "Redis at 127.0.0.1:1: " in result.err
        assert "geheim" not in result.err
    assert "set 'cache_redis'" in cli("--set", "cache=redis", "pages", "get", "1", code=2).err
    assert "it must look like" in cli("--set", "cache=redis", "--set", "cache_redis=nonsense", "pages", "get", "1", code=2).err


def test_password_of_redis_is_not_shown(cli):
    cli("config", "set", "cache_redis", "redis://:geheim@127.0.0.1:6379/1")
    shown = cli("config", "list").out
    assert "127.0.0.1:6379/1" in shown and "geheim" not in shown


def test_shared_circuit_breaker_without_its_redis(cli):
    result = cli("--set", "breaker_failures=3", "--set", "breaker_redis=redis://:geheim@127.0.0.1:1", "pages", "get", "1")
    assert result.out and result.err.count("the shared circuit breaker fails, this program goes by its own") == 1
    assert "geheim" not in result.err


def test_shared_rate_limit_without_its_redis(cli):
    result = cli("--rate", "100/s", "--set", "rate_limit_redis=redis://127.0.0.1:1", "pages", "get", "1")
    assert result.out and result.err.count("the shared rate limit fails, this program keeps to its share") == 1
