"""Loaded by Python before a program that is run against the double: its names lead to the loopback, or nowhere."""

import os
import socket

_HOSTS = os.environ["DOUBLE_HOSTS"].split(",")
_PORTS = {443: int(os.environ["DOUBLE_PORT"]), 80: int(os.environ["DOUBLE_PLAIN_PORT"])}
_real = socket.getaddrinfo
_connect = socket.socket.connect


def _getaddrinfo(host, port, *arguments, **settings):
    name = host.decode() if isinstance(host, bytes) else host
    if name not in _HOSTS or int(port) not in _PORTS:
        raise socket.gaierror(socket.EAI_NONAME, "this name leads nowhere here")
    return _real("127.0.0.1", _PORTS[int(port)], *arguments, **settings)


def _connect_to_double(self, address):
    """anyio, below httpx's async client, keeps the address of an answer, but the port that it asked for."""
    if address[0] == "127.0.0.1" and address[1] in _PORTS:
        address = ("127.0.0.1", _PORTS[address[1]])
    return _connect(self, address)


socket.getaddrinfo = _getaddrinfo
socket.socket.connect = _connect_to_double
