# SPDX-License-Identifier: MIT
"""Help pages: what each verb does, and commands to begin with, which are right."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from qapigen.backends.targets import BACKENDS
from qapigen.cli.program import COMPLETION, VERBS, program, run


def page(*verb: str) -> str:
    """A help page as a wide terminal shows it."""
    return CliRunner().invoke(program, [*verb, "--help"]).output


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_shows_examples(verb: str) -> None:
    """Each is a command line that the verb takes."""
    lines = re.findall(r"\$ .*?(qapigen [^|)\n]*)", page(verb))
    assert lines
    context = click.Context(program, info_name="qapigen")
    for line in lines:
        assert len(f"  $ {line}") <= 90
        _, named, *arguments = shlex.split(line)
        command = program.get_command(context, named)
        assert command is not None
        if "DIR" not in line:
            command.make_context(named, arguments, parent=context)


@pytest.mark.parametrize("verb", [[], ["examples"], ["qom"]])
def test_every_verb_is_told_in_a_line(verb: list[str]) -> None:
    """A list whose sentences do not end tells little."""
    shown = CliRunner().invoke(program, [*verb, "--help"], terminal_width=80).output
    listed = shown.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert len(listed) > 3
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)


def test_no_word_is_left_unexplained() -> None:
    """Every option of every verb says what it does."""
    context = click.Context(program, info_name="qapigen")
    for verb in VERBS:
        command = program.get_command(context, verb)
        assert command is not None
        assert command.help
        for option in command.params:
            if isinstance(option, click.Option) and option.name != "form":
                assert option.help, f"{verb} {option.name}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    """Shells get their script, and words to choose from."""
    environment = os.environ | {"_QAPIGEN_COMPLETE": f"{shell}_source"}
    command = [sys.executable, "-m", "qapigen"]
    script = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert "_QAPIGEN_COMPLETE" in script
    environment |= {
        "_QAPIGEN_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "qapigen gen",
        "COMP_CWORD": "gen" if shell == "fish" else "1",
    }
    words = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert "generate" in words


def test_completion_in_bash() -> None:
    """The line of the help page makes bash offer verbs, options and their values."""
    script = (
        f"{COMPLETION}\n"
        "words() { COMP_WORDS=(qapigen $1 ''); COMP_CWORD=$2; COMPREPLY=();"
        " _qapigen_completion qapigen; echo ${COMPREPLY[@]}; }\n"
        "words '' 1; words 'generate --target' 3"
    )
    programs = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", script],
        env=os.environ | {"PATH": programs},
        capture_output=True,
        text=True,
        check=True,
    )
    verbs, targets = done.stdout.splitlines()
    assert set(verbs.split()) == set(VERBS)
    assert set(targets.split()) == set(BACKENDS)


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("help", "--help"),
        ("help diff", "diff --help"),
        ("help examples list", "examples list --help"),
        ("-V", "--version"),
    ],
)
def test_other_ways_to_ask(
    asked: str, same: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """People who do not know the program try these."""
    outputs = []
    for line in (asked, same):
        assert run(line.split()) == 0
        outputs.append(capsys.readouterr())
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("chek", "no verb 'chek'; did you mean 'check'?"),
        ("help chek", "no verb 'chek'; did you mean 'check'?"),
        ("examples lst", "no verb 'lst'; did you mean 'list'?"),
        ("qom xyzzy", "no verb 'xyzzy'; there are get, list, set, tree"),
    ],
)
def test_an_unknown_verb(
    line: str, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Near names, else all of them."""
    assert run(line.split()) == 2
    assert advice in capsys.readouterr().err


def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said where nothing is wrong."""
    assert run(["check", "--embedded", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert run(["check", "--embedded", "--verbose"]) == 0
    assert "checking" in capsys.readouterr().err
