# SPDX-License-Identifier: MIT
"""Features that things got or lost: what clients look for, and what they are warned by."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.compatibility.change import Kind, Observation
from qapigen.compatibility.matching import Matching
from qapigen.compatibility.pairs import Found, Side, Thing
from qapigen.compatibility.uses import UNSTABLE_PREFIX
from qapigen.compatibility.verdict import Severity
from qapigen.compatibility.ways import feature_step
from qapigen.schema.model import Feature

DEPRECATED = Kind(
    "deprecated",
    "it is deprecated now",
    "It still works, and will not after two more releases.",
    send=Severity.COMPATIBLE,
    receive=Severity.COMPATIBLE,
)
NOT_DEPRECATED = Kind(
    "no-longer-deprecated",
    "it is no longer deprecated",
    "It will stay after all.",
    send=Severity.COMPATIBLE,
    receive=Severity.COMPATIBLE,
)
UNSTABLE = Kind(
    "became-unstable",
    "it is unstable now",
    "Nothing that holds today is promised for the next release any more.",
    send=Severity.RISKY,
    receive=Severity.RISKY,
)
NOT_UNSTABLE = Kind(
    "became-stable",
    "it is no longer unstable",
    "From now on it may be relied on.",
    send=Severity.COMPATIBLE,
    receive=Severity.COMPATIBLE,
)
FEATURE_ADDED = Kind(
    "feature-added",
    "feature '{name}' is new",
    "Clients look for the features that they know.",
    send=Severity.COMPATIBLE,
    receive=Severity.COMPATIBLE,
)
FEATURE_REMOVED = Kind(
    "feature-removed",
    "feature '{name}' is gone",
    "Clients that look for it conclude that the server cannot do what it stands for.",
    send=Severity.RISKY,
    receive=Severity.RISKY,
)

_ADDED = {"deprecated": DEPRECATED, "unstable": UNSTABLE}
_REMOVED = {"deprecated": NOT_DEPRECATED, "unstable": NOT_UNSTABLE}


def features(matching: Matching) -> Iterator[Observation]:
    """Features that a thing or a type has on one side only."""
    for found, old, new in featured(matching):
        yield from _compared(found, old, new)


def featured(
    matching: Matching,
) -> Iterator[tuple[Found, Thing | Side, Thing | Side]]:
    """All that has features on either side: things, and the types that they lead to."""
    for fate in matching.fates:
        for found in fate.kept:
            if _has_features(found.old) or _has_features(found.new):
                yield found, found.old, found.new
    for pair in matching.pairs:
        if _has_features(pair.old) or _has_features(pair.new):
            yield Found(pair, (), None, None), pair.old, pair.new


def _has_features(thing: Thing | Side) -> bool:
    return bool(getattr(thing, "features", ()))


def _compared(
    found: Found, before: Thing | Side, after: Thing | Side
) -> Iterator[Observation]:
    old, new = features_of(before), features_of(after)
    if old == new:
        return
    for name in {**old, **new}:
        steps = (*found.steps, feature_step(name))
        place = found._replace(steps=steps)
        if _says_nothing(name, before, after):
            continue
        if name not in new:
            yield _REMOVED.get(name, FEATURE_REMOVED).at(place, name=name)
        elif name not in old:
            yield _ADDED.get(name, FEATURE_ADDED).at(place, name=name)


def _says_nothing(feature: str, *things: Thing | Side) -> bool:
    """Whether the feature says no more than the thing's name says anyway."""
    names = [getattr(thing, "name", "") for thing in things]
    return feature == "unstable" and all(n.startswith(UNSTABLE_PREFIX) for n in names)


def features_of(thing: Thing | Side) -> dict[str, Feature]:
    """The features of a thing by name; empty where it cannot have any."""
    return {feature.name: feature for feature in getattr(thing, "features", ())}
