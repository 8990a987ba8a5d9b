# SPDX-License-Identifier: MIT
"""The types of a tiny machine."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import MISSING
from typing_extensions import TypeAliasType

from qapigen.runtime.choices import ByJsonType, Tagged
from qapigen.runtime.enums import OpenEnum
from qapigen.runtime.events import Event
from qapigen.runtime.models import Maybe, Struct, UnknownBranch
from qapigen.runtime.scalars import Bool, Int, UInt8


class RunState(OpenEnum):
    """Whether the machine runs."""

    RUNNING = "running"
    PAUSED = "paused"
    PRELAUNCH = "prelaunch"


class JobStatus(OpenEnum):
    """How far a job has come."""

    CREATED = "created"
    CONCLUDED = "concluded"


class StatusInfo(Struct):
    """What query-status returns."""

    running: Bool
    status: RunState


class BlockdevDriver(OpenEnum):
    """Drivers."""

    FILE = "file"
    QCOW2 = "qcow2"


class BlockdevOptionsBase(Struct):
    """What all drivers take."""

    node_name: Maybe[str] = None
    read_only: Maybe[Bool] = None


class BlockdevOptionsFile(BlockdevOptionsBase):
    """A file."""

    driver: Literal[BlockdevDriver.FILE] = BlockdevDriver.FILE
    filename: str
    x_check_cache_dropped: Maybe[Bool] = None


class BlockdevOptionsQcow2(BlockdevOptionsBase):
    """A qcow2 image."""

    driver: Literal[BlockdevDriver.QCOW2] = BlockdevDriver.QCOW2
    file: "BlockdevRef"
    backing: "BlockdevRefOrNull | MISSING" = MISSING


BlockdevOptions = TypeAliasType(
    "BlockdevOptions",
    Annotated[
        BlockdevOptionsFile | BlockdevOptionsQcow2 | UnknownBranch,
        Tagged("driver", "driver", ("file", "qcow2")),
    ],
)
BlockdevRef = TypeAliasType(
    "BlockdevRef",
    Annotated[
        BlockdevOptions | str,
        ByJsonType("object", "string"),
    ],
)
BlockdevRefOrNull = TypeAliasType(
    "BlockdevRefOrNull",
    Annotated[
        BlockdevOptions | str | None,
        ByJsonType("object", "string", "null"),
    ],
)
StrOrNull = TypeAliasType(
    "StrOrNull",
    Annotated[
        str | None,
        ByJsonType("string", "null"),
    ],
)


class MigrateSetParameters(Struct):
    """Migration parameters."""

    tls_creds: "StrOrNull | MISSING" = MISSING
    downtime_limit: Maybe[Int] = None
    cpu_throttle_initial: Maybe[UInt8] = None


class DeviceAddArguments(Struct, extra="allow"):
    """A device."""

    driver: str
    bus: Maybe[str] = None
    id_: Maybe[str] = None


class FdnameArguments(Struct):
    """The name of a descriptor."""

    fdname: str


class QomGetArguments(Struct):
    """A property."""

    path: str
    property_: str


class QomSetArguments(QomGetArguments):
    """A property and its value."""

    value: Any


class JobStatusChangeData(Struct):
    """Which job, and its status."""

    id_: str
    status: JobStatus


class JobStatusChange(Event):
    """A job has changed its status."""

    NAME: ClassVar[str] = "JOB_STATUS_CHANGE"

    data: JobStatusChangeData


class Stop(Event):
    """The machine was stopped."""

    NAME: ClassVar[str] = "STOP"


class Resume(Event):
    """The machine goes on."""

    NAME: ClassVar[str] = "RESUME"


class ShutdownData(Struct):
    """Why."""

    guest: Bool
    reason: str


class Shutdown(Event):
    """The machine was shut down."""

    NAME: ClassVar[str] = "SHUTDOWN"

    data: ShutdownData
