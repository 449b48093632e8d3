"""What of a script runs, and what is around it: told by the tree, for a place that is already known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.shell.syntax import containers
from flake8_openrouter.languages.shell.syntax.words import word
from flake8_openrouter.languages.trees.source import Source

if TYPE_CHECKING:
    from tree_sitter import Node

#: Nodes within each other that are looked at.
MAX_DEPTH = 120

#: Nodes whose text is no code of the script itself.
_TEXTS = frozenset(
    ("comment", "string", "string_content", "raw_string", "ansi_c_string", "heredoc_body", "heredoc_content")
    + ("heredoc_start", "heredoc_end", "regex", "translated_string")
)
#: Commands that run the one after them.
LAUNCHERS = frozenset(
    (
        "sudo",
        "doas",
        "env",
        "command",
        "builtin",
        "exec",
        "time",
        "nohup",
        "timeout",
        "nice",
        "ionice",
        "xargs",
        "stdbuf",
    )
    + ("setsid", "unbuffer", "chronic", "caffeinate", "torsocks", "proxychains", "proxychains4", "retry")
)
_BEFORE = re.compile(r"(?:-\S*|\w+=\S*|\d+[smhd]?|\{\})")
#: Options of those that have a value in the next word.
_WITH_VALUE = re.compile(r"-[ugskniIPLdptCEh]")
#: What follows ``command`` where nothing runs.
_ASKS = (["-v"], ["-V"])
#: What a command may be after where the grammar has lost its way.
_BEGINS = re.compile(r"(?:^|[;|&({`!]|\b(?:then|do|else|if|elif|while|until|time)\b)[ \t]*\Z", re.MULTILINE)
#: Where something runs only sometimes, and what it sets is not seen outside.
_SOMETIMES = frozenset(("case_item", "do_group", "elif_clause", "else_clause", "function_definition"))
_OWN = frozenset(("subshell", "command_substitution", "pipeline", "process_substitution"))
_CONDITIONS = frozenset(("if_statement", "elif_clause", "while_statement"))


class Around(NamedTuple):
    """What is around a command. Offsets are characters.

    ``end`` is where the innermost thing ends that a command can't go beyond. ``function`` is the name of the function
    that it is in. ``is_taken``: what it says goes to another command, a file or a variable. ``decides``: what comes
    next depends on whether it fails.
    """

    end: int
    function: str = ""
    is_taken: bool = False
    decides: bool = False


class Arm(NamedTuple):
    """Where something runs only sometimes: the arm ``start:end``, and what ``whole`` it is one arm of.

    ``is_own``: what is set there is not seen outside.
    """

    start: int
    end: int
    whole: tuple[int, int]
    is_own: bool = False

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end


def path(source: Source, start: int, end: int) -> tuple[Node, ...]:
    """Return what some characters are in, from the whole script to the smallest node that has them all.

    It is empty where they are too deep for anybody to have written them.
    """
    first, last = source.byte(start), source.byte(end)
    cursor = source.root.walk()
    found: list[Node] = []
    while (node := cursor.node) is not None and node.start_byte <= first and last <= node.end_byte:
        found.append(node)
        if len(found) > MAX_DEPTH:
            return ()
        if cursor.goto_first_child_for_byte(first) is None:
            break
    return tuple(found)


def is_text(nodes: tuple[Node, ...]) -> bool:
    """Tell whether what is at the end of a path is text, not code."""
    return not nodes or nodes[-1].type in _TEXTS


def runs(source: Source, start: int, end: int) -> bool:
    """Tell whether the word at a place is a command that runs, by itself or by one that runs another."""
    nodes = path(source, start, end)
    if is_text(nodes):
        return False
    node, kind = nodes[-1], nodes[-2].type if len(nodes) > 1 else "program"
    if kind == "command_name":
        return source.offset(nodes[-2].start_byte) <= start
    if kind == "command":
        return source.offset(node.start_byte) <= start and _is_launched(source, nodes[-2], start)
    line = source.document.text.rfind("\n", 0, start) + 1
    is_lost = node.type in ("word", "ERROR") and kind in ("ERROR", "program")
    return is_lost and _BEGINS.search(source.document.text[line:start]) is not None


def _is_launched(source: Source, command: Node, start: int) -> bool:
    """Tell whether a command is one that runs what begins at a place: nothing but options is between."""
    text, at = source.document.text, source.offset(command.start_byte)
    words: list[str] = []
    while at < start:
        found = word(text, at, start)
        if found.end == at:
            at += 1
            continue
        words.append(found.literal or "?")
        at = found.end
    while words and "=" in words[0] and not words[0].startswith("-"):
        del words[0]
    if containers.leads_to(words, "/" in word(text, start, source.offset(command.end_byte)).head):
        return True
    return bool(words) and words[0].rpartition("/")[2] in LAUNCHERS and words[1:2] not in _ASKS and _leads_on(words[1:])


def _leads_on(words: list[str]) -> bool:
    before = ""
    for each in words:
        if not (_BEFORE.fullmatch(each) or each in LAUNCHERS or _WITH_VALUE.fullmatch(before)):
            return False
        before = each
    return True


def is_given_more(source: Source, start: int) -> bool:
    """Tell whether the command at a place is given further arguments by another one: xargs."""
    line = source.document.text.rfind("\n", 0, start) + 1
    return re.search(r"\b(?:xargs|parallel)\b", source.document.text[line:start]) is not None


def around(source: Source, start: int, end: int) -> Around:
    """Return what is around the command whose first word is at a place."""
    nodes = path(source, start, end)
    found = Around(len(source.document.text))
    for before, each in _outwards(nodes):
        if each.type in ("command_substitution", "process_substitution"):
            closes = source.offset(each.end_byte) - (0 if each.has_error else 1)
            found = found._replace(end=min(found.end, closes), is_taken=True)
        elif each.type == "function_definition" and not found.function:
            found = found._replace(function=source.text(each.named_children[0]) if each.named_children else "")
        elif (each.type == "pipeline" and before.end_byte < each.end_byte) or _redirects(each, before):
            found = found._replace(is_taken=True)
        elif _is_asked(each, before):
            found = found._replace(decides=True)
    return found


def _outwards(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, Node]]:
    """Yield each node of a path with the one around it, from the innermost on."""
    return ((inner, outer) for outer, inner in reversed(tuple(pairwise(nodes))))


def _is_asked(node: Node, part: Node) -> bool:
    """Tell whether what comes next depends on whether a part of a node fails."""
    if node.type == "list":
        return part.end_byte < node.end_byte
    return node.type == "negated_command" or (
        node.type in _CONDITIONS and part == node.child_by_field_name("condition")
    )


def _redirects(node: Node, body: Node) -> bool:
    """Tell whether several commands have their output written to a file."""
    if node.type != "redirected_statement" or body.type in ("command", "command_name"):
        return False
    return any(child.type == "file_redirect" and b">" in (child.text or b"") for child in node.named_children)


def function_of(source: Source, nodes: tuple[Node, ...]) -> tuple[int, int] | None:
    """Return where the function is that a path leads into; None where it leads into none."""
    for each in reversed(nodes[:-1]):
        if each.type == "function_definition":
            return source.offset(each.start_byte), source.offset(each.end_byte)
    return None


def arm(source: Source, nodes: tuple[Node, ...]) -> Arm | None:
    """Return the innermost thing on a path that runs only sometimes, or by itself."""
    for number in range(len(nodes) - 2, -1, -1):
        each, before = nodes[number], nodes[number + 1]
        place = _place(source, each)
        if each.type in _OWN:
            return Arm(*place, place, is_own=True)
        if each.type == "list" and before.end_byte >= each.end_byte:  # what comes first in ``a && b`` always runs
            return _right_arm(source, nodes[: number + 1])
        if each.type in _SOMETIMES:
            is_one_of_several = each.type in ("case_item", "elif_clause", "else_clause") and number > 0
            return Arm(*place, _place(source, nodes[number - 1]) if is_one_of_several else place)
        if each.type == "if_statement" and before != each.child_by_field_name("condition"):
            others = [child for child in each.named_children if child.type in ("elif_clause", "else_clause")]
            end = source.offset(others[0].start_byte) if others else place[1]
            return Arm(place[0], end, place)
    return None


def _place(source: Source, node: Node) -> tuple[int, int]:
    return source.offset(node.start_byte), source.offset(node.end_byte)


def _right_arm(source: Source, nodes: tuple[Node, ...]) -> Arm:
    """Return the arm after ``&&`` or ``||``: what is further right of the same list runs after it."""
    whole = nodes[-1]
    for outer in reversed(nodes[:-1]):
        if outer.type != "list":
            break
        whole = outer
    place = (source.offset(nodes[-1].start_byte), source.offset(whole.end_byte))
    return Arm(*place, place)
