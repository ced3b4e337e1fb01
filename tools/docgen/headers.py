# SPDX-License-Identifier: MIT
"""Reads the public headers: their comments, and the declarations below them, in the order of the file."""
import dataclasses
import pathlib
import re

LONG_HEADER = 600  # lines

DOC = re.compile(r"/\*\*(.*?)\*/", re.DOTALL)
# A preprocessor line (with continuations), a comment, or blank space: what lies between declarations.
BETWEEN = re.compile(r"\s+|/\*.*?\*/|#(?:[^\n]*\\\n)*[^\n]*\n|extern \"C\" \{|\}(?=\s*#endif)", re.DOTALL)


@dataclasses.dataclass
class Doc:
    """A comment: its paragraphs as Markdown, parameters, return value, and the version that brought the thing."""
    text: str = ""
    params: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    returns: str = ""
    since: str = ""

    @property
    def summary(self) -> str:
        return re.split(r"(?<=\.)\s", self.text.split("\n\n")[0].replace("\n", " "), maxsplit=1)[0]


@dataclasses.dataclass
class Declaration:
    kind: str  # function, callback, struct, enum, opaque, macro
    name: str
    code: str
    doc: Doc


@dataclasses.dataclass
class Header:
    path: str  # "pages.h", "sys/hooks.h"
    doc: Doc
    declarations: list[Declaration]
    line_count: int

    @property
    def page(self) -> str:
        return self.path.removesuffix(".h").replace("/", "-") + ".md"

    @property
    def types_page(self) -> str:
        """The types of a long header have a page of their own."""
        return self.page.replace(".md", "-types.md") if self.line_count > LONG_HEADER else self.page

    def page_of(self, declaration: Declaration) -> str:
        return self.page if declaration.kind == "function" else self.types_page


def plain_lines(comment: str) -> list[str]:
    return [re.sub(r"^\s*\*? ?", "", line, count=1).rstrip() if i else line.strip()
            for i, line in enumerate(comment.split("\n"))]


def parse_doc(comment: str) -> Doc:
    # '@since' may stand at the end of a line of its own kind; a tag ends where the next begins.
    text = "\n".join(plain_lines(comment)).strip("\n")
    parts = re.split(r"(?:^|(?<=\s))@(param|return|since|file)\b", text)
    doc = Doc(parts[0].strip("\n ").strip())
    for tag, body in zip(parts[1::2], parts[2::2]):
        words = " ".join(body.split())
        if tag == "param":
            name, _, meaning = words.partition(" ")
            doc.params.append((name, meaning))
        elif tag == "return":
            doc.returns = words
        elif tag == "since":
            doc.since = words
        else:
            doc.text = body.split("\n", 1)[1].strip("\n") if "\n" in body else ""
    return doc


def end_of_declaration(text: str, start: int) -> int:
    """Past the ';' that ends a declaration, or past the '}' that ends an inline function."""
    depth, position = 0, start
    while position < len(text):
        if text.startswith("/*", position):
            position = text.index("*/", position) + 2
            continue
        character = text[position]
        depth += (character in "{(") - (character in "})")
        position += 1
        if depth == 0 and character == ";":
            return position
        if depth == 0 and character == "}" and re.match(r"static inline\b", text[start:]):
            return position
    raise ValueError(f"unfinished declaration: {text[start:start + 60]!r}")


def classify(code: str) -> tuple[str, str]:
    bare = re.sub(r"/\*.*?\*/", "", code, flags=re.DOTALL)
    if match := re.match(r"#define (\w+)", bare):
        return "macro", match[1]
    if match := re.search(r"\(\*(\w+)\)\(", bare) if bare.startswith("typedef") and "{" not in bare else None:
        return "callback", match[1]
    if match := re.match(r"typedef struct (\w+) \w+;", bare):
        return "opaque", match[1]
    if match := re.match(r"(?:typedef )?(struct|enum)\b\s*(\w*)\s*\{", bare):
        return match[1], match[2]
    if bare.startswith("struct"):
        return "forward", ""
    match = re.search(r"(\w+)\(", bare)
    return ("function", match[1]) if match else ("forward", "")


def parse(path: pathlib.Path, name: str) -> Header:
    text = path.read_text()
    first = DOC.search(text)
    if not first:
        raise ValueError(f"{name} has no @file comment")
    header = Header(name, parse_doc(first[1]), [], text.count("\n"))
    position, comment = first.end(), None
    while position < len(text):
        between = BETWEEN.match(text, position)
        if between and (macro := re.match(r"#define WIKIJS_\w+", between[0])) and not macro[0].endswith("_H"):
            if comment or macro[0].endswith("_INIT"):
                header.declarations.append(Declaration("macro", macro[0].split()[1], between[0].rstrip(), comment or Doc()))
            comment = None
        elif between and between[0].startswith("/**"):
            comment = parse_doc(between[0][3:-2])
        if between:
            position = between.end()
            continue
        end = end_of_declaration(text, position)
        code = text[position:end]
        position = end
        kind, declared = classify(code)
        if kind != "forward" and (comment or not code.startswith("static")):
            header.declarations.append(Declaration(kind, declared, code, comment or Doc()))
        comment = None
    return header


def read_all(include: pathlib.Path) -> list[Header]:
    paths = sorted(include.rglob("*.h"), key=lambda path: (len(path.relative_to(include).parts), path))
    return [parse(path, str(path.relative_to(include))) for path in paths]
