# SPDX-License-Identifier: MIT
"""Export: pages as files, once and again, and from servers that mean no good."""
import hashlib
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import time

import pytest
from conftest import WIKIJS, admin, interrupt, wait_for, wait_until_asked

SEED = int(os.environ.get("WIKIJS_TEST_SEED", time.time_ns() % 1_000_000))


@pytest.fixture
def wiki(cli):
    """The standard wiki, as it is at its start; and what makes pages in it that no write would make."""
    admin("POST", "reset")
    yield lambda *pages: admin("POST", "pages", list(pages))
    admin("POST", "reset")


def tree(folder):
    """Names and contents of all files but the export's own."""
    files = (path for path in pathlib.Path(folder).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files
            if not str(path.relative_to(folder)).startswith(".wikijs/")}


def numbers(cli, folder, *words, code=0):
    """created, updated, unchanged, removed, kept, failed"""
    fields = "created,updated,unchanged,removed,kept,failed"
    done = cli("pages", "export", "--output", folder, *words, "--json", fields, code=code).json
    return [done[name] for name in fields.split(",")]


def test_the_layout_and_headers_of_the_server(cli, wiki, tmp_path):
    folder = tmp_path / "wiki"
    wiki({"path": "de/pages", "locale": "fr", "editor": "code", "content": "<p>x</p>", "title": "C: \"x\" # y"},
         {"path": "man/page", "editor": "asciidoc", "content": "= A\n"},
         {"path": "old", "editor": "redirect", "content": "/new"})
    count = len(cli("pages", "list").lines)
    assert numbers(cli, folder) == [count, 0, 0, 0, 0, 0]
    files = tree(folder)
    assert len(files) == count
    assert {"home.md", "docs/api/auth.md", "fr/docs/intro.md", "about.html"} <= set(files)
    assert files["man/page.adoc"] == b"= A\n" and files["old.txt"] == b"/new"
    assert b"title: C: \"x\" # y\n" in files["fr/de/pages.html"] and files["fr/de/pages.html"].startswith(b"<!--\n")
    for page in ("home", "docs/api/auth"):
        assert files[f"{page}.md"].decode() == cli("pages", "get", page, "--front-matter").out
    assert (folder / ".wikijs/.gitignore").read_text() == "*\n"


def test_only_what_has_changed_is_read_and_written(cli, wiki, page, requests, tmp_path):
    folder = tmp_path / "wiki"
    _, path = page("old text\n")
    numbers(cli, folder)
    times = {name: (folder / name).stat().st_mtime_ns for name in tree(folder)}
    before = len(requests())
    assert numbers(cli, folder)[:2] == [0, 0]
    assert len(requests()) - before == 2  # the list, and the wiki's locale
    cli("pages", "update", path, "--content", "new text\n")
    cli("pages", "render", "docs/intro")  # another time stamp, and nothing else... but the date in the header
    created, updated, *_ = numbers(cli, folder)
    assert created == 0 and updated in (1, 2)
    assert tree(folder)[f"{path}.md"].endswith(b"\n\nnew text\n")
    untouched = [name for name in times if name not in (f"{path}.md", "docs/intro.md")]
    assert all((folder / name).stat().st_mtime_ns == times[name] for name in untouched)


def test_what_the_list_has_told_is_not_asked_again(cli, wiki, tmp_path):
    """A first export asks for what the list does not tell; a server that keeps documents has few different ones to read."""
    wiki(*({"path": f"many/{n}", "tags": ["a", "b"][:n % 3], "content": "x"} for n in range(60)))
    trace = tmp_path / "trace.har"

    def documents(*words):
        cli("--trace", trace, "pages", "export", "--output", tmp_path / "wiki", "--batch-size", 10, *words)
        entries = json.loads(trace.read_text())["log"]["entries"]
        queries = [json.loads(entry["request"]["postData"]["text"])["query"] for entry in entries]
        return [query for query in queries if "single" in query]

    first = documents()
    assert len(first) >= 7 and len(set(first)) <= 4  # without and with tags, and where these end
    assert not any("path" in query or "description" in query for query in first)
    cli("pages", "update", "many/1", "--title", "Later")
    assert all("path" in query and "description" in query for query in documents())
    assert b"title: Later\n" in (tmp_path / "wiki/many/1.md").read_bytes()


