# SPDX-License-Identifier: MIT
"""Compiled templates, kept for the next run: to compile them takes as long as to print them."""

from __future__ import annotations

from contextlib import suppress

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from qapigen.keeping import cache_folder, keep, recall


class CompiledTemplates(BytecodeCache):
    """Those of one kind of output; one whose text has changed is not taken."""

    def __init__(self, kind: str) -> None:
        # Compiled code checks or escapes what it prints, as its language demands.
        self._folder = cache_folder() / "checked-templates" / kind

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept of a template, if it can be read."""
        # Whatever may be wrong with it, the template is compiled then.
        with suppress(Exception):
            bucket.bytecode_from_string(recall(self._folder / bucket.key) or b"")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that has been compiled."""
        keep(self._folder / bucket.key, bucket.bytecode_to_string())
