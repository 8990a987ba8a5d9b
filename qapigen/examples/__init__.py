# SPDX-License-Identifier: MIT
"""The examples of documentation comments: judged against the schema, listed, mended."""
