"""What shows or logs what it is given, by the names that a call has in most programs."""

from __future__ import annotations

import re

#: Methods of the console and of loggers that write a line.
_WRITING = frozenset(
    (
        *("log", "info", "warn", "warning", "error", "debug", "trace", "dir", "table", "fatal", "critical", "verbose"),
        *("silly", "notice", "success", "http", "group"),
    )
)
_LOGGER = re.compile(r"(?:^|[._])(?:log|logger|winston|pino|bunyan|consola|signale|log4js)\d*$|[lL]ogger$")

#: An object that answers a request, by its name, and its methods that send a body.
_RESPONSE = re.compile(r"(?:^|\.)(?:res|resp|response|reply|ctx|context|c|h)$")
_SENDING = frozenset(("json", "send", "end", "jsonp", "text", "html", "body", "write"))
#: What a chain of such calls may begin with: ``res.status(200).json``.
_CHAINED = re.compile(r"\.(?:status|code|type|header|set|setHeader)\([^()]*\)")

#: Whole names.
_NAMED = {
    "alert": "alert()",
    "window.alert": "alert()",
    "document.write": "the page",
    "process.stdout.write": "process.stdout",
    "process.stderr.write": "process.stderr",
    "NextResponse.json": "the response",
    "Response.json": "the response",
    "Deno.stdout.write": "Deno.stdout",
}
#: What is made with ``new`` that shows its first argument.
_MADE = re.compile(r"(?:^|\.)(?:\w*Error|\w*Exception)$")
_ANSWERS = frozenset(("Response", "NextResponse"))

#: A call of such a method up to its bracket, and what is in each other call that shows something.
METHODS = re.compile(rb"\.(?:%b)\(" % "|".join(sorted(_WRITING | _SENDING)).encode())
WORDS = (b"alert(", b"Error(", b"Exception(", b"Response(")


def of_call(name: str) -> str:
    """Return how a message calls what shows what a call of a name is given; empty for one that shows nothing."""
    if name in _NAMED:
        return _NAMED[name]
    base, _, method = _CHAINED.sub("", name).rpartition(".")
    if base == "console" and method in _WRITING:
        return f"console.{method}()"
    if method in _WRITING and _LOGGER.search(base):
        return "the log"
    return "the response" if method in _SENDING and _RESPONSE.search(base) else ""


def of_new(name: str) -> str:
    """Return the same of what ``new`` makes."""
    if _MADE.search(name):
        return "an exception"
    return "the response" if name in _ANSWERS else ""
