# SPDX-License-Identifier: MIT
"""wikijs pages view and open: pages made readable in a terminal, and given to the browser."""
import re

import pytest

from test_terminal import columns_of, hostile_output

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
SOURCE = """# Top *heading*

A paragraph with **bold**, *em*, `code`, ~~gone~~ and a [link](https://example.com/page), long enough for two lines.
Its second line &amp; &euro; ![a picture](/img/a.png)

> Quoted text that is long enough to be broken into lines.
{.is-info}

- one
- two
  - inner
- [x] done

3. third

   more of it

| Name | Value |
|:-----|------:|
| 日本語 | a long cell that has to be broken into lines |
| x | 22 |

```c
int main(void) { return 0; } /* a comment that goes on and on beyond any forty columns */
```

<div class="x">Some <b>html</b><script>alert(1)</script></div>

---
日本語のとても長い文章は空白がなくても四十桁で折り返されなければなりませんので長く書いておきます。
"""


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_page_fits_the_terminal(cli, page, columns):
    _, path = page(SOURCE, title="A page with a title", description="what it is about")
    text = ESCAPE.sub("", cli.terminal("pages", "view", path, columns=columns).out)
    assert max(columns_of(line) for line in text.splitlines()) <= min(columns, 100)
    assert text.startswith("A page with a title\nwhat it is about\n\n# Top heading\n\nA paragraph with bold, em, code")
    words = " ".join(text.split())
    assert "a link (https://example.com/page)," in words and "Its second line & € [image: a picture] (/img/a.png)" in words
    assert "│ Quoted text" in text and "{.is-info}" not in text
    assert "• one\n• two\n  • inner\n• [x] done\n\n3. third\n\n   more of it\n" in text
    assert re.search(r"^Name +│ +Value$", text, re.M) and "─┼─" in text and re.search(r"^x +│ +22$", text, re.M)
    assert "\n    int main(void)" in text
    assert "Some html\n" in text and "alert" not in text and "<" not in text.replace("< ", "")


def test_without_colours_emphasis_keeps_its_marks(cli, page):
    _, path = page(SOURCE)
    colored = cli.terminal("pages", "view", path).out
    assert "\x1b[1mbold\x1b[0m" in colored and "\x1b[3mem\x1b[0m" in colored and "**" not in colored
    for text in (cli("pages", "view", path).out, cli.terminal("pages", "view", path, env={"NO_COLOR": "1"}).out):
        assert "**bold**, *em*, `code`, ~~gone~~" in text and "\x1b" not in text


def test_ascii_terminals_have_ascii(cli, page):
    _, path = page(SOURCE.replace("日本語", "abc").replace("&euro;", ""))
    text = cli.terminal("pages", "view", path, env={"LANG": "C", "NO_COLOR": "1"}).out
    assert "- one\n- two\n  - inner\n" in text and "> Quoted" in text and "-+-" in text and " | " in text


def test_html_pages_lose_their_tags(cli, page):
    content = ("<h2>Part &amp; piece</h2><p>One <strong>bold</strong> line,<br>two with <a href=\"/x\">a link</a>.</p>"
               "<!-- no --><style>p {}</style><ul><li>first</li><li>second<ol><li>deep</li></ol></li></ul>"
               "<blockquote><p>said</p></blockquote><pre>keep   this\n&lt;and&gt; that</pre><p>open <b title='>'>end")
    _, path = page(content, editor="ckeditor")
    text = cli("pages", "view", path).out
    for part in ("## Part & piece\n", "One bold line,\ntwo with a link (/x).\n", "• first\n• second\n", "1. deep\n", "│ said\n",
                 "    keep   this\n    <and> that\n", "open end\n"):
        assert part in text, (part, text)
    assert "no" not in text.split("two with")[1].split("first")[0] and "p {}" not in text


@pytest.mark.parametrize("content", [
    ">" * 2000 + " deep\n", "".join("  " * depth + "- item\n" for depth in range(60)), "|a|b|\n|-|-|\n|c|\n" + "|" * 300 + "\n",
    "<" * 500 + "\n", "<a href='" + "x" * 5000, "&#0; &#xD800; &#99999999; &nosuch; &;\n", "```\nnever closed\n",
    "\u202e\u0007 \x9b31m\n", "[" * 300 + "](" * 300 + "\n", "**" * 500 + "x\n"])
def test_strange_sources(cli, page, content):
    _, path = page(content)
    for columns in (20, 40):
        text = cli.terminal("pages", "view", path, columns=columns, env={"NO_COLOR": "1"}).out
        assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text and "\x9b" not in text
    _, path = page(content, editor="ckeditor")
    assert "\x1b" not in cli.terminal("pages", "view", path, env={"NO_COLOR": "1"}).out


MEGABYTE = 1024 * 1024


