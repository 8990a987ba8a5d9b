# SPDX-License-Identifier: MIT
"""What changed on the wire between two schemas, and for whom it breaks."""
