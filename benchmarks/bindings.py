# SPDX-License-Identifier: MIT
"""What the Python bindings of a schema cost: to make, to import, to read and to write."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from benchmarks.measure import QAPIGEN, Cost, cost

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
_TYPES = (
    "import qmp\n"
    "for name in dir(qmp):\n    if not name.endswith('Client'): getattr(qmp, name)"
)


class Row(NamedTuple):
    """A row: what was measured, the cost, a ratio that says more, and what is asked."""

    what: str
    cost: Cost
    asked: str


def rows(schema: Path) -> Iterator[Row]:
    """All rows, for the bindings of one schema."""
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
    return Cost(whole.seconds - removing.seconds, whole.mebibytes)


def _python(folder: str, code: str) -> Cost:
    head = f"import sys; sys.path.insert(0, {folder!r})\n"
    return cost((sys.executable, "-I", "-c", head + code))


def _imports(folder: str) -> Iterator[Row]:
    bare, pydantic = _python(folder, "pass"), _python(folder, _PYDANTIC)
    yield Row("pydantic alone, over bare python", _over(pydantic, bare), "the floor")
    package = _python(folder, "import qmp")
    yield Row(
        "import of the package, over bare python", _over(package, bare), "<= 5 ms"
    )
    first = _python(folder, _FIRST)
    yield Row("first typed command, over pydantic", _over(first, pydantic), "<= 40 ms")
    blockdev = _python(folder, _BLOCKDEV)
    yield Row(
        "first blockdev-add, over pydantic", _over(blockdev, pydantic), "<= 140 ms"
    )
    # Pydantic takes 0.15 to 0.25 ms to make a class, whatever is left out of it; there
    # are 1,190, and 6 MiB are asyncio, qemu.qmp and the two clients.
    everything, types = _python(folder, _EVERYTHING), _python(folder, _TYPES)
    yield Row(
        "every class, over bare python", _over(everything, bare), "<= 250 ms, 45 MiB"
    )
    yield Row("- without the clients", _over(types, bare), "")
    yield Row("- without the clients and pydantic itself", _over(types, pydantic), "")


def _over(cost_: Cost, floor: Cost) -> Cost:
    return Cost(cost_.seconds - floor.seconds, cost_.mebibytes)


def _in_process(folder: str) -> Iterator[Row]:
    sys.path.insert(0, folder)
    yield from _decoding_replies()
    yield _decoding_events()
    yield _building()


def _decoding_replies() -> Iterator[Row]:
    from qmp._runtime.framing import undecoded
    from qmp._runtime.pausing import Uncollected
    from qmp._vocabulary import VOCABULARY

    how = {"extra": "ignore", "by_alias": True, "by_name": False}
    for what, command, value, asked in _replies():
        line = json.dumps({"return": value, "id": "q1"}).encode() + b"\r\n"
        text = undecoded(line).text
        plain = _time(lambda line=line: json.loads(line))
        typed = _time(lambda c=command, t=text: VOCABULARY.read_return(c, t))
        ratio = f"{typed / plain:.2f} x json.loads"
        yield Row(f"decode {what}: {ratio}", Cost(typed, 0), asked)
        # The rest is ours. Filling in absent members is a fifth of pydantic_core's part.
        read = VOCABULARY.returns_of(command).validator.validate_json
        with Uncollected():
            floor = _time(lambda r=read, t=text: r(t, **how))
        yield Row(f"- of that pydantic_core: {floor / plain:.2f} x", Cost(floor, 0), "")


def _decoding_events() -> Row:
    from qmp._runtime.framing import undecoded
    from qmp._vocabulary import VOCABULARY

    message = {
        "timestamp": {"seconds": 1, "microseconds": 2},
        "event": "JOB_STATUS_CHANGE",
    }
    text = json.dumps({**message, "data": {"id": "job", "status": "running"}}).encode()
    event = undecoded(text + b"\r\n")
    # None of them is held: a program that reacts to events holds none.
    typed = _time(lambda: _each(lambda: VOCABULARY.read_event(event)))
    ratio = typed / _time(lambda: _each(lambda: json.loads(text)))
    what = f"decode 1000 events: {ratio:.2f} x json.loads"
    return Row(what, Cost(typed, 0), "<= 1.0 x")


def _building() -> Row:
    import qmp
    from qmp._runtime.requests import typed_request
    from qmp._vocabulary import VOCABULARY

    def build() -> None:
        file = qmp.BlockdevOptionsFile(filename="f")
        options = qmp.BlockdevOptionsQcow2(node_name="a", discard="unmap", file=file)
        typed_request(VOCABULARY, "blockdev-add", options)

    typed = _time(lambda: _each(build))
    return Row("1000 nested blockdev-add, built and dumped", Cost(typed, 0), "<= 25 ms")


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
    yield "200 block nodes", "query-named-block-nodes", [node] * 200, "<= 1.6 x"


def _each(function: Callable[[], object]) -> None:
    """Call it a thousand times."""
    for _ in range(1000):
        function()


def _time(function: Callable[[], object], runs: int = 15) -> float:
    function()
    taken = []
    for _ in range(runs):
        begin = perf_counter()
        function()
        taken.append(perf_counter() - begin)
    return median(taken)


def _checkers(folder: str) -> Iterator[Row]:
    package = f"{folder}/qmp"
    python = sys.executable
    mypy = (python, "-m", "mypy", "--strict", "--no-incremental", package)
    yield Row("mypy --strict on everything, cold", cost(mypy, runs=1), "<= 3 s")
    pyright = (python, "-m", "pyright", "--pythonpath", python, package)
    yield Row("pyright on everything", cost(pyright, runs=1), "<= 10 s")
