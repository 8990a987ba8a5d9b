# SPDX-License-Identifier: MIT
"""Classes that wait for pydantic: nobody who looks into one can tell that it did."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from package_source import CHECKOUT
from pydantic import VERSION

PACKAGES = CHECKOUT / "generated" / "python"

ALL_CLASSES = """
from pydantic import BaseModel
import qmp
every = {name: getattr(qmp, name) for name in dir(qmp)}
models = {
    name: found for name, found in every.items()
    if isinstance(found, type) and issubclass(found, BaseModel)
}
"""
LOOKING_INTO_ALL = """
for name, model in models.items():
    # Made at once, some do not know yet what stands behind them in their module.
    model.model_rebuild()
    print(name, sorted(vars(model)), model.__mro__, model.model_config)
    print(model.model_fields, model.__doc__, model.__annotations__)
"""
AT_ONCE = """
from qmp._runtime import waiting
waiting._PACKAGE = "no package"
"""


def fresh(script: str) -> str:
    """What a script prints whose bindings nobody has used before."""
    path = f"import sys; sys.path.insert(0, {str(PACKAGES)!r})\n"
    command = (sys.executable, "-I", "-W", "error", "-c", path + script)
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return re.sub(" at 0x[0-9a-f]+", "", done.stdout)


@pytest.mark.skipif(
    not VERSION.startswith("2.14."),
    reason="classes wait for known releases of pydantic",
)
def test_importing_is_not_looking() -> None:
    """Classes that are only imported, and asked what a program's reader sees, still wait."""
    kinds = fresh(
        ALL_CLASSES + "for model in models.values():\n"
        "    model.__doc__, repr(model), model.__module__, issubclass(model, qmp.Event)\n"
        "    hash(model), isinstance(3, model), model.__mro__, list[model] | None\n"
        "print({type(model).__name__ for model in models.values()} & {'_Waiting'})\n"
        "print(sum(type(model).__name__ == '_Waiting' for model in models.values()))\n"
    ).splitlines()
    assert kinds[0] == "{'_Waiting'}"
    assert int(kinds[1]) > 100


def test_an_unknown_pydantic_makes_them_at_once() -> None:
    """What it does is not known: nothing waits, and all is as ever."""
    fresh(
        "import pydantic\n"
        "pydantic.VERSION = '2.99.0'\n"
        "import pickle, qmp\n"
        "options = qmp.BlockdevOptionsFile(filename='f')\n"
        "assert type(type(options)) is type(pydantic.BaseModel)\n"
        "assert pickle.loads(pickle.dumps(options)) == options\n"
        "assert qmp.to_wire(options) == {'driver': 'file', 'filename': 'f'}\n"
    )


def test_completed_is_as_made_at_once() -> None:
    """A class that has waited has all that pydantic would have given it at once."""
    waited = fresh(ALL_CLASSES + LOOKING_INTO_ALL)
    assert waited == fresh(AT_ONCE + ALL_CLASSES + LOOKING_INTO_ALL)
    assert len(waited) > 10_000


@pytest.mark.parametrize(
    "look",
    [
        "Options(filename='f').filename == 'f'",
        "Options.model_validate({'filename': 'f'}).filename == 'f'",
        "Options.model_construct(filename='f').filename == 'f'",
        "list(Options.model_fields)[-1] == 'driver'",
        "'filename' in Options.model_json_schema(by_alias=True)['properties']",
        "not hasattr(Options, 'node_name')",
        "'__pydantic_fields__' in vars(Options)",
        "'model_fields' in dir(Options)",
        "TypeAdapter(Options).validate_python({'filename': 'f'}).filename == 'f'",
        "TypeAdapter(list[Options]).validate_python([{'filename': 'f'}])[0].filename == 'f'",
        "create_model('Mine', base=(Options, ...))(base=Options(filename='f')).base",
        "create_model('Mine', __base__=Options, x=(int, 1))(filename='f').x == 1",
        "get_type_hints(Options)['filename'] is str",
        "signature(Options) and signature(Options(filename='f').__class__)",
        "copy.deepcopy(Options) is pickle.loads(pickle.dumps(Options)) is Options",
        'Timestamp.model_validate_json(\'{"seconds": 1, "microseconds": 2}\').moment',
    ],
)
def test_every_way_of_looking(look: str) -> None:
    """Whichever is the first, it finds the class complete."""
    fresh(
        "import copy, pickle\nfrom inspect import signature\n"
        "from typing import get_type_hints\n"
        "from pydantic import TypeAdapter, create_model\n"
        "from qmp import BlockdevOptionsFile as Options\n"
        "from qmp._runtime.events import Timestamp\n"
        f"assert {look}\n"
    )


