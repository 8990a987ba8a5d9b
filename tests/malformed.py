# SPDX-License-Identifier: MIT
"""Answers that no sane server gives, and a server that gives them."""

from __future__ import annotations

import json
from typing import Any

from scripted_peer import GREETING, Peer

DEEP = "[" * 900 + "]" * 900
DEEPER = "[" * 100_000 + "]" * 100_000

VALUES: dict[str, Any] = {
    "null": None,
    "a number": 7,
    "a huge number": 10**400,
    "a fraction": 1.5,
    "true": True,
    "a string": "text",
    "no items": [],
    "no members": {},
    "an item null": [None],
    "an item that is a number": [1],
    "an item that is a string": ["x"],
    "an item that is an array": [[]],
    "an item without members": [{}],
    "another member": {"a": 1},
    "an error inside": {"error": {"class": "X", "desc": "x"}},
}
"""What stands in place of any answer."""


def _object(name: str = "o", **members: Any) -> dict[str, Any]:
    return {"name": name, "meta-type": "object", "members": [], **members}


def _schema(*entities: Any, argument: Any = "o") -> list[Any]:
    """An answer to query-qmp-schema with command `x` and event `X`."""
    command = {"name": "x", "meta-type": "command", "arg-type": argument}
    event = {"name": "X", "meta-type": "event", "arg-type": argument}
    string = {"name": "str", "meta-type": "builtin", "json-type": "string"}
    return [{**command, "ret-type": "o"}, event, string, *entities]


def _with_member(type_name: Any, *entities: Any) -> list[Any]:
    member = {"name": "m", "type": type_name}
    return _schema(_object(members=[member]), *entities)


def _with_variants(variants: Any, **more: Any) -> list[Any]:
    tag = {"name": "m", "type": "str"}
    return _schema(_object(members=[tag], tag="m", variants=variants, **more))


