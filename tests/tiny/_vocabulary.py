# SPDX-License-Identifier: MIT
"""The commands and events of the tiny machine."""

from qapigen.runtime.vocabulary import Command, Vocabulary

VOCABULARY = Vocabulary(
    __name__,
    {
        "blockdev-add": Command(arguments="machine.BlockdevOptions"),
        "cont": Command(),
        "device_add": Command(arguments="machine.DeviceAddArguments", free=True),
        "getfd": Command(arguments="machine.FdnameArguments"),
        "closefd": Command(arguments="machine.FdnameArguments"),
        "guest-ping": Command(),
        "guest-shutdown": Command(silent=True),
        "migrate-pause": Command(oob=True),
        "migrate-set-parameters": Command(arguments="machine.MigrateSetParameters"),
        "qom-get": Command(arguments="machine.QomGetArguments", returns="any"),
        "qom-set": Command(arguments="machine.QomSetArguments"),
        "query-status": Command(returns="machine.StatusInfo"),
        "quit": Command(),
        "stop": Command(),
    },
    {
        "JOB_STATUS_CHANGE": "machine.JobStatusChange",
        "RESUME": "machine.Resume",
        "SHUTDOWN": "machine.Shutdown",
        "STOP": "machine.Stop",
    },
)
