# SPDX-License-Identifier: MIT
"""The clients and bases that generated packages contain; copied, so it imports nothing of qapigen."""
