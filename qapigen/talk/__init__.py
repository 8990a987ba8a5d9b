# SPDX-License-Identifier: MIT
"""A live server, driven by a schema: what people type, checked, completed and explained."""
