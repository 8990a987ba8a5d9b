# SPDX-License-Identifier: MIT
"""What can be generated: a line for each target, its backend imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from qapigen.backends.output import GeneratedFile
    from qapigen.diagnostics.diagnostic import Diagnostic
    from qapigen.schema.schema import Schema


class Options(NamedTuple):
    """What a backend may be told.

    `package` is the name of the package or site; `templates` a folder whose
    templates replace those of the same name; `is_defined` says which symbols
    of conditions are defined, None where everything is to be there; `single_page`
    wants documentation in one file.
    """

    package: str = "qmp"
    templates: Path | None = None
    is_defined: Callable[[str], bool] | None = None
    single_page: bool = False


class Backend(Protocol):
    """A module that generates: pure, it yields files and touches no disk."""

    def obstacles(self, schema: Schema) -> Iterator[Diagnostic]:
        """Why nothing can be generated, if so."""
        ...

    def generate(
        self, schema: Schema, options: Options
    ) -> Iterator[GeneratedFile | Diagnostic]:
        """The files, to lie in one folder, and what was found wrong while making them."""
        ...


class Target(NamedTuple):
    """A kind of output: its backend's module, and whether it has a folder of the package's name."""

    module: str
    is_package: bool = False

    def backend(self) -> Backend:
        """The backend, imported now."""
        return cast(Backend, import_module(self.module))


BACKENDS = {
    "python": Target("qapigen.backends.python.backend", is_package=True),
    "html": Target("qapigen.backends.docs.html"),
    "markdown": Target("qapigen.backends.docs.markdown"),
}