@pytest.mark.parametrize("content", [
    "x" * MEGABYTE, "```\n" + "x" * MEGABYTE + "\n```\n", "\t" * MEGABYTE + "x\n", "*a* " * (MEGABYTE // 4),
    "|a|\n|-|\n|" + "word " * (MEGABYTE // 5) + "|\n", "|a|\n|-|\n|" + "<br>" * (MEGABYTE // 4) + "|\n",
    ">" * 2000 + " deep\n" + "lazy\n" * 200_000, "![](data:image/png;base64," + "A" * MEGABYTE + ")\n",
], ids=["word", "code", "tabs", "spans", "cell", "breaks", "quotes", "data"])
def test_a_megabyte_is_no_more_work_than_it_is_text(cli, page, content):
    """Nothing is looked at again for every line: each of these would take minutes."""
    _, path = page(content)
    assert len(cli("pages", "view", path).out) < 40 * MEGABYTE


@pytest.mark.parametrize("content", [
    "&" * MEGABYTE, "<ul><li>" * 20_000 + "x", "<blockquote>" * 50_000 + "<p>x" * 20_000, "<a '" * 100_000,
], ids=["ampersands", "lists", "quotes", "tags"])
def test_a_megabyte_of_html(cli, page, content):
    _, path = page(content, editor="ckeditor")
    assert len(cli("pages", "view", path).out) < 40 * MEGABYTE


def test_tabs_in_code_keep_its_columns(cli, page):
    _, path = page("```\nif x:\n\ta\t= 1\n\t\tb\n```\n")
    assert "\n    if x:\n        a   = 1\n            b\n" in cli("pages", "view", path).out


def test_tags_within_a_line_stay_out_of_what_follows(cli, page):
    _, path = page("<span class='x'>One</span> line<br>two\n\n```\ncode\n```\n\n<kbd>Tab</kbd>\n")
    assert cli("pages", "view", path).out.endswith("\n\nOne line\ntwo\n\n    code\n\nTab\n")


def test_pictures_in_addresses_are_not_spelled_out(cli, page):
    _, path = page("![plan](data:image/png;base64,AAAABBBB) and [a file](data:,text)\n")
    assert cli("pages", "view", path).out.endswith("\n[image: plan] (data:image/png) and a file (data:)\n")


def test_html_that_is_not_closed(cli, page):
    _, path = page("<ol><li>one<ul><li>inner</ul><li>two<li>three</ol><p title=it's>after</p></li></blockquote>"
                   "<blockquote>said<ul><li>in it</blockquote></ul>behind", editor="ckeditor")
    text = cli("pages", "view", path).out
    assert "1. one\n   • inner\n2. two\n3. three\n\nafter\n" in text and "│ said\n" in text, text


def test_control_characters_never_reach_the_terminal(cli, page):
    hostile = "\x1b[31mred \x07bell \x9b31m \u202ertl"
    _, path = page(f"# {hostile}\n\n`{hostile}` [{hostile}](x{hostile}) ![{hostile}](y)\n\n    {hostile}\n\n<p>{hostile}</p>\n",
                   title=hostile, description=hostile)
    assert "^[[31m" in hostile_output(cli, "pages", "view", path)


def test_other_editors_are_shown_as_they_are(cli, page):
    _, path = page("= Title\n\n* item\n", editor="asciidoc")
    assert cli("pages", "view", path).out.endswith("\n= Title\n\n* item\n")


def test_missing_page(cli):
    assert "no/such: This page does not exist" in cli("pages", "view", "no/such", code=3).err


def test_view_goes_through_the_pager(cli, page, tmp_path):
    _, path = page("text\n")
    cli.terminal("pages", "view", path, env={"PAGER": f"cat > {tmp_path}/paged"})
    assert "text\n" in (tmp_path / "paged").read_text()


# --- open ---

def test_open_gives_the_address_to_the_browser(cli, page, tmp_path):
    number, path = page("x\n")
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\nprintf '%s|' \"$@\" > {tmp_path}/seen\n")
    browser.chmod(0o755)
    address = cli("pages", "open", number, env={"BROWSER": ""}).out.strip()
    assert address.endswith(f"/en/{path}")
    cli("pages", "open", path, env={"BROWSER": f"/no/such/browser:{browser}"})
    assert (tmp_path / "seen").read_text() == f"{address}|"
    cli("pages", "open", path, env={"BROWSER": f"{browser} --new %s --end"})
    assert (tmp_path / "seen").read_text() == f"--new|{address}|--end|"


def test_open_without_a_browser_prints_the_address(cli, page):
    _, path = page("x\n")
    for env in ({"BROWSER": None, "DISPLAY": None, "WAYLAND_DISPLAY": None}, {"BROWSER": "/no/such/browser"},
                {"BROWSER": "false"}):
        assert cli("pages", "open", path, env=env).out.endswith(f"/en/{path}\n")


def test_open_runs_no_shell(cli, page, tmp_path, new_path):
    path = new_path() + "$(touch-it)"
    page("x\n", path=path)
    assert "%24(touch-it)" in cli("pages", "open", path, env={"BROWSER": "/bin/echo"}).out.replace("$", "%24")
    cli("pages", "open", "no/such/page", env={"BROWSER": f"/usr/bin/touch {tmp_path}/opened"}, code=3)
    assert not (tmp_path / "opened").exists()