def test_a_fresh_checkout_is_not_written_again(cli, wiki, tmp_path):
    folder = tmp_path / "wiki"
    created = numbers(cli, folder)[0]
    subprocess.run(["rm", "-r", folder / ".wikijs"], check=True)
    assert numbers(cli, folder) == [0, 0, created, 0, 0, 0]


def test_pages_that_moved_or_are_gone(cli, wiki, page, tmp_path):
    folder = tmp_path / "wiki"
    number, path = page()
    _, other = page()
    numbers(cli, folder)
    cli("pages", "move", number, path + "-moved")
    cli("pages", "delete", "--yes", other)
    assert numbers(cli, folder)[3] == 0
    assert f"{other}.md" in tree(folder)
    dry = cli("pages", "export", "--output", folder, "--prune", "--dry-run").lines
    assert sorted(dry) == sorted([f"removed\t{path}.md", f"removed\t{other}.md"])
    assert numbers(cli, folder, "--prune")[3] == 2
    files = tree(folder)
    assert f"{path}-moved.md" in files and f"{path}.md" not in files and f"{other}.md" not in files


def test_prune_stays_within_what_was_asked_for(cli, wiki, tmp_path):
    folder = tmp_path / "wiki"
    everything = numbers(cli, folder)[0]
    assert numbers(cli, folder, "--path", "docs", "--prune")[3] == 0
    assert numbers(cli, folder, "--locale", "fr", "--prune")[3] == 0
    assert len(tree(folder)) == everything
    tagged = len(cli("pages", "list", "--tag", "api").lines)
    assert 0 < tagged < everything
    assert numbers(cli, folder, "--tag", "api", "--prune") == [0, 0, tagged, everything - tagged, 0, 0]
    assert len(tree(folder)) == tagged


def test_a_wiki_that_is_suddenly_empty_prunes_nothing(cli, wiki, tmp_path):
    folder = tmp_path / "wiki"
    everything = numbers(cli, folder)[0]
    cli("pages", "delete", "--yes", "-", stdin=cli("pages", "list", "--json", "id", "--jq", ".[].id").out)
    result = cli("pages", "export", "--output", folder, "--prune", code=1)
    assert "the wiki shows no page at all" in result.err
    assert len(tree(folder)) == everything


def test_filters(cli, wiki, tmp_path):
    numbers(cli, tmp_path / "a", "--path", "docs/api")
    assert all(name == "docs/api.md" or name.startswith("docs/api/") or "/docs/api" in name
               for name in tree(tmp_path / "a"))
    numbers(cli, tmp_path / "b", "--path", "fr:docs")
    assert set(tree(tmp_path / "b")) == {"fr/docs/intro.md"}
    wiki({"path": "new", "content": "x", "createdAt": "2030-01-01T00:00:00.000Z"})
    numbers(cli, tmp_path / "c", "--since", "2029-12-31")
    assert set(tree(tmp_path / "c")) == {"new.md"}
    assert numbers(cli, tmp_path / "f", "--since", "1h")[0] == 1
    numbers(cli, tmp_path / "d", "--path", "home", "--always-namespace")
    assert set(tree(tmp_path / "d")) == {"en/home.md"}
    cli("pages", "export", "--output", tmp_path / "e", "--since", "yesterday", code=2)
    cli("pages", "export", code=2)


def test_excluded_files_are_neither_written_nor_removed(cli, wiki, page, tmp_path):
    folder = tmp_path / "wiki"
    everything = len(cli("pages", "list").lines)
    docs = len([line for line in cli("pages", "list", "--json", "path", "--jq", ".[].path").lines if line.startswith("docs")])
    kept = everything - docs
    exclude = ["--exclude", "docs", "--exclude", "/docs.md", "--exclude", "fr/"]
    report = cli("pages", "export", "--output", folder, *exclude, "--json", "pages,excluded,created,failed").json
    assert report["pages"] == report["created"] == len(tree(folder)) and report["failed"] == 0
    assert report["pages"] + report["excluded"] == everything and report["pages"] <= kept
    assert not [name for name in tree(folder) if name.startswith(("docs", "fr/"))]
    # Without the pattern all comes; with it again nothing of that is touched, though pages of it change and go.
    assert numbers(cli, folder)[:2] == [report["excluded"], 0]
    whole = tree(folder)
    cli("pages", "update", "docs/intro", "--content", "changed meanwhile\n")
    cli("pages", "delete", "--yes", "docs/api")
    assert numbers(cli, folder, *exclude, "--prune", "--full", "--overwrite")[:1] == [0]
    assert tree(folder) == whole
    assert numbers(cli, folder, "--prune")[:4] == [0, 1, everything - 2, 1]
    assert tree(folder)["docs/intro.md"].endswith(b"changed meanwhile\n") and "docs/api.md" not in tree(folder)


