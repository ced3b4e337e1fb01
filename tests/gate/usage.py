# SPDX-License-Identifier: MIT
"""The usual call sequence in the comment at the head of a public header, as C that the headers agree with."""
import pathlib
import re

from .report import execute

COMMENT = re.compile(r"/\*\*\n \* @file.*?\*/", re.DOTALL)
INDENTED = re.compile(r"(?:^ \*     .*\n(?: \*\n(?= \*     ))?)+", re.MULTILINE)
AT_FILE_SCOPE = re.compile(r"^static [^\n;]*\n\{\n.*?^\}\n|^static [^;(]*;\n", re.MULTILINE | re.DOTALL)
STRICT = ["-std=c11", "-fsyntax-only", "-Werror=implicit-function-declaration", "-Werror=int-conversion",
          "-Werror=incompatible-pointer-types"]
# What a program has of its own may be unknown.
OWN = re.compile(r"undeclared \((?:first use in this function|here)|implicit declaration of function .(?!wikijs_)")
GIVEN = "wikijs_client *client, wikijs_error err, int status"


def sequence(header: pathlib.Path) -> str:
    """The lines of the comment that are indented by four."""
    comment = COMMENT.search(header.read_text())
    blocks = INDENTED.findall(comment[0]) if comment else []
    return "\n".join(line[7:] for block in blocks for line in block.split("\n"))


def program(headers: list[str], code: str) -> str:
    includes = "".join(f"#include <{name}>\n" for name in ["inttypes.h", "stdio.h", "string.h", *headers])
    definitions = "".join(AT_FILE_SCOPE.findall(code))
    return f"{includes}\n{definitions}\nint use({GIVEN});\nint use({GIVEN})\n{{\n{{\n{AT_FILE_SCOPE.sub('', code)}\n}}\nreturn status;\n}}\n"


def mistakes(headers: list[str], code: str, flags: list, source: pathlib.Path) -> list[str]:
    source.write_text(program(headers, code))
    done = execute(["cc", *STRICT, *flags, source])
    return [line for line in done.text.splitlines() if re.search(r"\berror: ", line) and not OWN.search(line)]
