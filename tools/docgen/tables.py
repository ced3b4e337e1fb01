# SPDX-License-Identifier: MIT
"""The library's tables, read by a small C program, so that no second reader of C tables can disagree with the compiler."""
import dataclasses
import os
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent

OPERATION_QUERY, OPERATION_MUTATION, OPERATION_ROUTE = 1, 2, 3
OPERATION_WRITES, OPERATION_REPEATABLE, OPERATION_SERIAL = 1, 2, 4
FIELD_DEFAULT, FIELD_COLUMN, FIELD_BIG, FIELD_SECRET, FIELD_BROKEN, FIELD_LOCAL = 1, 2, 4, 8, 16, 32


@dataclasses.dataclass
class Status:
    name: str
    number: int
    family: str
    retry: str
    exit_code: int
    text: str


@dataclasses.dataclass
class Option:
    member: str
    kind: str
    default: int
    minimum: int
    maximum: int
    text: str
    config_key: str = ""


@dataclasses.dataclass
class ServerError:
    code: int
    name: str
    status: str
    text: str


@dataclasses.dataclass
class Field:
    name: str
    type: str
    model: str
    permission: str
    flags: int
    doc: str


@dataclasses.dataclass
class Model:
    name: str
    fields: list[Field] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Argument:
    depth: int
    name: str
    type: str
    required: bool
    secret: bool
    values: str


@dataclasses.dataclass
class Operation:
    name: str
    kind: int
    permission: str
    result: str
    model: str
    flags: int
    since: str
    arguments: list[Argument] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Tables:
    statuses: list[Status] = dataclasses.field(default_factory=list)
    options: list[Option] = dataclasses.field(default_factory=list)
    server_errors: list[ServerError] = dataclasses.field(default_factory=list)
    models: list[Model] = dataclasses.field(default_factory=list)
    operations: list[Operation] = dataclasses.field(default_factory=list)


def dump() -> str:
    src = ROOT / "src"
    # Where the tables are, and what reads them.
    patterns = ["base/*.c", "model/*.c", "graphql/*.c", "api/*_ops.c", "api/ops.c", "api/operation.c",
                "api/authentication.c", "client/login.c"]
    sources = [HERE / "tables.c", *(path for pattern in patterns for path in sorted(src.glob(pattern)))]
    with tempfile.TemporaryDirectory() as scratch:
        program = pathlib.Path(scratch) / "tables"
        # The tables need no JSON code: what only the rest of these files calls is dropped by the linker.
        subprocess.run([os.environ.get("CC", "cc"), "-std=gnu17", "-D_GNU_SOURCE", "-ffunction-sections", "-fdata-sections",
                        "-Wl,--gc-sections", f"-I{ROOT / 'include'}", f"-I{ROOT / 'src'}", *sources, "-o", program], check=True)
        return subprocess.run([program], check=True, capture_output=True, text=True).stdout


def config_keys() -> dict[str, str]:
    """Which key of the program's configuration file sets which option."""
    text = (ROOT / "cli" / "config" / "keys.c").read_text()
    text = text[text.index("config_keys[] = {"):]
    text = text[:text.index("};")]
    return {member: key for key, member in re.findall(r'\{ "(\w+)", "(\w+)", "', text)}


def read() -> Tables:
    tables, keys = Tables(), config_keys()
    for line in dump().splitlines():
        kind, *columns = line.split("\t")
        if kind == "status":
            name, number, family, retry, exit_code, text = columns
            tables.statuses.append(Status(name, int(number), family, retry, int(exit_code), text))
        elif kind == "option":
            member, type_name, default, minimum, maximum, text = columns
            tables.options.append(Option(member, type_name, int(default), int(minimum), int(maximum), text,
                                         keys.get(member, "")))
        elif kind == "server":
            code, name, status, text = columns
            tables.server_errors.append(ServerError(int(code), name, status, text))
        elif kind == "model":
            tables.models.append(Model(columns[0]))
        elif kind == "operation":
            name, number, permission, result, model, flags, since = columns
            tables.operations.append(Operation(name, int(number), permission, result, model, int(flags), since))
        elif kind == "argument":
            depth, name, type_name, required, secret, values = columns
            tables.operations[-1].arguments.append(Argument(int(depth), name, type_name, bool(required), bool(secret), values))
        else:
            name, type_name, model, permission, flags, doc = columns
            tables.models[-1].fields.append(Field(name, type_name, model, permission, int(flags), doc))
    return tables
