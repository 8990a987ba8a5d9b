# SPDX-License-Identifier: MIT
"""What a schema means: definitions, their documentation, and the symbol table."""
