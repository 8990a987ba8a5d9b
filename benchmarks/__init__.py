# SPDX-License-Identifier: MIT
"""Whole processes timed, in starts: ratios hold on every machine, seconds on none."""
