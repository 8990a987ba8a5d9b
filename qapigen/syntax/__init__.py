# SPDX-License-Identifier: MIT
"""From bytes to syntax nodes: what was written, in order, nothing judged."""
