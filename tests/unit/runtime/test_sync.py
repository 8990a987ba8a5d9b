# SPDX-License-Identifier: MIT
"""The client without asyncio: what it says of the session, and after its end."""

import pytest
from scripted_peer import Peer, ScriptedPeer
from tiny import SyncClient

from qapigen.runtime.errors import ConnectionLost, TimedOut


def silent(peer: Peer) -> None:
    """Greet, take one request and say nothing more."""
    peer.greet()
    peer.wait_for_end()


def test_one_limit_for_all_calls() -> None:
    """It can be set and read, and holds for calls that do not name their own."""
    with ScriptedPeer(silent) as address, SyncClient.connect(address) as vm:
        assert vm.server.version == "7.2.22"
        assert vm.timeout is None
        vm.timeout = 0.05
        assert vm.timeout == 0.05
        with pytest.raises(TimedOut, match=r"0\.05 s"):
            vm.query_status()
        assert vm.connected


def test_after_the_end() -> None:
    """Calls fail at once, and nothing is left of them."""
    with ScriptedPeer(silent) as address:
        with SyncClient.connect(address) as vm:
            pass
        assert not vm.connected
        with pytest.raises(ConnectionLost, match="closed"):
            vm.query_status()