def test_exclude_leaves_out_names_that_no_file_may_have_and_assets(cli, wiki, tmp_path):
    wiki({"path": "docs/aux", "content": "x"}, {"path": "docs/Intro", "content": "x"})
    words = ["--output", tmp_path / "wiki", "--path", "docs", "--exclude", "aux.md", "--exclude", "docs/Intro.md"]
    line = cli.terminal("pages", "export", *words).out
    assert "2 excluded, 0 failed" in line
    (tmp_path / "x.png").write_bytes(b"png")
    cli("assets", "upload", tmp_path / "x.png", "--folder", "img")
    cli("assets", "upload", tmp_path / "x.png", "--folder", "out")
    cli("pages", "export", *words, "--with-assets", "--exclude", "/out")
    assert "img/x.png" in tree(tmp_path / "wiki") and "out/x.png" not in tree(tmp_path / "wiki")
    everything = cli("pages", "export", "--output", tmp_path / "none", "--exclude", "*", "--prune")
    assert everything.err == "" and tree(tmp_path / "none") == {}
    for pattern in ("", "!x", "./x"):
        assert "the pattern" in cli("pages", "export", *words, "--exclude", pattern, code=2).err


def test_a_full_export_that_goes_on_reads_what_was_excluded_before(cli, wiki, fault, tmp_path):
    words = ["pages", "export", "--output", tmp_path / "wiki", "--full", "--batch-size", "1"]
    everything = numbers(cli, tmp_path / "wiki")[0]
    fault("status=500", operation="pages.single", skip=4)
    broken = cli(*words, "--exclude", "home.md", "--retries", "0", "--json", "toFetch", code=None)
    assert broken.code != 0 and "500" in broken.err
    admin("DELETE", "faults")
    report = cli(*words, "--json", "toFetch,isResumed,pages").json
    assert report == {"toFetch": report["toFetch"], "isResumed": True, "pages": everything}
    assert 0 < everything - report["toFetch"] <= 4


def test_a_dry_run_leaves_nothing(cli, wiki, tmp_path):
    result = cli("pages", "export", "--output", tmp_path / "wiki", "--dry-run")
    assert "created\thome.md" in result.lines
    assert not (tmp_path / "wiki").exists()
    plan = cli("pages", "export", "--output", tmp_path / "wiki", "--dry-run", "--json", "items,isDryRun").json
    assert plan["isDryRun"] and {"created"} == {item["action"] for item in plan["items"]}


def test_files_that_were_changed_here(cli, wiki, page, tmp_path):
    folder = tmp_path / "wiki"
    _, path = page("one\n")
    numbers(cli, folder)
    file = folder / f"{path}.md"
    file.write_text("mine\n")
    assert numbers(cli, folder)[1] == 0 and file.read_text() == "mine\n"  # its page has not changed
    assert numbers(cli, folder, "--overwrite")[1] == 1 and file.read_text().endswith("one\n")
    file.write_text("mine\n")
    cli("pages", "update", path, "--content", "theirs\n")
    result = cli("pages", "export", "--output", folder, code=1)
    assert "its file was changed here" in result.err and file.read_text() == "mine\n"
    assert numbers(cli, folder, code=1)[4] == 1  # it is told of again
    assert numbers(cli, folder, "--overwrite")[1] == 1
    assert file.read_text().endswith("theirs\n")
    file.unlink()
    assert numbers(cli, folder)[0] == 1


