# SPDX-License-Identifier: MIT
"""Classes of the schema wait for pydantic until somebody looks into them.

Pydantic puts off the making of validators, but collects the members of a class
as soon as the class is there, which is most of what it takes to import a
module. Few programs use more than a few of the classes that they import.
"""

from abc import ABCMeta
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import VERSION, BaseModel

from .pausing import Uncollected

if TYPE_CHECKING:

    class _Pydantic(ABCMeta):
        """The metaclass of models, which has no public name."""

else:
    _Pydantic = type(BaseModel)

Model = TypeVar("Model", bound=BaseModel)

# With another pydantic classes are made at once: it may do that in a way that nobody foresaw.
_IS_KNOWN = VERSION.startswith("2.14.")
_PACKAGE = f"{__name__.rsplit('.', 2)[0]}."
_GIVEN = "__given__"
_ASIDE = frozenset(
    (
        "__abstractmethods__",
        "__bases__",
        "__class__",
        "__doc__",
        "__module__",
        "__mro__",
        "__name__",
        "__origin__",
        "__parameters__",
        "__qualname__",
        "__typing_is_unpacked_typevartuple__",
        "__typing_subst__",
        "__typing_unpacked_tuple_args__",
    )
)
"""What Python asks a class that is derived from, or is part of a type."""
_bodies: dict[type, dict[str, Any]] = {}
_busy: set[type] = set()
_completing = RLock()


class _Given(ABCMeta):
    """Behind pydantic's metaclass: where that has a class made, one may be there already."""

    def __new__(
        mcs,
        name: str,
        bases: tuple[type, ...],
        body: dict[str, Any],
        **options: Any,
    ) -> Any:
        """The given class with what the body has more, or a new one."""
        given = body.pop(_GIVEN, None)
        if given is None:
            return super().__new__(mcs, name, bases, body, **options)
        for attribute in body.keys() - vars(given).keys():
            setattr(given, attribute, body[attribute])
        return given


class _Deferring(_Pydantic, _Given):
    """Makes classes that wait."""

    def __new__(
        mcs,
        name: str,
        bases: tuple[type, ...],
        body: dict[str, Any],
        **options: Any,
    ) -> Any:
        """A class that waits if it is the schema's; others may need pydantic at once."""
        if options or not body["__module__"].startswith(_PACKAGE):
            for base in bases:
                complete(base)
            made = super().__new__(mcs, name, bases, body, **options)
            _change(made, _Deferring)
            return made
        waiting = super(_Pydantic, mcs).__new__(mcs, name, bases, body)
        _bodies[waiting] = body
        _change(waiting, _Waiting)
        return waiting


class _Waiting(_Deferring):
    """A class that waits."""

    def __getattribute__(cls, name: str) -> Any:
        if name not in _ASIDE:
            complete(cls)
        # By now it may be of another metaclass, which `super` would not have.
        return type.__getattribute__(cls, name)

    def __getattr__(cls, name: str) -> Any:
        # Pydantic's would look for private attributes, which no class of the schema has.
        raise AttributeError(name)

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        # The first instance needs all that checks it, and nothing of that is garbage.
        with Uncollected():
            complete(cls)
            return cls(*arguments, **named)


def complete(cls: type) -> None:
    """Have pydantic go through what is written in a class, if it waits for that."""
    if type(cls) is not _Waiting:
        return
    with _completing:
        # Else it was done meanwhile, or it is pydantic that asks.
        if cls in _bodies and cls not in _busy:
            _complete(cls)


def _complete(cls: type) -> None:
    _busy.add(cls)
    try:
        for base in cls.__bases__:
            complete(base)
        _hand_over(cls)
        del _bodies[cls]
        _change(cls, _Deferring)
    finally:
        # Who was interrupted begins again.
        _busy.discard(cls)


def _hand_over(cls: type) -> None:
    # Pydantic keeps what it finds in the frame that calls it, for names of types.
    _Pydantic.__new__(
        _Deferring, cls.__name__, cls.__bases__, {**_bodies[cls], _GIVEN: cls}
    )


def _change(cls: Any, metaclass: type) -> None:
    cls.__class__ = metaclass


def waited_for(model: type[Model]) -> type[Model]:
    """Decorates a model: the schema's classes that are derived from it wait."""
    if _IS_KNOWN:
        _change(model, _Deferring)
    return model
