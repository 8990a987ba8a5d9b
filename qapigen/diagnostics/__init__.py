# SPDX-License-Identifier: MIT
"""Findings: what they are, how they are collected and how they are shown."""