def test_assets(cli, wiki, tmp_path):
    folder, picture = tmp_path / "wiki", tmp_path / "a b.bin"
    picture.write_bytes(os.urandom(300_000))
    cli("assets", "upload", "--folder", "x/y", picture)
    cli("assets", "upload", "--folder", "x", "--name", "notes.txt", picture)
    result = cli("pages", "export", "--output", folder, "--with-assets")
    assert "skipped x/notes.txt" in result.err
    assert tree(folder)["x/y/a_b.bin"] == picture.read_bytes()
    assert numbers(cli, folder, "--with-assets")[0:2] == [0, 0]
    cli("assets", "delete", "--yes", "x/y/a_b.bin")
    assert numbers(cli, folder, "--prune")[3] == 0  # assets were not asked for
    assert numbers(cli, folder, "--prune", "--with-assets")[3] == 1
    assert not (folder / "x").exists()


HOSTILE = ["../../outside", "/etc/passwd", "a/../../b", ".git/hooks/x", ".wikijs/export", "a\\..\\b", "x/" * 2100 + "y",
           "p/" * 2047 + "qq",  # 4,096 bytes
           "a" * 300, "con", "bell\u0007", "c1\u009b2J", "..", "x//y", "tail/"]


def test_paths_of_a_hostile_server(cli, wiki, tmp_path):
    folder = tmp_path / "deep" / "wiki"
    everything = numbers(cli, folder)[0]
    wiki(*({"path": path, "content": "evil"} for path in HOSTILE),
         {"path": "docs/Intro", "content": "twin"}, {"path": "nul\u0000/x", "content": "cut"},
         {"path": "good", "title": "\u001b[31mred\u0007", "content": "good"})
    created, _, unchanged, _, _, failed = numbers(cli, folder, code=1)
    assert unchanged == everything and failed == len(HOSTILE) + 1
    assert created == len(tree(folder)) - everything and list((tmp_path / "deep").iterdir()) == [folder]
    assert b"good" in tree(folder)["good.md"] and b"evil" not in b"".join(tree(tmp_path).values())
    shown = cli.terminal("pages", "export", "--output", folder, code=1).out
    assert "\u009b2J" not in shown and "\u0007" not in shown
    assert "docs/Intro" in shown and "differ from it in case only" in shown.replace("\n", " ")
    numbers(cli, folder, "--any-name", code=1)
    assert {"docs/Intro.md", "con.md"} <= set(tree(folder))


def test_names_that_this_system_can_hold_are_advised(cli, wiki, tmp_path):
    wiki({"path": "x/con", "content": "x"})
    assert "try: --any-name" in cli("pages", "export", "--output", tmp_path / "wiki", code=1).err
    assert cli("pages", "export", "--output", tmp_path / "wiki", "--any-name").err == ""


def test_thousands_of_equal_problems_are_a_few_lines(cli, wiki, tmp_path):
    wiki(*({"path": f"many/p{i}", "content": "x"} for i in range(30)))
    lister = {"WIKIJS_API_KEY": os.environ["WIKIJS_TEST_LISTER_KEY"]}
    result = cli("pages", "export", "-o", tmp_path / "wiki", "-p", "many", "--json", "failed,items", env=lister, code=1)
    lines = [line for line in result.err.splitlines() if line.startswith("wikijs: ")]
    assert result.json["failed"] == 30 and len(result.json["items"]) == 30 and len(lines) == 11
    assert lines[-1].startswith("wikijs: and 20 more: ")


@pytest.mark.parametrize("choice", [("--path", "dosc"), ("--locale", "xx"), ("--tag", "nonesuch")])
def test_a_choice_that_fits_no_page_is_told(cli, tmp_path, choice):
    assert "no page that fits" in cli("pages", "export", "--output", tmp_path / "wiki", *choice).err
    assert cli("-q", "pages", "export", "--output", tmp_path / "wiki", *choice).err == ""


def test_a_list_that_lies(cli, wiki, tmp_path):
    folder = tmp_path / "wiki"
    everything = numbers(cli, folder)[0]
    wiki({"path": "../really", "content": "evil", "listedAs": {"path": "harmless"}},
         {"path": "home2", "content": "moved", "listedAs": {"path": "listed"}},
         {"path": "one", "content": "x", "listedAs": {"id": 1}},
         {"path": "same", "content": "first", "listedAs": {"path": "s1"}},
         {"path": "same", "content": "second", "listedAs": {"path": "s2"}},
         {"path": "ghost", "content": "x", "listedAs": {"id": 999999}})
    created, _, unchanged, _, _, failed = numbers(cli, folder, code=1)
    assert (created, failed) == (2, 3)
    files = tree(folder)
    assert len(files) == everything + 2
    assert files["home2.md"].endswith(b"moved") and files["same.md"].endswith((b"first", b"second"))
    numbers(cli, folder, "--prune", code=1)
    assert len(tree(folder)) >= everything


