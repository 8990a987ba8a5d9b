# SPDX-License-Identifier: MIT
"""A handful of QEMU's commands, written by hand as the generator would write them."""

from tiny._client import Client as Client
from tiny._sync_client import SyncClient as SyncClient
from tiny._vocabulary import VOCABULARY as VOCABULARY
from tiny.machine import BlockdevOptions as BlockdevOptions
from tiny.machine import BlockdevOptionsFile as BlockdevOptionsFile
from tiny.machine import BlockdevOptionsQcow2 as BlockdevOptionsQcow2
from tiny.machine import JobStatus as JobStatus
from tiny.machine import JobStatusChange as JobStatusChange
from tiny.machine import MigrateSetParameters as MigrateSetParameters
from tiny.machine import Resume as Resume
from tiny.machine import RunState as RunState
from tiny.machine import Shutdown as Shutdown
from tiny.machine import StatusInfo as StatusInfo
from tiny.machine import Stop as Stop

parse_arguments = VOCABULARY.parse_arguments
parse_return = VOCABULARY.parse_return
parse_event = VOCABULARY.parse_event
