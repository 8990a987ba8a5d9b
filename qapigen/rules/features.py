# SPDX-License-Identifier: MIT
"""Features: which may stand where, and how many there can be."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Code, Diagnostic
from qapigen.editions import FEATURE_LIMIT, SPECIAL_DEPRECATED, SPECIAL_UNSTABLE
from qapigen.schema.model import (
    Command,
    Definition,
    Event,
    Feature,
    kind_of,
)
from qapigen.schema.schema import Schema

SPECIAL_FEATURE = Code(
    "special-feature-on-type",
    "{kind} '{name}' cannot be '{feature}'",
    "Only what a client can use or leave can be deprecated or unstable: commands, events, members"
    " and values.",
)
TOO_MANY_FEATURES = Code(
    "too-many-features",
    "feature '{name}' is one more than a schema can have",
    "QEMU keeps the features of a schema in 64 bits, two of them for deprecated and unstable.",
    refused_by=FEATURE_LIMIT,
)

SPECIAL = {"deprecated": SPECIAL_DEPRECATED, "unstable": SPECIAL_UNSTABLE}
MOST = 64


def features(schema: Schema) -> Iterator[Diagnostic]:
    """Types are not deprecated or unstable, and there are not too many features."""
    known = dict.fromkeys(SPECIAL)
    full = False
    for definition in schema:
        if not isinstance(definition, Command | Event):
            yield from _special(definition)
        for feature in features_of(definition):
            if feature.name in known or full:
                continue
            if len(known) == MOST:
                yield TOO_MANY_FEATURES.at(feature, name=feature.name)
                full = True
            known[feature.name] = None


def _special(definition: Definition) -> Iterator[Diagnostic]:
    for feature in definition.features:
        if feature.name in SPECIAL:
            finding = SPECIAL_FEATURE.at(
                feature,
                kind=kind_of(definition),
                name=definition.name,
                feature=feature.name,
            )
            yield finding.during(SPECIAL[feature.name])


def features_of(definition: Definition) -> Iterator[Feature]:
    """The features of a definition and of what is written in it."""
    yield from definition.features
    for part in definition.described:
        yield from getattr(part, "features", ())
