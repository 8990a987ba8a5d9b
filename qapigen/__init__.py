# SPDX-License-Identifier: MIT
"""qapigen: a compiler for QAPI, the language of QEMU's control interfaces."""
