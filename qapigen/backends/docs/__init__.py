# SPDX-License-Identifier: MIT
"""The reference documentation of a schema, as a site and as Markdown."""
