# SPDX-License-Identifier: MIT
"""Completion: what `__complete` answers, and that bash does with it what it should."""
import shutil
import subprocess
import time

import pytest

from conftest import WIKIJS


def values(result):
    return [line.split("\t")[0] for line in result.lines]


@pytest.mark.parametrize("words, expected", [
    (["pa"], ["pages"]),
    (["pages", "re"], ["replace", "restore", "render"]),
    (["pages", "list", "--ord"], ["--order-by"]),
    (["pages", "list", "--order-by", ""], ["created", "id", "path", "title", "updated"]),
    (["pages", "list", "-o", "t"], ["title"]),
    (["pages", "list", "--order-by=u"], ["--order-by=updated"]),
    (["pages", "list", "--json", "ti"], [":nospace", "title"]),
    (["pages", "list", "--json", "id,ti"], [":nospace", "id,title"]),
    (["pages", "list", "--filter", "ti"], [":nospace", "title:"]),
    (["webhooks", "trigger", "page.u"], ["page.updated", "page.unpublished"]),
    (["watch", "--events", "user."], ["user.created", "user.changed", "user.deleted"]),
    (["webhooks", "listen", "--on", "comm"], ["comment.posted"]),
    (["--color", "n"], ["never"]),
    (["completion", ""], ["bash", "zsh", "fish"]),
    (["help", "page"], ["page-names", "pages"]),
    (["help", "pages", "li"], ["list", "links"]),
    (["pages", "create", "--content-file", "x"], [":files"]),
    (["api", "pages.search"], ["pages.search", "pages.searchTags"]),
    (["api", "pages.single", "-F", ""], [":nospace", "id="]),
    (["api", "pages.tree", "-f", "l"], [":nospace", "locale="]),
    (["api", "pages.tree", "-F", "mode="], ["mode=ALL", "mode=FOLDERS"]),
    (["api", "pages.tree", "--field", "includeAncestors=t"], ["includeAncestors=true"]),
    (["api", "pages.single", "--fields", "id,ti"], [":nospace", "id,title"]),
    (["api", "-F", ""], [":nospace"]),
    (["pages", "list", "--limit", ""], []),
    (["pages", "list", ""], []),
    (["nonsense", ""], []),
])
def test_candidates(cli, words, expected):
    assert values(cli("__complete", "--", *words)) == expected


def test_all_nouns_are_candidates(cli):
    nouns = values(cli("__complete", "--"))
    assert {"pages", "comments", "nav", "site", "locales", "theme", "search", "rendering", "health", "api"} <= set(nouns)


def test_hidden_things_are_not_offered(cli):
    assert "--api-key" not in values(cli("__complete", "--", "pages", "list", "--api"))
    assert values(cli("__complete", "--", "__")) == []


def test_paths_of_pages(cli, page):
    _, path = page(title="Completed")
    assert f"{path}\tCompleted" in cli("__complete", "--", "pages", "get", path[:-1]).lines
    assert f"en:{path}" in values(cli("__complete", "--", "pages", "delete", "1", f"en:{path[:-1]}"))
    assert values(cli("__complete", "--", "pages", "get", "one", "two")) == []


def test_what_many_pages_begin_with(cli, page, new_path):
    """There is no room for all of them, but a shell must not take the first ones' common start for that of all."""
    start = new_path()
    for number in range(50):
        page(path=f"{start}/aaa/{'x' * 200}-{number}", title="y" * 250)
    page(path=f"{start}/b")
    assert f"{start}/b" in values(cli("__complete", "--", "pages", "get", start))


def test_title_cannot_break_the_list(cli, page):
    _, path = page(title="two\x1b[31m\tparts")
    assert cli("__complete", "--", "pages", "get", path).lines == [f"{path}\ttwo^[[31m parts"]


def test_tags(cli, page):
    page(tag="cli-complete-me")
    assert values(cli("__complete", "--", "pages", "list", "--tag", "cli-comp")) == ["cli-complete-me"]


def test_profiles(cli, tmp_path):
    (tmp_path / "c.yaml").write_text("profiles:\n  work:\n    url: http://w.example\n  home:\n    url: http://h.example\n")
    assert cli("__complete", "--", "--config", tmp_path / "c.yaml", "--profile", "w").lines == ["work\thttp://w.example"]


def test_it_is_silent_and_quick_when_the_wiki_hangs(cli, fault):
    fault("hang", operation="pages.list")
    start = time.monotonic()
    result = cli("__complete", "--", "pages", "get", "")
    assert (result.out, result.err) == ("", "")
    assert time.monotonic() - start < 30, "it has the time limit of a usual call"


def test_it_is_silent_without_settings(cli):
    result = cli("__complete", "--", "pages", "get", "", env={"WIKIJS_URL": None, "WIKIJS_API_KEY": None})
    assert (result.out, result.err) == ("", "")


def complete_in_bash(cli, line):
    """What bash would offer for a line, without the bash-completion package."""
    words = line.split(" ")
    script = f"""
PATH="{WIKIJS.rsplit('/', 1)[0]}:$PATH"
source <(wikijs completion bash)
COMP_WORDS=({' '.join(repr(word) for word in words)}) COMP_CWORD={len(words) - 1}
_wikijs
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "--norc", "-c", script], env=cli.env, capture_output=True, text=True, timeout=30)
    return sorted(done.stdout.split())


def test_in_bash(cli, page):
    _, path = page()
    assert complete_in_bash(cli, "wikijs pages re") == ["render", "replace", "restore"]
    assert complete_in_bash(cli, "wikijs pages list --json id,ti") == ["id,title"]
    assert complete_in_bash(cli, f"wikijs pages get {path[:-1]}")[0].startswith(path[:-1])


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(cli, shell):
    script = cli("completion", shell).out
    assert "__complete" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script.encode(), check=True)