SCHEMAS: dict[str, Any] = {
    "a name that is a number": [{"name": 1, "meta-type": "command"}],
    "a name that is an array": [{"name": [], "meta-type": "command"}],
    "a name that is null": [{"name": None, "meta-type": "object"}],
    "no name": [{"meta-type": "command"}],
    "no meta-type": [{"name": "x"}],
    "a meta-type that is an array": [{"name": "x", "meta-type": []}],
    "an unheard-of meta-type": _with_member("n", {"name": "n", "meta-type": "new"}),
    "a command alone": [{"name": "x", "meta-type": "command"}],
    "a command as arguments": _schema(argument="x"),
    "arguments of no type": _schema(argument="gone"),
    "arguments of type null": _schema(argument=None),
    "arguments of a type that is a number": _schema(argument=3),
    "arguments of a type that is an array": _schema(argument=["o"]),
    "arguments that are a string": _schema(argument="str"),
    "an object without members": _schema({"name": "o", "meta-type": "object"}),
    "members that are null": _schema(_object(members=None)),
    "members that are a number": _schema(_object(members=7)),
    "members that are a string": _schema(_object(members="ab")),
    "members by name": _schema(_object(members={"m": "str"})),
    "a member that is null": _schema(_object(members=[None])),
    "a member without a name": _schema(_object(members=[{"type": "str"}])),
    "a member whose name is a number": _schema(
        _object(members=[{"name": 1, "type": "str"}])
    ),
    "a member whose name is an array": _schema(
        _object(members=[{"name": [], "type": "str"}])
    ),
    "a member without a type": _schema(_object(members=[{"name": "m"}])),
    "a member of no type": _with_member("gone"),
    "a member whose type is an array": _with_member([]),
    "a member whose type is a number": _with_member(3),
    "a member that is a command": _with_member("x"),
    "a tag without variants": _schema(_object(tag="m")),
    "variants without a tag": _schema(_object(variants=[])),
    "a tag that is no member": _schema(_object(tag="gone", variants=[])),
    "a tag that is an array": _schema(_object(tag=[], variants=[])),
    "variants that are null": _with_variants(None),
    "variants that are a number": _with_variants(7),
    "a variant that is null": _with_variants([None]),
    "a variant without a case": _with_variants([{"type": "o"}]),
    "a variant whose case is an array": _with_variants([{"case": [], "type": "str"}]),
    "a variant without a type": _with_variants([{"case": "a"}]),
    "a variant of no type": _with_variants([{"case": "a", "type": "gone"}]),
    "a variant that is a string": _with_variants([{"case": "a", "type": "str"}]),
    "a variant of itself": _with_variants([{"case": "a", "type": "o"}]),
    "variants of each other": [
        *_with_variants([{"case": "a", "type": "p"}]),
        _object(
            "p",
            members=[{"name": "m", "type": "str"}],
            tag="m",
            variants=[{"case": "a", "type": "o"}],
        ),
    ],
    "an enum without values": _with_member("e", {"name": "e", "meta-type": "enum"}),
    "values that are null": _with_member(
        "e", {"name": "e", "meta-type": "enum", "values": None}
    ),
    "values that are numbers": _with_member(
        "e", {"name": "e", "meta-type": "enum", "values": [1, None, []]}
    ),
    "values that are a string": _with_member(
        "e", {"name": "e", "meta-type": "enum", "values": "ab"}
    ),
    "an array of nothing": _with_member("a", {"name": "a", "meta-type": "array"}),
    "an array of itself": _with_member(
        "a", {"name": "a", "meta-type": "array", "element-type": "a"}
    ),
    "an array of no type": _with_member(
        "a", {"name": "a", "meta-type": "array", "element-type": "gone"}
    ),
    "an array of a number": _with_member(
        "a", {"name": "a", "meta-type": "array", "element-type": 7}
    ),
    "an alternate of nothing": _with_member(
        "t", {"name": "t", "meta-type": "alternate"}
    ),
    "an alternate without alternatives": _with_member(
        "t", {"name": "t", "meta-type": "alternate", "members": []}
    ),
    "an alternate of itself": _with_member(
        "t", {"name": "t", "meta-type": "alternate", "members": [{"type": "t"}]}
    ),
    "an alternate of arrays of itself": _with_member(
        "t",
        {"name": "t", "meta-type": "alternate", "members": [{"type": "a"}]},
        {"name": "a", "meta-type": "array", "element-type": "t"},
    ),
    "an alternate of an alternate": _with_member(
        "t",
        {"name": "t", "meta-type": "alternate", "members": [{"type": "u"}]},
        {"name": "u", "meta-type": "alternate", "members": [{"type": "t"}]},
    ),
    "an alternate of no type": _with_member(
        "t", {"name": "t", "meta-type": "alternate", "members": [{"type": "gone"}]}
    ),
    "an alternate of numbers": _with_member(
        "t", {"name": "t", "meta-type": "alternate", "members": [1]}
    ),
    "a builtin of no JSON type": _with_member(
        "b", {"name": "b", "meta-type": "builtin"}
    ),
    "an unheard-of JSON type": _with_member(
        "b", {"name": "b", "meta-type": "builtin", "json-type": "blob"}
    ),
    "a JSON type that is an array": _with_member(
        "b", {"name": "b", "meta-type": "builtin", "json-type": []}
    ),
    "one name twice": [*_schema(_object()), *_schema(_object())],
    "names that clear a screen": [*_schema(_object()), _object("\x1b[2J\ud800")],
    "objects in a long chain": [
        *_with_member("c0"),
        *(
            _object(f"c{number}", members=[{"name": "m", "type": f"c{number + 1}"}])
            for number in range(3000)
        ),
        _object("c3000"),
    ],
    "variants in a long chain": [
        *_with_member("c0"),
        *(
            _object(
                f"c{number}",
                members=[{"name": f"t{number}", "type": "str"}],
                tag=f"t{number}",
                variants=[{"case": "a", "type": f"c{number + 1}"}],
            )
            for number in range(3000)
        ),
        _object("c3000"),
    ],
}
"""Answers to query-qmp-schema."""

COMMANDS: dict[str, Any] = {
    "a name that is a number": [{"name": 1}],
    "a name that is null": [{"name": None}],
    "a name that is an array": [{"name": ["x"]}],
    "another member": [{"nam": "x"}],
    "a surrogate": [{"name": "x"}, {"name": "\ud800"}],
    "names of two kinds": [{"name": "x"}, {"name": 1}],
}
"""Answers to query-commands."""

