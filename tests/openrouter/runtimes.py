"""What runs programs: how it is called, how it is led to the double, and where it says what ended a program."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from openrouter.server import HOSTS, Double

_SITE = Path(__file__).parent / "site"
#: The port of the loopback that nobody listens to.
_NOWHERE = 1
_UNCAUGHT = re.compile(r"^(?:Uncaught )?(\w*(?:Error|Exception))\b(?: \[\w+\])?(?::|$)", re.MULTILINE)
_OF_CURL = re.compile(r"^curl: \(\d+\)", re.MULTILINE)


@dataclass(frozen=True)
class Runtime:
    """``file`` is what a program is written to, ``command`` what is called with it.

    ``surroundings`` gives the variables that lead to the double, for a port and a folder; ``error`` names what ended
    a program, of what it wrote to its standard error.
    """

    file: str
    command: tuple[str, ...]
    surroundings: Callable[[Double, int, Path], Mapping[str, str]]
    error: Callable[[str], str]


def _of_python(double: Double, port: int, folder: Path) -> Mapping[str, str]:
    return {
        **_names(double, port),
        "PYTHONPATH": str(_SITE),
        "PYTHONWARNINGS": "ignore",
        "SSL_CERT_FILE": str(double.authority),
        "REQUESTS_CA_BUNDLE": str(double.authority),
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }


def _names(double: Double, port: int) -> Mapping[str, str]:
    return {"DOUBLE_HOSTS": ",".join(HOSTS), "DOUBLE_PORT": str(port), "DOUBLE_PLAIN_PORT": str(double.plain_port)}


def _of_node(double: Double, port: int, folder: Path) -> Mapping[str, str]:
    return {
        **_names(double, port),
        "NODE_OPTIONS": f"--require {_SITE / 'double.cjs'}",
        "NODE_NO_WARNINGS": "1",
        "NODE_EXTRA_CA_CERTS": str(double.authority),
    }


def _of_shell(double: Double, port: int, folder: Path) -> Mapping[str, str]:
    """Write what curl reads before its arguments: the first line that fits a name leads it."""
    led = [f"{host}:443:127.0.0.1:{port}" for host in HOSTS] + [
        f"{host}:80:127.0.0.1:{double.plain_port}" for host in HOSTS
    ]
    lines = [f'connect-to = "{place}"\n' for place in (*led, f"::127.0.0.1:{_NOWHERE}")]
    (folder / ".curlrc").write_text("".join(lines), encoding="utf-8")
    return {"CURL_HOME": str(folder), "CURL_CA_BUNDLE": str(double.authority), "LC_ALL": "C.UTF-8"}


def _raised(errors: str) -> str:
    """Return the exception of a traceback, whose last line begins with it."""
    return errors.rstrip().rpartition("\n")[2].partition(":")[0].rpartition(".")[2]


def _thrown(errors: str) -> str:
    """Return the exception that Node did not catch: the first of a line, as it shows the causes after it."""
    found = _UNCAUGHT.search(errors)
    return found[1] if found else ""


def _failed(errors: str) -> str:
    found = _OF_CURL.findall(errors)
    return found[-1].replace(": ", " ") if found else ""


PYTHON = Runtime("program.py", (sys.executable, "-B"), _of_python, _raised)
NODE = Runtime("program.mjs", ("node",), _of_node, _thrown)
SHELL = Runtime("program.sh", ("bash",), _of_shell, _failed)
