# SPDX-License-Identifier: MIT
"""Renders the headers as Markdown: one page for each header, and the index of all functions."""
import re

from .headers import Declaration, Doc, Header

MADE = "<!-- Made by tools/gen-docs from {}. -->\n"
INDEX_HEAD = """# Reference

Made from the headers in `include/wikijs`, which are the contract. The guides below explain the operations in their
context, [getting started](../getting_started.md) and [asynchronous use](../async_usage.md) what they have in common.

- [Fields of all results](reference/fields.md), with the permission that each needs
- [Every operation](reference/operations.md) by its name, with its arguments and the permission that it needs
- [Status codes](../errors.md) and [options of a client](../options.md)
"""
# Said of these parameters once, at the head of each page's header comment or in the guides.
OBVIOUS = {("client", "client"), ("err", "receives details on failure; may be NULL"), ("options", "NULL for defaults")}
NAME = re.compile(r"`[^`]*`|\bwikijs_\w+(?:\(\))?|\bWIKIJS_\w+")


class Links:
    """Where each function, type and macro is described."""

    def __init__(self, headers: list[Header]):
        self.targets = {}
        for header in headers:
            for declaration in header.declarations:
                section = owner(header, declaration)
                if section.kind not in ("opaque", "macro") or section.doc.text:
                    self.targets[declaration.name] = f"{header.page_of(section)}#{section.name.lower()}"

    def text(self, text: str, page: str) -> str:
        """Names become code, and links where they are described on another page or in another section."""
        def mark(match: re.Match) -> str:
            word = match[0]
            target = self.targets.get(word.strip("`").removesuffix("()"))
            code = word if word.startswith("`") else f"`{word}`"
            return f"[{code}]({target.removeprefix(page)})" if target else code

        lines = [line if line.startswith("    ") else NAME.sub(mark, line) for line in text.split("\n")]
        return "\n".join(lines)


def owner(header: Header, declaration: Declaration) -> Declaration:
    """The declaration under whose heading this one stands: 'x_async' and 'x_finish' stand under 'x'."""
    base = re.sub(r"_(async|finish)$|_INIT$", "", declaration.name)
    if declaration.kind == "macro":
        base = base.lower()
    if declaration.doc.params or base == declaration.name:
        return declaration
    return next((other for other in header.declarations if other.name == base), declaration)


def render_doc(doc: Doc, links: Links, page: str) -> str:
    out = links.text(doc.text, page) + "\n" if doc.text else ""
    points = [f"- `{name}`: {links.text(text, page)}" for name, text in doc.params if (name, text) not in OBVIOUS]
    if doc.returns:
        points.append(f"- returns {links.text(doc.returns, page)}")
    if doc.since:
        points.append(f"- since {doc.since}")
    if points:
        out += "\n" + "\n".join(points) + "\n"
    return out


def render_section(header: Header, section: Declaration, links: Links) -> str:
    members = [each for each in header.declarations if owner(header, each) is section]
    codes = []
    for each in members:
        if each.kind == "function":
            codes.append(signature_of(each))
        elif each.kind == "macro":
            codes.append(each.code.split("\n")[0].rstrip("\\ ") if each is section else f"#define {each.name} …")
        else:
            codes.append(each.code)
    code = "\n".join(codes)
    body = render_doc(section.doc, links, header.page_of(section))
    return f"### {section.name or 'Flags'}\n\n```c\n{code}\n```\n" + (f"\n{body}" if body else "")


def signature_of(function: Declaration) -> str:
    """The declaration without the marks of the header; a long one has its parameters on lines of their own."""
    code = function.code.split("\n{")[0].rstrip(";")
    code = re.sub(r"\b(WIKIJS_API|WIKIJS_NODISCARD|static inline)\s+", "", code)
    code = re.sub(r"\s+", " ", code).strip() + ";"
    if len(code) <= 110:
        return code
    head, _, parameters = code.partition("(")
    line, lines = " " * 4, [head + "("]
    for parameter in parameters.removesuffix(");").split(", "):
        if len(line) + len(parameter) > 108:
            lines.append(line.rstrip())
            line = " " * 4
        line += parameter + ", "
    return "\n".join([*lines, line.removesuffix(", ") + ");"])


def sections_of(header: Header) -> list[Declaration]:
    """What gets a heading. The enumerators of fields are in fields.md, and types without a comment speak for themselves."""
    def is_shown(each: Declaration) -> bool:
        if each.kind == "opaque":
            return bool(each.doc.text)
        return owner(header, each) is each and not each.doc.text.startswith("Fields of ")

    return [each for each in header.declarations if is_shown(each)]


def render_sections(header: Header, kind: str, sections: list[Declaration], links: Links) -> str:
    if not sections:
        return ""
    return f"\n## {kind}\n" + "".join("\n" + render_section(header, each, links) for each in sections)


def render_header(header: Header, links: Links) -> dict[str, str]:
    made = MADE.format(f"include/wikijs/{header.path}")
    sections = sections_of(header)
    functions = render_sections(header, "Functions", [each for each in sections if each.kind == "function"], links)
    types = render_sections(header, "Types", [each for each in sections if each.kind != "function"], links)
    page = (f"{made}# {header.path}\n\n```c\n#include <wikijs/{header.path}>\n```\n\n"
            f"{links.text(header.doc.text, header.page)}\n")
    if header.types_page == header.page:
        return {header.page: page + types + functions}
    return {header.page: f"{page}\nThe types are on [a page of their own]({header.types_page}).\n{functions}",
            header.types_page: f"{made}# Types of {header.path}\n\nThe functions are on [another page]({header.page}).\n{types}"}


def render_index(headers: list[Header], guides: list[tuple[str, str, str]]) -> str:
    out = MADE.format("include/wikijs") + INDEX_HEAD + "\n## Guides\n\n"
    out += "".join(f"- [{title}]({name}): {sentence}\n" for name, title, sentence in guides)
    for header in headers:
        out += f"\n## [{header.path}](reference/{header.page})\n\n{header.doc.summary}\n"
        functions = [each for each in sections_of(header) if each.kind == "function"]
        if functions:
            out += "\n"
        for each in functions:
            folded = [other.name.removeprefix(each.name) for other in header.declarations
                      if other is not each and owner(header, other) is each]
            names = f"[`{each.name}`](reference/{header.page}#{each.name})" + "".join(f", `{name}`" for name in folded)
            out += f"- {names}: {each.doc.summary}\n"
    return out


def render(headers: list[Header], guides: list[tuple[str, str, str]]) -> dict[str, str]:
    links = Links(headers)
    pages = {f"docs/api/reference/{name}": text for header in headers for name, text in render_header(header, links).items()}
    return {**pages, "docs/api/README.md": render_index(headers, guides)}
