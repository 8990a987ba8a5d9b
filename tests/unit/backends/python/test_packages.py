# SPDX-License-Identifier: MIT
"""Whole packages, for real schemas: well formed, well typed, always the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from bindings import (
    GUEST,
    OLD_SYSTEM,
    STORAGE,
    SYSTEM,
    folder,
    schema_of,
    written,
)
from conftest import missing

ALL = [
    ("2.11", OLD_SYSTEM),
    ("4.2", SYSTEM),
    ("5.2", SYSTEM),
    ("6.2", SYSTEM),
    ("7.2", SYSTEM),
    ("9.0", SYSTEM),
    ("10.2", SYSTEM),
    ("2.11", GUEST),
    ("7.2", GUEST),
    ("10.2", GUEST),
    ("7.2", STORAGE),
    ("10.2", STORAGE),
]
TYPED = [("10.2", SYSTEM), ("5.2", SYSTEM), ("2.11", OLD_SYSTEM), ("10.2", GUEST)]


def run(*command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A program, with its output."""
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=300)


@pytest.mark.parametrize(("release", "root"), ALL)
def test_formatters_change_nothing(release: str, root: str) -> None:
    """Neither black nor ruff, with their defaults, has anything to add."""
    package = written(release, root)
    python = sys.executable
    black = run(python, "-m", "black", "--check", "--quiet", str(package))
    assert black.returncode == 0, run(
        python, "-m", "black", "--diff", "-q", str(package)
    ).stdout[:3000]
    ruff = run(
        python, "-m", "ruff", "check", "--isolated", "--no-cache", "-q", str(package)
    )
    assert ruff.returncode == 0, ruff.stdout[:3000]


@pytest.mark.parametrize(("release", "root"), TYPED)
def test_type_checkers_find_no_error(release: str, root: str) -> None:
    """Both mypy --strict and pyright accept the whole package."""
    package = written(release, root)
    mypy = run(
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-incremental",
        package.name,
        cwd=folder(),
    )
    assert mypy.returncode == 0, mypy.stdout[:3000]
    pyright = run(
        sys.executable,
        "-m",
        "pyright",
        "--pythonpath",
        sys.executable,
        package.name,
        cwd=folder(),
    )
    assert pyright.returncode == 0, pyright.stdout[:3000]


def test_a_second_run_is_identical(tmp_path: Path) -> None:
    """The same bytes, whatever the folder, the current directory and the order of hashes."""
    schema = schema_of("7.2")
    outputs = []
    for seed, here in (("1", schema.parent), ("2", tmp_path)):
        out = tmp_path / seed
        path = "qapi-schema.json" if here == schema.parent else str(schema)
        command = [
            sys.executable,
            "-m",
            "qapigen",
            "generate",
            path,
            "--target",
            "python",
        ]
        environment = {"PYTHONHASHSEED": seed, "PATH": "/usr/bin"}
        subprocess.run(
            [*command, "-o", str(out)],
            check=True,
            cwd=here,
            env=environment,
            timeout=120,
        )
        outputs.append(
            {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}
        )
    assert outputs[0] == outputs[1]
    command = [
        sys.executable,
        "-m",
        "qapigen",
        "generate",
        str(schema),
        "--target",
        "python",
    ]
    again = run(*command, "-o", str(tmp_path / "1"), "--check")
    assert (again.returncode, again.stdout) == (0, "")


def test_conditions_fix_a_configuration(tmp_path: Path) -> None:
    """With the symbols of a real server, its commands are those of the package."""
    from corpus import shared_folder

    live = shared_folder() / "live" / "introspection"
    symbols = live / "symbols-qemu-system-x86_64.json"
    if not symbols.is_file():
        missing(f"no {symbols}")
    command = [sys.executable, "-m", "qapigen", "generate", str(schema_of("7.2"))]
    command += ["--target", "python", "-o", str(tmp_path), "--package", "configured"]
    made = run(*command, "--symbols", str(symbols))
    assert made.returncode == 0, made.stderr
    text = (tmp_path / "configured" / "_vocabulary.py").read_text()
    answer = json.loads((live / "live-qemu-system-x86_64-q35-tcg.json").read_text())
    expected = {e["name"] for e in answer if e["meta-type"] in ("command", "event")}
    names: dict[str, dict[str, object]] = {}
    exec(
        text.replace(
            "from ._runtime.vocabulary import", "from qapigen.runtime.vocabulary import"
        ),
        {"__name__": "x.y"},
        names,
    )
    assert set(names["COMMANDS"]) | set(names["EVENTS"]) == expected


def test_the_package_needs_no_qapigen() -> None:
    """It imports with qapigen out of reach, and without qemu.qmp until it connects."""
    package = written("7.2")
    program = (
        "import sys; sys.modules['qapigen'] = None; sys.modules['qemu'] = None; "
        f"sys.path.insert(0, {str(folder())!r}); import {package.name} as q; "
        "assert q.parse_arguments('stop', {}); "
        "assert q.BlockdevOptionsFile(filename='x'); assert q.parse_event"
    )
    assert run(sys.executable, "-c", program).returncode == 0
