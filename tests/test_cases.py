# SPDX-License-Identifier: MIT
"""Each file under cases/ shows one fault, and holds what is said about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_files import CASES, Case, all_cases

from qapigen.catalog import codes
from qapigen.cli.program import run


@pytest.mark.parametrize("case", list(all_cases()), ids=lambda case: case.name)
def test_case(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:
    """The findings are exactly the expected text, and the folder's code is among them."""
    case.copy_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    run(case.arguments())
    output = capsys.readouterr()
    assert not (output.err and output.out)
    # The summary is left out: a new release would change it in every case.
    findings = (
        "\n".join((output.out or output.err).splitlines()[:-1]).rstrip("\n") + "\n"
    )
    assert f"[{case.code}]: " in findings, f"{case.main} does not raise {case.code}"
    if pytestconfig.getoption("--update") and findings != case.expected():
        case.write(findings)
        pytest.fail(f"{case.main} was rewritten: read the difference")
    assert findings == case.expected(), f"run: make update, and read {case.main}"


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    """A fault without a case is untested; a folder without a code shows nothing."""
    folders = {folder.name for folder in CASES.iterdir() if any(folder.iterdir())}
    without_case = sorted(set(codes()) - folders)
    assert not without_case, f"write tests/cases/<code>/….json for {without_case}"
    assert not folders - set(codes()), "these folders of tests/cases are no code"
