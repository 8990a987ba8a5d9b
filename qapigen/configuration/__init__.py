# SPDX-License-Identifier: MIT
"""[tool.qapigen] of pyproject.toml: what a project has decided."""
