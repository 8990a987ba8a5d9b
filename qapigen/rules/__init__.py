# SPDX-License-Identifier: MIT
"""What makes a schema wrong: RULES, in the order in which they are asked.

A rule is a function from a schema to findings. A finding says which releases
refuse what it found, so no rule needs to know the edition.
"""

from __future__ import annotations

from qapigen.rules.alternates import alternates
from qapigen.rules.commands import commands
from qapigen.rules.exceptions import stale_exceptions
from qapigen.rules.features import features
from qapigen.rules.members import distinct_names
from qapigen.rules.naming import names
from qapigen.rules.reachability import comment_files, reachability
from qapigen.rules.types import bases, known_types
from qapigen.rules.unions import unions

RULES = (
    names,
    known_types,
    bases,
    distinct_names,
    unions,
    alternates,
    commands,
    features,
    stale_exceptions,
    reachability,
    comment_files,
)
