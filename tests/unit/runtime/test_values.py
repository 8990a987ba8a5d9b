# SPDX-License-Identifier: MIT
"""The bases of generated types: strict to send, tolerant to receive, nothing converted."""

import copy
import json
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from tiny import (
    VOCABULARY,
    BlockdevOptionsFile,
    BlockdevOptionsQcow2,
    JobStatus,
    MigrateSetParameters,
    RunState,
    parse_arguments,
    parse_return,
)
from tiny.machine import BlockdevOptions

from qapigen.runtime.choices import ByJsonType
from qapigen.runtime.encoding import encode
from qapigen.runtime.errors import InvalidReply, InvalidRequest
from qapigen.runtime.framing import decode
from qapigen.runtime.models import UnknownBranch
from qapigen.runtime.receiving import receiving
from qapigen.runtime.requests import typed_request
from qapigen.runtime.scalars import BUILTIN_TYPES
from qapigen.runtime.server import Abilities, Server, server_of
from qapigen.runtime.vocabulary import Vocabulary, to_wire

RANGES = {
    "int8": (-128, 127),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "int": (-(2**63), 2**63 - 1),
    "uint8": (0, 255),
    "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
    "size": (0, 2**64 - 1),
}


@pytest.mark.parametrize("name", RANGES)
def test_integers(name: str) -> None:
    """Their range, and nothing but integers."""
    adapter = TypeAdapter[Any](BUILTIN_TYPES[name])
    low, high = RANGES[name]
    assert adapter.validate_python(low) == low
    assert adapter.validate_python(high) == high
    for wrong in (low - 1, high + 1, True, 1.0, "1", None):
        with pytest.raises(ValidationError):
            adapter.validate_python(wrong)


def test_other_builtins() -> None:
    """A number stays what it is; bool is bool; any is anything; null is None."""
    number = TypeAdapter[Any](BUILTIN_TYPES["number"])
    assert type(number.validate_python(5)) is int
    assert type(number.validate_python(5.0)) is float
    for wrong in (True, "5", float("nan"), None):
        with pytest.raises(ValidationError):
            number.validate_python(wrong)
    boolean = TypeAdapter[Any](BUILTIN_TYPES["bool"])
    for wrong in (1, "true", None):
        with pytest.raises(ValidationError):
            boolean.validate_python(wrong)
    assert TypeAdapter[Any](BUILTIN_TYPES["any"]).validate_python({"a": [None]}) == {
        "a": [None]
    }
    with pytest.raises(ValidationError):
        TypeAdapter[Any](BUILTIN_TYPES["null"]).validate_python(0)


def test_enum_values_that_the_schema_does_not_know() -> None:
    """Refused where we speak, kept where the server does, and never a member of the class."""
    with pytest.raises(ValueError, match="novel"):
        RunState("novel")
    with receiving():
        novel = RunState("novel")
    assert not novel.known
    assert novel == "novel"
    assert str(novel) == "novel"
    assert "novel" in repr(novel)
    assert copy.copy(novel) is copy.deepcopy(novel) is novel
    assert json.dumps([novel]) == '["novel"]'
    assert to_wire(novel) == "novel"
    assert RunState.RUNNING.known
    assert len(list(RunState)) == 3
    with pytest.raises(ValueError, match="novel"):
        RunState("novel")
    with pytest.raises(ValueError, match="7"), receiving():
        RunState(7)


def test_absent_null_and_value() -> None:
    """Four states on the wire stay apart."""
    states = [{}, {"tls-creds": None}, {"tls-creds": ""}, {"tls-creds": "x"}]
    for state in states:
        parsed = parse_arguments("migrate-set-parameters", state)
        assert to_wire(parsed) == state
        assert typed_request(VOCABULARY, "migrate-set-parameters", parsed) == state
    with pytest.raises(InvalidRequest, match="downtime-limit"):
        parse_arguments("migrate-set-parameters", {"downtime-limit": "5"})


def test_null_for_an_optional_member_is_not_absent() -> None:
    """A null that the type does not admit is refused when it comes as JSON from us."""
    assert to_wire(MigrateSetParameters(downtime_limit=None)) == {}