def test_kept_from_another_process() -> None:
    """An instance that was pickled is read where its class still waits."""
    written = fresh(
        "import pickle, qmp\n"
        "print(pickle.dumps(qmp.BlockdevOptionsFile(filename='f')).hex())"
    )
    fresh(
        f"import pickle\nread = pickle.loads(bytes.fromhex({written.strip()!r}))\n"
        "assert read.filename == 'f' and read.model_dump()['driver'] == 'file'\n"
        "read.filename = 'g'\nassert \"'g'\" in repr(read)\n"
    )


def test_derived_by_a_user() -> None:
    """A class derived from one that waits is pydantic's as ever, with all it may have."""
    fresh(
        "from typing import Any\n"
        "from pydantic import field_validator\n"
        "from qmp import BlockdevOptionsFile\n"
        "def make():\n"
        "    class Local: pass\n"
        "    class Mine(BlockdevOptionsFile, arbitrary_types_allowed=True):\n"
        "        more: 'Local | None' = None\n"
        "        @field_validator('filename')\n"
        "        @classmethod\n"
        "        def check(cls, value: str) -> str:\n"
        "            return value.upper()\n"
        "    class Again(Mine):\n"
        "        size: int = 3\n"
        "    return Local, Again\n"
        "Local, Again = make()\n"
        "made = Again(filename='f', more=Local())\n"
        "assert made.filename == 'F' and made.size == 3 and made.driver == 'file'\n"
        "assert isinstance(made.more, Local)\n"
    )


def test_interrupted() -> None:
    """Who is interrupted while a class is completed finds it waiting again."""
    fresh(
        "from pydantic import fields\n"
        "from qmp import BlockdevOptionsFile as Options\n"
        "Options.__mro__[1].model_fields, Options.__mro__[2].model_fields\n"
        "from_here = fields.FieldInfo.from_annotated_attribute\n"
        "def interrupted(*_, **__): raise KeyboardInterrupt\n"
        "fields.FieldInfo.from_annotated_attribute = interrupted\n"
        "try:\n    Options.model_fields\nexcept KeyboardInterrupt:\n    pass\n"
        "fields.FieldInfo.from_annotated_attribute = from_here\n"
        "assert Options(filename='f').model_dump() == {'filename': 'f', 'driver': 'file'}\n"
    )


def test_many_threads_look_at_once() -> None:
    """The first completes the class, the others see it complete."""
    fresh(
        "import sys\nfrom threading import Barrier, Thread\n"
        "sys.setswitchinterval(1e-6)\n"
        "import qmp\n"
        "names = [name for name in dir(qmp) if name.startswith('BlockdevOptions')]\n"
        "kinds = [kind for name in names if isinstance(kind := getattr(qmp, name), type)]\n"
        "start, counts = Barrier(8), []\n"
        "def look() -> None:\n"
        "    start.wait()\n"
        "    counts.append([list(kind.model_fields) for kind in kinds])\n"
        "threads = [Thread(target=look) for _ in range(8)]\n"
        "for thread in threads: thread.start()\n"
        "for thread in threads: thread.join()\n"
        "assert len(counts) == 8 and all(one == counts[0] for one in counts)\n"
    )
