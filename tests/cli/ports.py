# SPDX-License-Identifier: MIT
"""Ports for servers that are stopped and started again."""
import socket


def kept_port() -> socket.socket:
    """A socket with a loopback port that nobody listens at, and that nobody gets by chance until it is closed.

    Linux lets a server that asks for this port and sets SO_REUSEADDR listen at it meanwhile.
    """
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind(("127.0.0.1", 0))
    return place
