"""The double's sockets: TLS with a certificate of its own authority, and plain HTTP, on the loopback."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import trustme
from aiohttp import web

from openrouter import api, elsewhere
from openrouter.keys import Keys

HOSTS = (*api.HOSTS, *elsewhere.HOSTS)


@dataclass(frozen=True)
class Seen:
    """A request as it came in: the headers in their order and spelling, values without white space round them."""

    host: str
    secure: bool
    method: str
    target: str
    headers: api.Headers
    body: bytes
    status: int
    message: str

    @property
    def credentials(self) -> tuple[tuple[str, str], ...]:
        """What could authenticate it, by names in lower case."""
        return tuple(api.credentials(self.headers))

    def header(self, name: str) -> tuple[str, ...]:
        """The values of a header, however it is spelt."""
        return tuple(value for spelt, value in self.headers if spelt.lower() == name.lower())


@dataclass
class Double:
    """``port`` and ``plain_port`` listen; ``impostor_port`` has a certificate that nobody trusts."""

    authority: Path
    keys: Keys = field(default_factory=Keys)
    port: int = 0
    plain_port: int = 0
    impostor_port: int = 0
    seen: list[Seen] = field(default_factory=list)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        host = request.host.partition(":")[0]
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.raw_headers)
        body = await request.read()
        found = self._answer(host, request.secure, request.method, request.path, headers)
        if request.method == "CONNECT":
            found = api.Answer.error(501, api.NOT_COVERED)
        error = found.body.get("error")
        message = str(error["message"]) if isinstance(error, dict) else ""
        self.seen.append(
            Seen(host, request.secure, request.method, request.raw_path, headers, body, found.status, message)
        )
        return web.Response(status=found.status, body=json.dumps(found.body), content_type="application/json")

    def _answer(self, host: str, secure: bool, method: str, path: str, headers: api.Headers) -> api.Answer:
        if host not in api.HOSTS:
            return elsewhere.answer_of(host, method, path, headers, self.keys)
        return api.answer(method, path, headers, self.keys) if secure else api.Answer.error(501, api.NOT_COVERED)


@contextmanager
def running(folder: Path) -> Iterator[Double]:
    """Run a double for a while; what it needs to be trusted is put into a folder."""
    trusted, impostor = trustme.CA(), trustme.CA()
    authority = folder / "authority.pem"
    trusted.cert_pem.write_to_path(authority)
    double = Double(authority)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        runner = asyncio.run_coroutine_threadsafe(_started(double, trusted, impostor), loop).result(30)
        yield double
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(30)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        loop.close()


async def _started(double: Double, trusted: trustme.CA, impostor: trustme.CA) -> web.ServerRunner:
    runner = web.ServerRunner(web.Server(double.handle, logger=_silent()), shutdown_timeout=1)
    await runner.setup()
    for name, context in (("port", _context(trusted)), ("plain_port", None), ("impostor_port", _context(impostor))):
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
        await site.start()
        setattr(double, name, site._server.sockets[0].getsockname()[1])
    return runner


def _silent() -> logging.Logger:
    """Return a logger for the server that says nothing: it would show the headers that it can't take, keys and all."""
    logger = logging.getLogger(__name__)
    logger.disabled = True
    return logger


def _context(authority: trustme.CA) -> SSLContext:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(context)
    return context