def test_a_page_of_50_megabytes(cli, wiki, tmp_path):
    line = "0123456789abcde\n"
    wiki({"path": "large", "content": line, "repeat": 50 * 65536})
    result = cli("pages", "export", "--output", tmp_path / "wiki", code=None)
    files = tree(tmp_path / "wiki")
    assert "home.md" in files and "docs/intro.md" in files
    if result.code == 0:
        assert files["large.md"].endswith(line.encode() * 3) and len(files["large.md"]) > 50 * 2**20
    else:
        assert result.err.count("large") == 1 and "large.md" not in files


def test_links_in_the_folder(cli, wiki, tmp_path):
    folder, outside = tmp_path / "wiki", tmp_path / "outside"
    outside.mkdir()
    folder.mkdir()
    (folder / "docs").symlink_to(outside)
    (folder / "home.md").symlink_to(outside / "target.md")
    result = cli("pages", "export", "--output", folder, code=1)
    assert "symbolic links are not followed here" in result.err and "en:home" in result.err
    assert list(outside.iterdir()) == [] and "fr/docs/intro.md" in tree(folder)
    (folder / "docs").unlink()
    (folder / "home.md").unlink()
    assert numbers(cli, folder)[5] == 0


def test_a_folder_that_cannot_be_written(cli, wiki, tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    assert "Not a directory" in cli("pages", "export", "--output", file, code=1).err
    assert "Not a directory" in cli("pages", "export", "--output", file / "x", code=1).err
    (tmp_path / "wiki").mkdir()
    (tmp_path / "wiki/.wikijs").symlink_to(tmp_path)
    assert "symbolic links" in cli("pages", "export", "--output", tmp_path / "wiki", code=1).err


def test_a_full_disk(cli, wiki, tmp_path):
    """A limit on the size of files stands for it."""
    folder = tmp_path / "wiki"
    wiki({"path": "zzz-large", "content": "x" * 100, "repeat": 40_000})

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, resource.RLIM_INFINITY))

    done = subprocess.run([WIKIJS, "pages", "export", "--output", folder], env=cli.environment(None),
                          capture_output=True, text=True, preexec_fn=limit)
    assert done.returncode == 1 and done.stderr.count("\n") <= 2 and "cannot write to" in done.stderr
    assert not [name for name in os.listdir(folder / ".wikijs") if name.startswith("tmp-")]
    assert "zzz-large.md" not in tree(folder)
    assert numbers(cli, folder)[5] == 0 and len(tree(folder)["zzz-large.md"]) > 4_000_000


def same_by_another_name(cli):
    return {"WIKIJS_URL": cli.env["WIKIJS_URL"].replace("127.0.0.1", "localhost")}


def test_two_at_once_and_two_wikis(cli, wiki, fault, requests, tmp_path):
    folder = tmp_path / "wiki"
    fault("hang", times=1, operation="pages.list")
    first = cli.start("pages", "export", "--output", folder, stderr=subprocess.DEVNULL)
    try:
        wait_until_asked("pages.list")
        result = cli("pages", "export", "--output", folder, code=None)
        assert result.code != 0 and "is in use by another program" in result.err
    finally:
        first.kill()
        first.wait()
    numbers(cli, folder)
    other = cli("pages", "export", "--output", folder, env=same_by_another_name(cli), code=1)
    assert "holds an export of" in other.err


def test_a_full_export_makes_the_folder_a_wiki_s_own(cli, wiki, fault, tmp_path):
    """Also while it is not through, nobody goes on with what is of two wikis."""
    folder, other = tmp_path / "wiki", same_by_another_name(cli)
    words = ["pages", "export", "--output", folder, "--batch-size", "1"]
    numbers(cli, folder)
    fault("status=500", operation="pages.single", skip=4)
    cli(*words, "--full", "--retries", "0", env=other, code=None)
    for env in other, {}:
        assert "make a full export" in cli(*words, env=env, code=1).err
    admin("DELETE", "faults")
    cli(*words, "--full", env=other)
    assert "holds an export of http://localhost" in cli(*words, code=1).err
    cli(*words, env=other)


