# SPDX-License-Identifier: MIT
"""What is made from a schema: one module or package a kind of output."""
