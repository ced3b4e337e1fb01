# SPDX-License-Identifier: MIT
"""Renders the pages that come from tables: errors, options, fields. Their prose is in the .md files beside this one."""
import dataclasses
import pathlib
import re

from . import tables
from .headers import Header

HERE = pathlib.Path(__file__).resolve().parent
MADE = "<!-- Made by tools/gen-docs from {}. -->\n"
FAMILIES = {"NONE": "", "LOCAL": "The caller and this machine", "TRANSPORT": "The way to the server", "HTTP": "HTTP",
            "WIKI": "Wiki.js", "POLICY": "Policies"}
REPEAT = {"NEVER": "never", "UNSENT": "safe", "READ": "reads"}
KINDS = {"STRING": "text", "SECRET": "text, secret", "NUMBER": "number", "FLAG": "true or false"}
ENUMERATORS = re.compile(r"Fields of wikijs_(\w+)(?: \(GraphQL type (\w+)\))?")


def table(heads: list[str], rows: list[list[str]]) -> str:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
    return line(heads) + "|" + "---|" * len(heads) + "\n" + "".join(map(line, rows))


def fill(template: str, made_from: str, **parts: str) -> str:
    text = (HERE / template).read_text()
    for name, part in parts.items():
        text = text.replace("{" + name + "}\n", part)
    return MADE.format(made_from) + text


def render_errors(source: tables.Tables) -> str:
    statuses = ""
    for family, title in FAMILIES.items():
        rows = [[f"`WIKIJS_{each.name}`", str(each.number), str(each.exit_code), REPEAT[each.retry], each.text]
                for each in source.statuses if each.family == family]
        statuses += f"## {title}\n\n" if title else ""
        statuses += table(["name", "number", "exit", "repeat", "meaning"], rows) + "\n"
    server = table(["number", "slug", "becomes", "the server's text"],
                   [[str(each.code), each.name, f"`{each.status}`", each.text] for each in source.server_errors])
    return fill("errors.md", "include/wikijs/status.def", statuses=statuses, server_errors=server)


def option_row(option: tables.Option) -> list[str]:
    is_number = option.kind == "NUMBER"
    default = f"{option.default:,}" if is_number else "false" if option.kind == "FLAG" else ""
    bounds = f"{option.minimum:,} to {option.maximum:,}" if is_number else KINDS[option.kind]
    return [f"`{option.member}`", option.text, default, bounds, f"`{option.config_key}`" if option.config_key else ""]


def render_options(source: tables.Tables, client: Header) -> str:
    struct = next(each for each in client.declarations if each.name == "wikijs_client_options")
    named = {option.member for option in source.options} | {"struct_size"}
    members = re.findall(r"\n    ([\w ]+?[ *]+)(\w+);(?: +/\* (.*?) \*/)?", struct.code)
    rows = [[f"`{name}`", f"`{type_.strip()}`", comment] for type_, name, comment in members if name not in named]
    return fill("options.md", "src/options.def",
                options=table(["name", "meaning", "default", "values", "key"], [option_row(each) for each in source.options]),
                members=table(["member", "type", "meaning"], rows))


@dataclasses.dataclass
class Struct:
    """The C side of a model."""
    name: str
    link: str
    enumerators: list[str]


def structs_by_model(headers: list[Header]) -> dict[str, Struct]:
    found = {}
    for header in headers:
        for each in header.declarations:
            if each.kind == "enum" and (match := ENUMERATORS.match(each.doc.text)):
                # A type that the server does not have is named after its struct.
                model = match[2] or "".join(word.capitalize() for word in match[1].split("_"))
                names = re.findall(r"\bWIKIJS_\w+", each.code)
                name = f"wikijs_{match[1]}"
                found[model] = Struct(name, f"{header.types_page}#{name}", names[:-1])
    return found


def field_row(field: tables.Field, enumerator: str) -> list[str]:
    default = "yes" if field.flags & tables.FIELD_DEFAULT else "local" if field.flags & tables.FIELD_LOCAL else ""
    type_ = f"{field.type} of [{field.model}](#{field.model.lower()})" if field.model else field.type
    notes = [note for flag, note in ((tables.FIELD_SECRET, "secret"), (tables.FIELD_BIG, "may be large"))
             if field.flags & flag]
    return [f"`{field.name}`", f"`{enumerator}`", type_, default, f"`{field.permission}`" if field.permission else "",
            field.doc + (f" ({', '.join(notes)})" if notes else "")]


def render_fields(source: tables.Tables, headers: list[Header]) -> str:
    structs, out = structs_by_model(headers), ""
    for model in source.models:
        struct = structs[model.name]
        if len(struct.enumerators) != len(model.fields):
            raise ValueError(f"{struct.name}: {len(struct.enumerators)} enumerators for {len(model.fields)} fields")
        out += f"## {model.name}\n\nIn C [`{struct.name}`]({struct.link}).\n\n"
        out += table(["GraphQL", "enumerator", "type", "default", "needs", "meaning"],
                     [field_row(*each) for each in zip(model.fields, struct.enumerators)]) + "\n"
    return fill("fields.md", "the tables in src/model", models=out.rstrip("\n") + "\n")


def operation_row(operation: tables.Operation) -> list[str]:
    arguments = []
    for each in operation.arguments:
        notes = [note for flag, note in ((each.secret, "secret"), (each.values, each.values)) if flag]
        text = f"`{'.' * each.depth}{each.name}: {each.type}`"
        arguments.append(text + (f" ({'; '.join(notes)})" if notes else ""))
    answer = operation.result + (f"[{operation.model}](fields.md#{operation.model.lower()})" if operation.model else "")
    writes = operation.flags & tables.OPERATION_WRITES
    notes = [note for flag, note in (
        (operation.kind == tables.OPERATION_ROUTE, "file route"), (writes, "writes"),
        (writes and operation.flags & tables.OPERATION_REPEATABLE, "safe to repeat"),
        (operation.flags & tables.OPERATION_SERIAL, "one at a time")) if flag]
    return [f"`{operation.name}`", "<br>".join(arguments), answer, f"`{operation.permission}`" if operation.permission else "",
            ", ".join(notes), operation.since]


def render_operations(source: tables.Tables) -> str:
    out = ""
    for namespace in dict.fromkeys(each.name.split(".")[0] for each in source.operations):
        rows = [operation_row(each) for each in source.operations if each.name.startswith(namespace + ".")]
        out += f"## {namespace}\n\n" + table(["operation", "arguments", "answers", "needs", "", "since"], rows) + "\n"
    return fill("operations.md", "the operation rows in src/api", operations=out.rstrip("\n") + "\n")


def render(source: tables.Tables, headers: list[Header]) -> dict[str, str]:
    client = next(header for header in headers if header.path == "client.h")
    return {"docs/errors.md": render_errors(source), "docs/options.md": render_options(source, client),
            "docs/api/reference/fields.md": render_fields(source, headers),
            "docs/api/reference/operations.md": render_operations(source)}