def test_a_mistyped_address_takes_no_folder(cli, wiki, tmp_path):
    cli("pages", "export", "--output", tmp_path / "wiki", env={"WIKIJS_URL": "http://127.0.0.1:1"}, code=6)
    assert numbers(cli, tmp_path / "wiki")[0] > 0


def test_interrupted_by_the_user(cli, wiki, fault, tmp_path):
    folder = tmp_path / "wiki"
    wiki(*({"path": f"many/{i}", "content": "x"} for i in range(300)))
    fault("hang", operation="pages.single", skip=10)
    process = cli.start("pages", "export", "--output", folder, "--batch-size", "10", stdout=subprocess.DEVNULL,
                        stderr=subprocess.PIPE, text=True)
    wait_for(lambda: len(list((folder / ".wikijs").glob("tmp-*"))) > 1)  # one of them is whole
    assert "the same command goes on from here" in interrupt(process)[1]
    some = tree(folder)
    assert 0 < len(some) < 300
    admin("DELETE", "faults")
    created, _, unchanged, *_ = numbers(cli, folder)
    assert unchanged == len(some) and created == len(tree(folder)) - len(some)


def test_interrupted_while_the_server_hangs(cli, wiki, fault, tmp_path):
    wiki(*({"path": f"many/{i}", "content": "x"} for i in range(20)))
    fault("hang", operation="pages.single")
    process = cli.start("pages", "export", "--output", tmp_path / "wiki", "--timeout", "10m", stdout=subprocess.DEVNULL,
                        stderr=subprocess.PIPE, text=True)
    wait_until_asked("pages.single")
    assert "the same command goes on from here" in interrupt(process)[1]


def test_a_wrong_address_leaves_no_folder(cli, tmp_path):
    cli("pages", "export", "--output", tmp_path / "wiki", "--url", "http://127.0.0.1:9", code=6)
    assert not (tmp_path / "wiki").exists()


def digest(folder):
    return hashlib.sha256(json.dumps({name: text.decode() for name, text in tree(folder).items()},
                                     sort_keys=True).encode()).hexdigest()


def test_killed_at_random_moments(cli, wiki, fault, tmp_path):
    """WIKIJS_TEST_KILLS=200 for more than a sample; WIKIJS_TEST_SEED repeats one that failed."""
    wiki(*({"path": f"many/{i}", "content": f"{i}\n", "repeat": 50} for i in range(600)))
    numbers(cli, tmp_path / "whole")
    expected = digest(tmp_path / "whole")
    pick = random.Random(SEED)
    for attempt in range(int(os.environ.get("WIKIJS_TEST_KILLS", "5"))):
        folder = tmp_path / f"killed-{attempt}"
        for _ in range(3):
            process = cli.start("pages", "export", "--output", folder, stdout=subprocess.DEVNULL)
            time.sleep(pick.uniform(0, 0.5))  # the moment is what is tested
            process.kill()
            process.wait()
            assert set(tree(folder).values()) <= set(tree(tmp_path / "whole").values()) if folder.exists() else True
        numbers(cli, folder)
        assert digest(folder) == expected, f"attempt {attempt} of seed {SEED}"
        subprocess.run(["rm", "-r", folder], check=True)


def test_a_reader_without_the_right_to_single_pages(cli, wiki, requests, tmp_path):
    """Also files without a header; each page costs one request beside the batches that are refused."""
    key = {"WIKIJS_API_KEY": os.environ["WIKIJS_TEST_READER_KEY"]}
    wiki({"path": "docs/adoc", "editor": "asciidoc", "content": "= A\n"},
         {"path": "docs/old", "editor": "redirect", "content": "/new"},
         {"path": "docs/v1", "content": "# One\n"}, {"path": "docs/v1.2", "content": "# One point two\n"})
    numbers(cli, tmp_path / "full", "--path", "docs")
    before = len(requests())
    cli("pages", "export", "--output", tmp_path / "reader", "--path", "docs", env=key)
    files = tree(tmp_path / "reader")
    assert files == tree(tmp_path / "full")
    assert files["docs/adoc.adoc"] == b"= A\n" and files["docs/old.txt"] == b"/new"
    assert files["docs/v1.2.md"].endswith(b"# One point two\n")
    assert len(requests()) - before <= len(files) + 4  # list, locale, a batch and a renewed one


