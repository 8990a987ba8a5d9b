# SPDX-License-Identifier: MIT
"""Findings as one SARIF 2.1.0 log, the format that code scanning services read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from qapigen.diagnostics.diagnostic import Code, Diagnostic
from qapigen.source import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """One line: a log that holds all findings."""
    codes = {finding.code.name: finding.code for finding in findings}
    places = {name: index for index, name in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "qapigen",
                "rules": [_rule(code) for code in codes.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, places[finding.code.name]) for finding in findings
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log)


def _rule(code: Code) -> dict[str, object]:
    return {
        "id": code.name,
        "fullDescription": {"text": code.why},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _result(finding: Diagnostic, index: int) -> dict[str, object]:
    text = [finding.message, *finding.notes, *filter(None, [finding.help])]
    result: dict[str, object] = {
        "ruleId": finding.code.name,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": "\n".join(text)},
        "locations": [_location(finding)],
    }
    related = [(label.span, label.text) for label in finding.labels]
    related += [
        (span, "included from here") for span in finding.span.source.include_chain()
    ]
    if related:
        result["relatedLocations"] = [
            {"physicalLocation": _physical(span), "message": {"text": text}}
            for span, text in related
        ]
    return result


def _location(finding: Diagnostic) -> dict[str, object]:
    location: dict[str, object] = {"physicalLocation": _physical(finding.span)}
    if finding.definition is not None:
        kind, name, _ = finding.definition
        location["logicalLocations"] = [
            {"name": name, "fullyQualifiedName": f"{kind} {name}"}
        ]
    return location


def _physical(span: Span) -> dict[str, object]:
    line, column = span.position
    end_line, end_column = span.end_position
    uri = quote(span.source.path, errors="surrogateescape")
    return {
        "artifactLocation": {"uri": uri},
        "region": {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
        },
    }
