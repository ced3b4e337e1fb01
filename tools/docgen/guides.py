# SPDX-License-Identifier: MIT
"""Keeps the hand-written pages true: their C fences come from examples/, and their links lead somewhere."""
import pathlib
import re
import subprocess
import urllib.parse

# '<!-- from examples/FILE.c -->' or '<!-- from examples/FILE.c: NAME, NAME -->', then the fence.
MARKED = re.compile(r"^<!-- from (examples/[\w./-]+)(?:: ([\w, ]+))? -->\n```c\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)
GENERATED = ("docs/api/reference/", "docs/api/README.md")  # declarations from headers
C_LINES = re.compile(r"(?:^ {4,}(?:[^\n]*(?<!;)[;{]|\}|#include [^\n]*)$\n?)+", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(<?([^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*)>?\)")


def piece_of(source: str, name: str) -> str:
    """A function or a constant with the comment above it, as it stands in the file."""
    body = rf"\b{name}(?:\((?:[^;{{]*)\n\{{\n.*?^\}}|(?:\[\])? = \{{.*?\}};)\n"
    match = re.search(rf"^(?:/\*(?:(?!\*/).)*\*/\n)?\w[^\n;]*{body}", source, re.MULTILINE | re.DOTALL)
    if not match:
        raise ValueError(f"no function or constant '{name}'")
    return match[0]


def excerpt(root: pathlib.Path, file: str, names: str | None) -> str:
    source = (root / file).read_text()
    if names:
        return "\n".join(piece_of(source, name.strip()) for name in names.split(","))
    return source.removeprefix("/* SPDX-License-Identifier: MIT */\n")


def fill_fences(root: pathlib.Path, text: str) -> str:
    def filled(match: re.Match) -> str:
        marker = match[0].split("\n", 1)[0]
        return f"{marker}\n```c\n{excerpt(root, match[1], match[2])}```"
    return MARKED.sub(filled, text)


def pages(root: pathlib.Path) -> list[pathlib.Path]:
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], cwd=root, check=True,
                            capture_output=True, text=True).stdout.split("\n")
    return [root / name for name in listed if name and not name.startswith("tools/") and (root / name).exists()]


def guides(root: pathlib.Path) -> dict[str, str]:
    """The pages with fences from examples, as they ought to be."""
    texts = {str(page.relative_to(root)): page.read_text() for page in pages(root)}
    return {name: fill_fences(root, text) for name, text in texts.items() if "<!-- from examples/" in text}


def summaries(root: pathlib.Path) -> list[tuple[str, str, str]]:
    """File name, title and first sentence of each guide beside the reference, by title."""
    found = []
    for page in (root / "docs" / "api").glob("*.md"):
        if page.name != "README.md":
            match = re.match(r"# ([^\n]+)\n\n(.+?\.)(?=\s)", page.read_text(), re.DOTALL)
            if not match:
                raise ValueError(f"{page.relative_to(root)}: does not begin with a title and a sentence")
            found.append((page.name, match[1], " ".join(match[2].split())))
    return sorted(found, key=lambda guide: guide[1].lower())


def unmarked_c(name: str, text: str) -> list[str]:
    """C that no test compiles, in a fence without a marker or indented."""
    unmarked = re.finditer(r"^ *```c$", MARKED.sub(blank, text), re.MULTILINE)
    indented = C_LINES.finditer(FENCE.sub(blank, text))
    return [f"{name}:{text.count(chr(10), 0, match.start()) + 1}: C that is from no file in examples/"
            for match in [*unmarked, *indented]]


def uncompiled(root: pathlib.Path) -> list[str]:
    names = [str(page.relative_to(root)) for page in pages(root)]
    return [finding for name in names if not name.startswith(GENERATED)
            for finding in unmarked_c(name, (root / name).read_text())]


def blank(match: re.Match) -> str:
    """As many lines, with nothing in them."""
    return re.sub(r"[^\n]", " ", match[0])


def slug(heading: str) -> str:
    """The anchor that GitHub and GitLab make of a heading."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(text: str) -> set[str]:
    found: set[str] = set()
    for heading in re.findall(r"^#{1,6} +(.+?)#*$", FENCE.sub("", text), re.MULTILINE):
        base, number = slug(heading), 0
        while (name := f"{base}-{number}" if number else base) in found:
            number += 1
        found.add(name)
    return found | set(re.findall(r'<a (?:id|name)="([^"]+)"', text))


def prose(text: str) -> str:
    """The text without code, in which brackets are no links; positions stay."""
    return re.sub(r"(?<!`)`[^`\n]+`(?!`)", lambda match: "x" * len(match[0]), FENCE.sub(blank, text))


def broken_link(root: pathlib.Path, page: pathlib.Path, target: str, known: dict[pathlib.Path, set[str]]) -> str | None:
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return None
    path, _, anchor = target.partition("#")
    file = (page.parent / urllib.parse.unquote(path)).resolve() if path else page.resolve()
    if not file.exists() or not file.is_relative_to(root):
        return f"'{target}' does not exist"
    if anchor and file.suffix == ".md":
        if file not in known:
            known[file] = anchors(file.read_text())
        if urllib.parse.unquote(anchor) not in known[file]:
            return f"'{target}' names no heading of that page"
    return None


def unreachable_pages(root: pathlib.Path) -> list[str]:
    """Pages below docs/ to which no way leads from README.md."""
    reached: set[pathlib.Path] = set()
    waiting = {root / "README.md"}
    while waiting:
        page = waiting.pop()
        reached.add(page)
        targets = (match[1].partition("#")[0] for match in LINK.finditer(prose(page.read_text())))
        files = {(page.parent / urllib.parse.unquote(target)).resolve() for target in targets if ":" not in target}
        waiting |= {file for file in files if file.suffix == ".md" and file.exists()} - reached
    return [f"{page.relative_to(root)}: no page that README.md leads to has a link to it"
            for page in pages(root) if page.is_relative_to(root / "docs") and page.resolve() not in reached]


def broken_links(root: pathlib.Path) -> list[str]:
    findings: list[str] = []
    known: dict[pathlib.Path, set[str]] = {}
    for page in pages(root):
        text = prose(page.read_text())
        for match in LINK.finditer(text):
            if problem := broken_link(root, page, match[1], known):
                findings.append(f"{page.relative_to(root)}:{text.count(chr(10), 0, match.start()) + 1}: {problem}")
    return findings