def test_progress_on_a_terminal(cli, wiki, fault, tmp_path):
    fault("latency=800", operation="pages.single")
    shown = cli.terminal("pages", "export", "--output", tmp_path / "wiki", "--batch-size", "5").out
    assert " pages" in shown and "created, 0 updated" in shown


def test_there_and_back(cli, wiki, tmp_path):
    """The server sets times itself, and orders tags by when it first saw them; all else comes back, byte for byte."""
    wiki({"path": "hard/title", "title": "C: \"x\" 'y' # z - [a]", "description": "- a: b", "tags": ["z", "two words", "a"],
          "content": "---\ninner: x\n---\n\nText\r\n \n\n"},
         {"path": "hard/html", "editor": "ckeditor", "content": "<!-- a -->\n<p>x</p>"},
         {"path": "hard/adoc", "editor": "asciidoc", "title": "Given", "content": "= Heading\n\nlink:page.adoc[x]\n"},
         {"path": "hard/readme", "content": "[a](adoc.adoc)", "tags": ["b", "a"]},
         {"path": "hard/draft", "isPublished": False, "content": "draft"})
    numbers(cli, tmp_path / "one", "--reproducible")
    one = tree(tmp_path / "one")
    assert b"\ndate: \ntags: a, two words, z\neditor: markdown\ndateCreated: \n---\n\n" in one["hard/title.md"]
    cli("pages", "delete", "--yes", "-", stdin=cli("pages", "list", "--json", "id", "--jq", ".[].id").out)
    cli("pages", "import", "--directory", tmp_path / "one", "--keep-links", "--yes")
    numbers(cli, tmp_path / "two", "--reproducible")
    assert tree(tmp_path / "two") == one


def test_assets_and_odd_values_come_back(cli, wiki, tmp_path):
    """Links of a wiki to its own assets count, though they stay as they are; so does a page without a title."""
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    cli("assets", "upload", tmp_path / "logo.png", "--folder", "img")
    wiki({"path": "odd/logo", "content": "![logo](/img/logo.png)\n"}, {"path": "odd/untitled", "title": "", "content": "# H\n"})
    numbers(cli, tmp_path / "one", "--reproducible", "--with-assets")
    cli("pages", "delete", "--yes", "-", stdin=cli("pages", "list", "--json", "id", "--jq", ".[].id").out)
    cli("assets", "delete", "img/logo.png", "--yes")
    words = ("pages", "import", "--directory", tmp_path / "one", "--keep-links", "--yes")
    assert not [row for row in cli(*words, "--dry-run", "--json", "action").json if row["action"] == "upload"]
    cli(*words, "--with-assets")
    numbers(cli, tmp_path / "two", "--reproducible", "--with-assets")
    assert tree(tmp_path / "two") == tree(tmp_path / "one")


def test_what_a_wiki_wrote_makes_no_changes_on_it(cli, wiki, tmp_path):
    """Also where its header says less than the wiki has, or the server would not take it as a new page."""
    wiki({"path": "odd/commas", "tags": ["one, two", "three"]}, {"path": "odd/blank", "content": " \n"},
         {"path": "fr/here", "content": "of en"}, {"path": "here", "locale": "fr", "content": "of fr"})
    words = ("pages", "export", "--output", tmp_path / "wiki", "--json", "items")
    failed = cli(*words, code=1).json["items"]
    assert [item["path"] for item in failed if item["action"] == "failed"] == ["en:fr/here"]
    assert tree(tmp_path / "wiki")["fr/here.md"].endswith(b"of fr")
    rows = cli("pages", "import", "--directory", tmp_path / "wiki", "--dry-run", "--json", "outcome").json
    assert {row["outcome"] for row in rows} == {"unchanged"}


def test_a_folder_of_another_form_is_written_anew(cli, wiki, tmp_path):
    count = numbers(cli, tmp_path / "wiki")[0]
    numbers(cli, tmp_path / "other", "--reproducible")
    assert numbers(cli, tmp_path / "wiki", "--reproducible") == [0, 0, count, 0, 0, 0]
    assert numbers(cli, tmp_path / "wiki", "--reproducible", "--full") == [0, count, 0, 0, 0, 0]
    assert tree(tmp_path / "wiki") == tree(tmp_path / "other")