def test_unknown_branches() -> None:
    """Kept with every member when received, readable by name, refused when sent."""
    adapter = TypeAdapter[Any](BlockdevOptions)
    wire = {"driver": "novel", "node-name": "n", "x_y": {"deep": [1]}, "class": 1}
    with receiving():
        value = adapter.validate_python(
            wire, by_alias=True, by_name=False, extra="ignore"
        )
    assert isinstance(value, UnknownBranch)
    assert value.driver == "novel"
    assert value.node_name == "n"
    assert value.x_y == {"deep": [1]}
    assert value.class_ == 1
    assert not hasattr(value, "missing")
    assert to_wire(value) == wire
    with pytest.raises(ValidationError, match="driver"):
        adapter.validate_python(wire)
    with pytest.raises(InvalidRequest, match="branch"):
        typed_request(VOCABULARY, "blockdev-add", value)
    inside = BlockdevOptionsQcow2(file=value)
    with pytest.raises(InvalidRequest, match="file"):
        typed_request(VOCABULARY, "blockdev-add", inside)


@pytest.mark.parametrize("tag", [None, 7, [], {}, True])
def test_tags_that_are_none(tag: object) -> None:
    """A tag that is missing, or no string, never raises anything but the clear exception."""
    wire = {"filename": "x"} if tag is None else {"driver": tag, "filename": "x"}
    with pytest.raises(InvalidRequest):
        parse_arguments("blockdev-add", wire)


def test_received_enum_value_sent_back() -> None:
    """What only a newer server knows is not sent, wherever it hides."""
    status = parse_return("query-status", {"running": True, "status": "novel"})
    assert to_wire(status) == {"running": True, "status": "novel"}
    from qapigen.runtime.requests import refuse_unknown

    with pytest.raises(
        InvalidRequest, match=r"x: \[0\]\.status: .*'novel' of RunState"
    ):
        refuse_unknown("x", [status])


@pytest.mark.parametrize("value", [True, 7, 0.5, "a", [1], {"a": 1}, None])
def test_an_alternative_is_chosen_by_its_json_type(value: object) -> None:
    """Each is told from all others."""
    number: Any = BUILTIN_TYPES["number"]
    chosen = TypeAdapter[Any](
        Annotated[
            bool | number | str | list[int] | dict[str, int] | None,
            ByJsonType("boolean", "number", "string", "array", "object", "null"),
        ]
    )
    assert repr(chosen.validate_python(value)) == repr(value)
    with pytest.raises(ValidationError, match="in JSON: boolean, number, string"):
        chosen.validate_python({1})


def test_strict_and_tolerant() -> None:
    """Members that the schema does not know are refused from us and ignored from the server."""
    wire = {"driver": "file", "filename": "f", "novel": 1}
    with pytest.raises(InvalidRequest, match=r"blockdev-add: file\.novel"):
        parse_arguments("blockdev-add", wire)
    nested = {"driver": "qcow2", "file": wire}
    with pytest.raises(InvalidRequest, match="novel"):
        parse_arguments("blockdev-add", nested)
    status = parse_return(
        "query-status", {"running": True, "status": "paused", "novel": {}}
    )
    assert to_wire(status) == {"running": True, "status": "paused"}
    with pytest.raises(InvalidReply, match="query-status: running"):
        parse_return("query-status", {"running": "yes", "status": "paused"})


def test_names() -> None:
    """Wire names are no Python names, nor the other way round."""
    with pytest.raises(InvalidRequest):
        parse_arguments(
            "blockdev-add", {"driver": "file", "filename": "f", "node_name": "n"}
        )
    with pytest.raises(ValidationError):
        BlockdevOptionsFile(**{"filename": "f", "node-name": "n"})
    extra = parse_arguments("device_add", {"driver": "d", "id": "i", "other": [1]})
    assert to_wire(extra) == {"driver": "d", "id": "i", "other": [1]}


def test_nothing_to_say() -> None:
    """Commands without arguments or return: an empty object both ways."""
    assert to_wire(parse_arguments("stop", {})) == {}
    assert to_wire(parse_return("stop", {})) == {}
    with pytest.raises(InvalidRequest):
        parse_arguments("stop", {"a": 1})


