# SPDX-License-Identifier: MIT
"""The clients and bases that generated packages contain; copied, so free of qapigen."""
