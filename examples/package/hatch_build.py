# SPDX-License-Identifier: MIT
"""Makes the bindings that pyproject.toml lists, before anything is packed."""

import subprocess
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Bindings(BuildHookInterface):
    """Runs `qapigen generate`, which does nothing where nothing has changed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Generate, and have the files packed although git ignores them."""
        subprocess.run(
            [sys.executable, "-m", "qapigen", "generate"], cwd=self.root, check=True
        )
        build_data["artifacts"].append("src/timekeeper/qmp/**/*.py")
        build_data["artifacts"].append("src/timekeeper/qmp/py.typed")