GUESTS: dict[str, Any] = {
    "commands that are null": {"supported_commands": None},
    "commands that are a number": {"supported_commands": 7},
    "commands that are text": {"supported_commands": "x"},
    "a command that is null": {"supported_commands": [None]},
    "a command that is text": {"supported_commands": ["x"]},
    "a command without members": {"supported_commands": [{}]},
    "a name that is a number": {"supported_commands": [{"name": 1, "enabled": True}]},
    "a name that is an array": {"supported_commands": [{"name": [], "enabled": True}]},
    "a name alone": {"supported_commands": [{"name": "x"}]},
    "a doubtful command": {"supported_commands": [{"name": "x", "enabled": "?"}]},
}
"""Answers to guest-info."""

PROPERTIES: dict[str, Any] = {
    "names that are numbers": [{"name": 1, "type": "x"}],
    "types that are numbers": [{"name": "a", "type": 2}],
    "a name alone": [{"name": "a"}],
    "a type alone": [{"type": "a"}],
    "names that are arrays": [{"name": [], "type": {}}],
    "an object in itself": [{"name": "a", "type": "child<x>"}],
}
"""Answers to qom-list."""

GREETINGS: dict[str, Any] = {
    "null": None,
    "a number": 7,
    "a version null": {"version": None},
    "a version of numbers": {"version": {"qemu": 7, "package": 7}},
    "a version of arrays": {
        "version": {"qemu": {"major": [], "minor": {}, "micro": None}}
    },
    "a version of text": {"version": {"qemu": "\x1b[2J" * 200, "package": {}}},
    "a version that is a path": {"version": {"qemu": "../../../x\0", "package": ""}},
    "capabilities that are null": {"version": {}, "capabilities": None},
    "capabilities that are numbers": {"version": {}, "capabilities": [1, None, []]},
}
"""Greetings, the part about QMP."""

EVENTS: dict[str, Any] = {
    "a name that is a number": {"event": 1},
    "a name that is null": {"event": None},
    "a name that is an array": {"event": []},
    "data null": {"event": "Y", "data": None},
    "data that is a number": {"event": "Y", "data": 7},
    "data that is an array": {"event": "Y", "data": [1]},
    "data that is text": {"event": "Y", "data": "text"},
    "a time that is null": {"event": "Y", "timestamp": None},
    "a time that is a number": {"event": "Y", "timestamp": 7},
    "a time of text": {"event": "Y", "timestamp": {"seconds": "x"}},
    "a time of null": {"event": "Y", "timestamp": {"seconds": None}},
    "a time that is far": {"event": "Y", "timestamp": {"seconds": 10**30}},
    "a time of fractions": {
        "event": "Y",
        "timestamp": {"seconds": 1.5, "microseconds": "x"},
    },
    "a time out of any clock": {
        "timestamp": {"seconds": 10**15, "microseconds": 10**15},
        "event": "Y",
    },
    "a name that clears a screen": {"event": "\x1b[2J", "data": {"\x1b": "\x1b"}},
    "a surrogate": {"event": "\ud800", "data": {"\ud800": "\ud800"}},
    "an error as well": {"event": "Y", "error": None},
}
"""Events."""


class Odd:
    """A server that answers in earnest but for one command."""

    def __init__(self, command: str, answer: Any, event: Any = None) -> None:
        self.answers: dict[str, Any] = {
            "query-commands": [{"name": "x"}],
            "query-qmp-schema": _schema(_object(members=[])),
            "guest-info": {"supported_commands": [{"name": "x", "enabled": True}]},
            "qom-list": [{"name": "a", "type": "string"}],
            "human-monitor-command": "text",
            "x": {},
            command: answer,
        }
        self.event = event
        self.greeting: Any = GREETING
        self.is_brief = False

    def serve(self, peer: Peer) -> None:
        """Follow the conversation to its end."""
        peer.send(self.greeting)
        self.serve_as_agent(peer)

    def serve_as_agent(self, peer: Peer) -> None:
        """Follow a conversation without a greeting."""
        while request := peer.receive():
            self.answer(peer, request)

    def answer(self, peer: Peer, request: dict[str, Any]) -> None:
        """Answer one request."""
        name = request["execute"]
        answer = self.answers.get(name, {})
        if name == "guest-sync":
            answer = request["arguments"]["id"]
        # Bytes go over the wire as they are.
        text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        tail = f', "id": {json.dumps(request.get("id"))}}}\r\n'
        peer.send_bytes(b'{"return": ' + text + tail.encode())
