# SPDX-License-Identifier: MIT
"""Typed Python bindings: a package with a class for each type and a method for each command."""
