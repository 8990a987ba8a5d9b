# SPDX-License-Identifier: MIT
"""Findings in the examples of a schema, among its other findings or alone."""

from __future__ import annotations

from qapigen.compiler import Compilation
from qapigen.diagnostics.diagnostic import Diagnostic, Severity, has_errors
from qapigen.examples.check import judge_examples
from qapigen.schema.schema import Schema


def with_examples(compilation: Compilation) -> Compilation:
    """The compilation with the findings in examples; none are looked for beside errors."""
    found = compilation.findings
    if has_errors(found):
        return compilation
    findings = _in_order(
        [*found, *judge_examples(compilation.schema)], compilation.schema
    )
    return compilation._replace(findings=findings)


def wrong_examples(schema: Schema) -> list[Diagnostic]:
    """The findings in examples as errors: who asks for them alone wants none."""
    found = [finding.weighing(Severity.ERROR) for finding in judge_examples(schema)]
    return _in_order(found, schema)


def examples_alone(compilation: Compilation) -> list[Diagnostic]:
    """The findings in the examples of a compilation; none where the schema has errors."""
    if has_errors(compilation.findings):
        return []
    return wrong_examples(compilation.schema)


def _in_order(findings: list[Diagnostic], schema: Schema) -> list[Diagnostic]:
    """Findings in reading order."""
    files = {module.source: number for number, module in enumerate(schema.modules)}

    def place(finding: Diagnostic) -> tuple[int, int, int]:
        source, start, end = finding.span
        return files.get(source, len(files)), start, end

    return sorted(findings, key=place)
