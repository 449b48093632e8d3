"""``junit``: a test suite a file, a failed case a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from flake8_openrouter.project.not_rules import NOT_RULES
from flake8_openrouter.reports import Report
from flake8_openrouter.reports.entries import TOOL, Entry, entries

#: What XML 1.0 has no way to write.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> Iterator[str]:
    """Yield the document, in one piece: ASCII, so that it is what its head says wherever it is written."""
    files: dict[str, list[Entry]] = {}
    for entry in entries(report):
        files.setdefault(entry.path, []).append(entry)
    suites = _element("testsuites", name=TOOL, **_counts(entry for file in files.values() for entry in file))
    for path, file in files.items():
        suite = ElementTree.SubElement(suites, "testsuite", _valid(name=path, **_counts(file)))
        for entry in file:
            _case(suite, entry)
    if not files:
        # A suite without a case is taken for a run that broke.
        suites.set("tests", "1")
        suite = ElementTree.SubElement(suites, "testsuite", _valid(name=TOOL, tests="1", failures="0", errors="0"))
        ElementTree.SubElement(suite, "testcase", _valid(name="no findings", classname=TOOL))
    ElementTree.indent(suites)
    yield ElementTree.tostring(suites, encoding="us-ascii", xml_declaration=True).decode("ascii") + "\n"


def _case(suite: ElementTree.Element, entry: Entry) -> None:
    place = f"{entry.path}:{entry.start.line}:{entry.start.column}"
    name = f"{entry.finding.code} {entry.name} at {entry.start.line}:{entry.start.column}"
    attributes = _valid(name=name, classname=entry.path, file=entry.path, line=str(entry.start.line))
    case = ElementTree.SubElement(suite, "testcase", attributes)
    outcome = "error" if entry.finding.code in NOT_RULES else "failure"
    detail = ElementTree.SubElement(case, outcome, _valid(message=entry.message, type=entry.finding.severity.value))
    detail.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", f"{place}: {entry.finding.code} {entry.message}")


def _counts(every: Iterable[Entry]) -> dict[str, str]:
    found = list(every)
    errors = sum(entry.finding.code in NOT_RULES for entry in found)
    return {"tests": str(len(found)), "failures": str(len(found) - errors), "errors": str(errors)}


def _element(tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.Element(tag, _valid(**attributes))


def _valid(**attributes: str) -> dict[str, str]:
    return {name: _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value) for name, value in attributes.items()}
