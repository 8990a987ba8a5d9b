# SPDX-License-Identifier: MIT
"""An example to begin with: what the schema asks for, in the markup of its edition."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from qapigen.editions import NOTE_SECTIONS, Edition
from qapigen.schema.model import Command, Event
from qapigen.schema.schema import Schema
from qapigen.schema.skeletons import as_json, shape_of_arguments, shape_of_type

WIDTH = 66
TIMESTAMP = {"seconds": 1267020223, "microseconds": 435656}


def scaffold(schema: Schema, definition: Command | Event) -> Iterator[str]:
    """The lines of an example for the end of the definition's comment."""
    heading, indent = _markup(schema.edition)
    yield from (f"# {heading}", "#")
    for arrow, message in _messages(schema, definition):
        first, *rest = laid_out(message, len(indent) + 5)
        yield f"#{indent}{arrow} {first}"
        yield from (f"#{indent}   {line}" for line in rest)


def _markup(edition: Edition) -> tuple[str, str]:
    """What heads an example, and how far its messages are indented."""
    if edition in NOTE_SECTIONS:
        return "Example:", " "
    return ".. qmp-example::", "     "


def _messages(
    schema: Schema, definition: Command | Event
) -> Iterator[tuple[str, dict[str, object]]]:
    content = as_json(shape_of_arguments(schema, definition, whole=False)) or None
    if isinstance(definition, Event):
        data = {} if content is None else {"data": content}
        yield "<-", {"event": definition.name, **data, "timestamp": TIMESTAMP}
        return
    arguments = {} if content is None else {"arguments": content}
    yield "->", {"execute": definition.name, **arguments}
    if definition.success_response:
        returns = definition.returns
        value = {}
        if returns is not None:
            value = as_json(shape_of_type(schema, returns, definition.name))
        yield "<-", {"return": value}


def laid_out(value: object, column: int) -> list[str]:
    """The lines of a value that begins at a column: on one line if it fits."""
    flat = json.dumps(value)
    if isinstance(value, dict) and value:
        flat = _flat(value)
        parts = [(f"{json.dumps(key)}: ", part) for key, part in value.items()]
        opening, closing = "{ ", " }"
    elif isinstance(value, list) and value:
        flat = _flat(value)
        parts = [("", part) for part in value]
        opening, closing = "[ ", " ]"
    else:
        return [flat]
    if column + len(flat) <= WIDTH:
        return [flat]
    return _in_lines(parts, column, opening, closing)


def _in_lines(
    parts: Sequence[tuple[str, object]], column: int, opening: str, closing: str
) -> list[str]:
    lines: list[str] = []
    for number, (head, part) in enumerate(parts):
        first, *rest = laid_out(part, column + len(opening) + len(head))
        lines.append(f"{'  ' if number else opening}{head}{first}")
        lines += (f"{' ' * (len(head) + 2)}{line}" for line in rest)
        lines[-1] += closing if number == len(parts) - 1 else ","
    return lines


def _flat(value: object) -> str:
    if isinstance(value, dict) and value:
        members = (f"{json.dumps(key)}: {_flat(part)}" for key, part in value.items())
        return f"{{ {', '.join(members)} }}"
    if isinstance(value, list) and value:
        return f"[ {', '.join(map(_flat, value))} ]"
    return json.dumps(value)
