"""What is between the program and OpenRouter: netrc, proxies, certificates, redirects."""

from __future__ import annotations

import netrc
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.places import unreadable
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.subject import Subject
from flake8_openrouter.doctor.world import Unread, World
from flake8_openrouter.model import Message
from flake8_openrouter.openrouter import api

_NETRC = ("~/.netrc", "~/_netrc")
_PROXIES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
_NO_PROXY = ("no_proxy", "NO_PROXY")
_CERTIFICATES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS")


def check_netrc(subject: Subject) -> Iterator[Result]:
    """Yield the entry of a netrc file that requests puts in the place of the Authorization header."""
    if "requests" not in subject.code.libraries or subject.code.untrusting:
        return
    path = _netrc(subject.world)
    try:
        if path is None or subject.world.text(path) is None:
            return
        found = netrc.netrc(str(path))
    except Unread as error:
        yield unreadable(_shown(subject.world, path), error)
        return
    except (netrc.NetrcParseError, OSError, ValueError):
        return  # requests ignores a broken one
    entry = api.HOST if api.HOST in found.hosts else "default" if "default" in found.hosts else ""
    if entry:
        shown = _shown(subject.world, path)
        message = _(
            "{path} has an entry for {entry}: requests sends that as Basic authentication in the place of the key",
            path=shown,
            entry=entry,
        )
        repair = _(
            "delete the entry {entry} from {path}, or set trust_env = False on a Session", entry=entry, path=shown
        )
        yield Result("netrc", Status.PROBLEM, message, (), repair)


def _shown(world: World, path: Path | None) -> str:
    return "$NETRC" if path is None or world.environment.get("NETRC") else world.shown(path)


def _netrc(world: World) -> Path | None:
    given = world.environment.get("NETRC")
    if given and not (given.startswith("~/") and world.home is not None):
        return Path(given)
    if given and world.home is not None:
        return world.home / given[2:]
    if world.home is None:
        return None
    there = (world.home / name.removeprefix("~/") for name in _NETRC)
    return next((path for path in there if os.path.lexists(path)), None)


def check_proxies(subject: Subject) -> Iterator[Result]:
    """Yield the proxy through which requests go, by its variable alone."""
    environment = subject.world.environment
    variable = next((name for name in _PROXIES if environment.get(name)), None)
    exempted = ",".join(environment.get(name, "") for name in _NO_PROXY).replace(" ", "").split(",")
    if variable is None or any(each == "*" or (each and api.HOST.endswith(each.lstrip("."))) for each in exempted):
        return
    message = _(
        "requests go through the proxy of {variable}, which may answer in OpenRouter's place", variable=variable
    )
    yield Result("proxies", Status.NOTE, message)


def check_certificates(subject: Subject) -> Iterator[Result]:
    """Yield the variables that name certificates which are not there."""
    for variable in _CERTIFICATES:
        path = subject.world.environment.get(variable)
        if path and not os.path.exists(path):
            message = _(
                "{variable} names a file that is not there, so that TLS fails before any key is sent", variable=variable
            )
            yield Result(
                "certificates", Status.PROBLEM, message, (), Message("unset {variable}", "", variable=variable)
            )


def check_redirects(subject: Subject) -> Iterator[Result]:
    """Yield the URLs of which a redirect follows, on which clients drop the key."""
    for sent in subject.code.sent:
        for url in sent.urls:
            parts = urlsplit(url)
            is_plain = parts.scheme == "http"
            is_slashed = parts.path.endswith("/") and any(
                parts.path.rstrip("/").endswith(f"/{each}") for each in api.OPERATIONS
            )
            if not (is_plain or is_slashed):
                continue
            reason = _("http:// is redirected to https://") if is_plain else _("the path ends in a slash")
            message = _(
                "{path}:{line}: {reason}, and a redirect can drop the Authorization header",
                path=sent.path,
                line=str(sent.line),
                reason=reason,
            )
            right = f"https://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"
            yield Result("redirects", Status.PROBLEM, message, (), _("write {url}", url=right))
