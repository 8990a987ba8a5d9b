# SPDX-License-Identifier: MIT
"""The Python backend: a package of typed bindings for a schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import qapigen.runtime
from qapigen.backends.output import GeneratedFile
from qapigen.backends.python.clashes import clashes
from qapigen.backends.python.configured import configured
from qapigen.backends.python.docstrings import docstring
from qapigen.backends.python.layout import quoted
from qapigen.backends.python.package import view_package
from qapigen.backends.safe_text import PythonCode, PythonComment
from qapigen.backends.targets import Options
from qapigen.backends.templating import Language, environment, only
from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.schema.schema import Schema

_TEMPLATES = {
    "__init__.py": "package.py.j2",
    "_client.py": "client.py.j2",
    "_sync_client.py": "sync_client.py.j2",
    "_vocabulary.py": "vocabulary.py.j2",
}

PYTHON = Language(
    "python",
    only((PythonCode, PythonComment), "use 'literal', 'docstring' or 'comment'"),
    PythonCode,
    {
        "literal": quoted,
        "docstring": lambda text: docstring(text, 4),
        "comment": PythonComment.of,
    },
)


def obstacles(schema: Schema) -> Iterator[Diagnostic]:
    """The names that would meet in Python."""
    return clashes(schema)


def generate(schema: Schema, options: Options) -> Iterator[GeneratedFile]:
    """The files of the package, to lie in a folder of the package's name."""
    if options.is_defined is not None:
        schema = configured(schema, options.is_defined)
    view = view_package(schema)
    found = environment(PYTHON, options.templates)
    for path, name in _TEMPLATES.items():
        yield GeneratedFile(path, found.get_template(name).render(package=view))
    template = found.get_template("module.py.j2")
    for module in view.modules:
        text = template.render(module=module, package=view)
        yield GeneratedFile(f"{module.name}.py", text)
    yield GeneratedFile("py.typed", "")
    yield from _runtime_files()


def _runtime_files() -> Iterator[GeneratedFile]:
    """The runtime as it is: tested source, not a template."""
    folder = Path(qapigen.runtime.__path__[0])
    for path in sorted(folder.glob("*.py")):
        yield GeneratedFile(f"_runtime/{path.name}", path.read_text(encoding="utf-8"))