def test_assignment_is_checked() -> None:
    """A value that is put in later obeys the same rules."""
    options = BlockdevOptionsFile(filename="f")
    with pytest.raises(ValidationError):
        options.__setattr__("filename", 7)
    options.read_only = True
    assert to_wire(options) == {"driver": "file", "filename": "f", "read-only": True}
    assert repr(options) == "BlockdevOptionsFile(read_only=True, filename='f')"


def test_an_instance_is_written_without_looking_at_its_union() -> None:
    """What one branch says does not wait for the others to be made ready."""
    fresh = Vocabulary(
        f"{VOCABULARY.package}.x", VOCABULARY.commands, VOCABULARY.events
    )
    options = BlockdevOptionsFile(node_name="n", filename="f")
    wire = {"driver": "file", "node-name": "n", "filename": "f"}
    assert typed_request(fresh, "blockdev-add", options) == wire
    assert not vars(fresh)["arguments_of"].cache_info().currsize
    members = {"driver": "file", "node_name": "n", "filename": "f"}
    assert typed_request(fresh, "blockdev-add", members) == wire
    with pytest.raises(InvalidRequest):
        typed_request(fresh, "blockdev-add", JobStatus.CONCLUDED)


def test_what_was_spoilt_since_it_was_checked_is_refused() -> None:
    """An instance that pydantic has not checked is not sent."""
    spoilt = BlockdevOptionsFile.model_construct(filename=7)
    with pytest.raises(InvalidRequest, match="filename"):
        typed_request(VOCABULARY, "blockdev-add", spoilt)


def test_enum_members_of_models() -> None:
    """A literal is as good as the member."""
    assert JobStatus("concluded") is JobStatus.CONCLUDED


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=True),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(json_values)
def test_any_value_is_encoded_or_refused(value: object) -> None:
    """What is encoded reads back the same."""
    message = {"execute": "x", "arguments": {"value": value}}
    try:
        line = encode(message)
    except InvalidRequest:
        return
    assert line.count(b"\n") == 1
    assert decode(line) == [message]


def test_what_a_server_supports() -> None:
    """Commands, members of arguments, of variants and of alternates, through arrays."""
    entities = [
        {"name": "do", "meta-type": "command", "arg-type": "0", "ret-type": "1"},
        {"name": "DONE", "meta-type": "event", "arg-type": "0"},
        {
            "name": "0",
            "meta-type": "object",
            "members": [{"name": "a", "type": "[2]"}, {"name": "s", "type": "str"}],
            "variants": [{"case": "x", "type": "1"}],
        },
        {"name": "1", "meta-type": "object", "members": [{"name": "b", "type": "str"}]},
        {"name": "[2]", "meta-type": "array", "element-type": "2"},
        {
            "name": "2",
            "meta-type": "alternate",
            "members": [{"type": "1"}, {"type": "str"}],
        },
        {"name": "str", "meta-type": "builtin", "json-type": "string"},
    ]
    abilities = Abilities(entities)
    assert abilities.supports("do")
    assert abilities.supports("do", "a")
    assert abilities.supports("do", "b")
    assert abilities.supports("do", "a", "b")
    assert not abilities.supports("do", "a", "c")
    assert not abilities.supports("do", "s", "c")
    assert not abilities.supports("DONE")
    assert not abilities.supports("0")
    assert not abilities.supports("undo")


@pytest.mark.parametrize(
    ("greeting", "server"),
    [
        ({}, Server()),
        ({"QMP": {}}, Server()),
        ({"QMP": {"version": {}}}, Server()),
        ({"QMP": {"version": 7, "capabilities": ["oob", 3]}}, Server("", "", ("oob",))),
        (
            {"QMP": {"version": {"qemu": {"major": 1, "minor": 2, "micro": 3}}}},
            Server("1.2.3"),
        ),
        ({"QMP": {"version": {"qemu": "0.12", "package": "d"}}}, Server("0.12", "d")),
    ],
)
def test_greetings(greeting: dict[str, Any], server: Server) -> None:
    """What is not said is not known; nothing in a greeting raises anything."""
    assert server_of(greeting) == server
