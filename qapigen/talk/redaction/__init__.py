# SPDX-License-Identifier: MIT
"""Removes secrets from what is stored or shown: history, transcripts, excerpts, error texts.

A secret is recognised by its meaning (a member of that name, the data of a
secret object, the arguments of a command about passwords) and by its form (a
login in a URL, `key=…` in the name of an image). The rules need no schema, so
they also hold for misspelt commands and for input that cannot be parsed.
"""

from __future__ import annotations

HIDDEN = "***"
"""Replaces a secret."""
