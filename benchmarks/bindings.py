# SPDX-License-Identifier: MIT
"""What the Python bindings of a schema cost: to make, to import, to read and to write."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from tempfile import TemporaryDirectory
from types import GenericAlias
from typing import Any

from pydantic import TypeAdapter, create_model

from benchmarks.measure import QAPIGEN, Cost, Row, cost, over, time
from benchmarks.schemas import newest

_PYDANTIC = (
    "from pydantic import BaseModel, MISSING, RootModel, TypeAdapter\n"
    "class A(BaseModel):\n    a: int\n"
    "A(a=1)"
)
_FIRST = "import qmp\nqmp.parse_arguments('query-status', {})"
_BLOCKDEV = (
    "from qmp import BlockdevOptionsFile, BlockdevOptionsQcow2\n"
    "from qmp._runtime.requests import typed_request\n"
    "from qmp._vocabulary import VOCABULARY\n"
    "options = BlockdevOptionsQcow2(node_name='a', file=BlockdevOptionsFile(filename='f'))\n"
    "typed_request(VOCABULARY, 'blockdev-add', options)"
)
_EVERYTHING = "import qmp\nfor name in dir(qmp): getattr(qmp, name)"
_COMPLETE = (
    "import qmp\nfor name in dir(qmp): getattr(getattr(qmp, name), '__dict__', None)"
)
_TYPES = (
    "import qmp\n"
    "for name in dir(qmp):\n    if not name.endswith('Client'): getattr(qmp, name)"
)


def rows() -> Iterator[Row]:
    """All rows, for the bindings of the newest release."""
    _, schema = newest()
    with TemporaryDirectory() as folder:
        command = (
            *QAPIGEN,
            "generate",
            str(schema),
            "--target",
            "python",
            "-o",
            folder,
        )
        yield Row(
            "generate python, from nothing", _fresh(command, folder), "<= 31 starts"
        )
        yield Row("generate python, nothing changed", cost(command), "<= 17 starts")
        yield from _imports(folder)
        yield from _in_process(folder)
        yield from _checkers(folder)


def _fresh(command: tuple[str, ...], folder: str) -> Cost:
    """The cost of writing all files; they are removed before each run."""
    script = (
        "import shutil, subprocess, sys; shutil.rmtree(sys.argv[1] + '/qmp', True); "
    )
    script += "raise SystemExit(subprocess.call(sys.argv[2:]))"
    remover = (sys.executable, "-I", "-c", script, folder)
    removing = cost((*remover, sys.executable, "-I", "-c", "pass"))
    whole = cost((*remover, *command))
    cost(command, runs=1)
    return over(whole, removing)


def _python(folder: str, code: str) -> Cost:
    head = f"import sys; sys.path.insert(0, {folder!r})\n"
    return cost((sys.executable, "-I", "-c", head + code))


def _imports(folder: str) -> Iterator[Row]:
    bare, pydantic = _python(folder, "pass"), _python(folder, _PYDANTIC)
    yield Row("pydantic alone, over bare python", over(pydantic, bare), "the floor")
    package = _python(folder, "import qmp")
    yield Row("import of the package, over bare python", over(package, bare), "<= 5 ms")
    first = _python(folder, _FIRST)
    yield Row("first typed command, over pydantic", over(first, pydantic), "<= 40 ms")
    blockdev = _python(folder, _BLOCKDEV)
    yield Row(
        "first blockdev-add, over pydantic", over(blockdev, pydantic), "<= 140 ms"
    )
    # Of that, 95 ms are pydantic's own import and 40 those of asyncio and qemu.qmp.
    everything, types = _python(folder, _EVERYTHING), _python(folder, _TYPES)
    yield Row(
        "every class, over bare python", over(everything, bare), "<= 250 ms, 45 MiB"
    )
    yield Row("- without the clients", over(types, bare))
    yield Row("- without the clients and pydantic itself", over(types, pydantic))
    # What each class puts off until it is first looked into.
    complete = _python(folder, _COMPLETE)
    yield Row("every class, and each looked into", over(complete, bare))


def _in_process(folder: str) -> Iterator[Row]:
    sys.path.insert(0, folder)
    # Made just now, so that no checker of types knows it.
    qmp = import_module("qmp")
    undecoded = import_module("qmp._runtime.framing").undecoded
    vocabulary = import_module("qmp._vocabulary").VOCABULARY
    yield from _decoding_replies(undecoded, vocabulary)
    yield _decoding_plain_models()
    yield _decoding_events(undecoded, vocabulary)
    yield _building(qmp, vocabulary)


def _decoding_replies(undecoded: Any, vocabulary: Any) -> Iterator[Row]:
    uncollected = import_module("qmp._runtime.pausing").Uncollected
    how = {"extra": "ignore", "by_alias": True, "by_name": False}
    for what, command, value, asked in _replies():
        line = json.dumps({"return": value, "id": "q1"}).encode() + b"\r\n"
        text = undecoded(line).text
        plain = time(partial(json.loads, line)).seconds
        typed = time(partial(vocabulary.read_return, command, text))
        ratio = f"{typed.seconds / plain:.2f} x json.loads"
        yield Row(f"decode {what}: {ratio}", typed, asked)
        # The rest is ours. Filling in absent members is a fifth of pydantic_core's part.
        read = vocabulary.returns_of(command).validator.validate_json
        with uncollected():
            floor = time(partial(read, text, **how))
        yield Row(f"- of that pydantic_core: {floor.seconds / plain:.2f} x", floor)


def _decoding_plain_models() -> Row:
    """What any models cost: with the members of the nodes alone, without ranges or conditions."""
    text = json.dumps(_nodes()).encode()
    plain = time(partial(json.loads, text)).seconds
    nodes: Any = GenericAlias(list, (_plain(_nodes()[0]),))
    read = TypeAdapter[Any](nodes).validate_json
    with import_module("qmp._runtime.pausing").Uncollected():
        floor = time(partial(read, text))
    return Row(f"- of plain models: {floor.seconds / plain:.2f} x", floor, "the floor")


def _plain(value: Any) -> Any:
    """A type that has just the members of a value."""
    if not isinstance(value, dict):
        return type(value)
    fields: dict[str, Any] = {name: (_plain(part), ...) for name, part in value.items()}
    return create_model("Plain", **fields)


def _decoding_events(undecoded: Any, vocabulary: Any) -> Row:
    message = {
        "timestamp": {"seconds": 1, "microseconds": 2},
        "event": "JOB_STATUS_CHANGE",
    }
    text = json.dumps({**message, "data": {"id": "job", "status": "running"}}).encode()
    event = undecoded(text + b"\r\n")
    # None of them is held: a program that reacts to events holds none.
    typed = time(lambda: _each(lambda: vocabulary.read_event(event)))
    ratio = typed.seconds / time(lambda: _each(lambda: json.loads(text))).seconds
    return Row(f"decode 1000 events: {ratio:.2f} x json.loads", typed, "<= 1.0 x")


def _building(qmp: Any, vocabulary: Any) -> Row:
    typed_request = import_module("qmp._runtime.requests").typed_request

    def build() -> None:
        file = qmp.BlockdevOptionsFile(filename="f")
        options = qmp.BlockdevOptionsQcow2(node_name="a", discard="unmap", file=file)
        typed_request(vocabulary, "blockdev-add", options)

    built = time(lambda: _each(build))
    return Row("1000 nested blockdev-add, built and dumped", built, "<= 25 ms")


def _replies() -> Iterator[tuple[str, str, Any, str]]:
    """Long replies: what, of which command, the value, what is asked."""
    members = [
        {"name": f"member-{n}", "type": str(n), "default": None} for n in range(9)
    ]
    entity = {"name": "1", "meta-type": "object", "members": members}
    command = {
        "name": "do-it",
        "meta-type": "command",
        "arg-type": "1",
        "ret-type": "2",
    }
    enum = {
        "name": "3",
        "meta-type": "enum",
        "values": ["a", "b"],
        "members": [{"name": "a"}],
    }
    schema = [entity, command, command, enum] * 250
    yield "query-qmp-schema", "query-qmp-schema", schema, "<= 2.5 x"
    yield "200 block nodes", "query-named-block-nodes", _nodes(), "<= 1.6 x"


def _nodes() -> list[dict[str, Any]]:
    image = {"filename": "/a.qcow2", "format": "qcow2", "virtual-size": 16777216}
    cache = {"no-flush": False, "direct": False, "writeback": True}
    node = {
        "node-name": "n",
        "ro": False,
        "drv": "qcow2",
        "encrypted": False,
        "iops": 0,
        "bps": 0,
    }
    node |= {f"{kind}_{way}": 0 for kind in ("iops", "bps") for way in ("rd", "wr")}
    node |= {"file": "/a.qcow2", "write_threshold": 0, "detect_zeroes": "off"}
    node |= {"backing_file_depth": 0, "image": image, "cache": cache}
    node |= {"encryption_key_missing": False, "active": True, "children": []}
    return [node] * 200


def _each(function: Callable[[], object]) -> None:
    """Call it a thousand times."""
    for _ in range(1000):
        function()


def _checkers(folder: str) -> Iterator[Row]:
    package = f"{folder}/qmp"
    python = sys.executable
    mypy = (python, "-m", "mypy", "--strict", "--no-incremental", package)
    yield Row("mypy --strict on everything, cold", cost(mypy, runs=1), "<= 3 s")
    pyright = (python, "-m", "pyright", "--pythonpath", python, package)
    yield Row("pyright on everything", cost(pyright, runs=1), "<= 10 s")
