"""Schedulers of dask's and their workers, as somebody runs them on a cluster: with TLS, on the loopback alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import trustme

from flake8_openrouter.fleet.cluster import Where

#: Seconds until a scheduler has to be there.
_PATIENCE = 60


def certified(folder: Path) -> Where:
    """Make certificates for a test, for the loopback alone, and return where they are."""
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1", "localhost")
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    issued.private_key_pem.write_to_path(str(folder / "key.pem"))
    issued.cert_chain_pems[0].write_to_path(str(folder / "cert.pem"))
    return Where(ca_file=f"{folder}/ca.pem", certificate=f"{folder}/cert.pem", key=f"{folder}/key.pem")


@contextmanager
def scheduler(certificates: Where, folder: Path) -> Iterator[tuple[Where, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and a worker, and give where they are, and both; they end with the block."""
    tls = ("--tls-ca-file", certificates.ca_file, "--tls-cert", certificates.certificate)
    tls += ("--tls-key", certificates.key, "--protocol", "tls", "--no-dashboard", "--host", "127.0.0.1")
    said = folder / "scheduler.json"
    said.unlink(missing_ok=True)
    processes: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> None:
        with (folder / "log").open("ab") as log:
            words = (sys.executable, "-m", "distributed.cli." + command[0], *command[1:], *tls)
            surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
            processes.append(subprocess.Popen(words, env=surroundings, stdout=log, stderr=log))

    try:
        start("dask_scheduler", "--port", "0", "--scheduler-file", str(said))
        address = _address(said)
        start("dask_worker", "--scheduler-file", str(said), "--nthreads", "1", "--no-nanny")
        yield certificates._replace(scheduler=address), processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _address(said: Path) -> str:
    """Return where a scheduler says that it is, once it has written all of that."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with suppress(OSError, ValueError):
            return str(json.loads(said.read_text())["address"])
        time.sleep(0.05)
    raise TimeoutError(f"no scheduler within {_PATIENCE} seconds")
