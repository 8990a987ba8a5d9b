# SPDX-License-Identifier: MIT
"""Replies whose form is right and whose value is none: the command fails, the connection stays."""

import socket

import pytest
from scripted_peer import Peer, ScriptedPeer
from tidy_loop import run_tidily
from tiny import Client

from qapigen.runtime.errors import InvalidReply


@pytest.mark.parametrize("text", [b"{]}", b"nothing", b"[" * 100_000, b'"\xff"'])
def test_garbage_where_only_its_command_looks(text: bytes) -> None:
    """A reply of the usual form is read by its command, which says that it is invalid."""

    def script(peer: Peer) -> None:
        peer.greet()
        for _ in range(2):
            name = peer.receive()["id"].encode()
            peer.send_bytes(b'{"return": ' + text + b', "id": "' + name + b'"}\n')
        peer.answer({"running": True, "status": "running"})
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            with pytest.raises(InvalidReply, match=r"query-status: .* garbage"):
                await vm.query_status()
            with pytest.raises(InvalidReply, match=r"query-novel: .* garbage"):
                await vm.execute("query-novel")
            assert (await vm.query_status()).running

    with ScriptedPeer(script) as address:
        run_tidily(main(address))
