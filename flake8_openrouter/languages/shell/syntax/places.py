"""What of a script runs, and what is around it: told by the tree, for a place that is already known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.shell.syntax.words import word
from flake8_openrouter.languages.trees.source import Source

if TYPE_CHECKING:
    from tree_sitter import Node

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


def node_at(source: Source, start: int, end: int) -> Node | None:
    """Return the smallest node that has some characters."""
    return source.root.descendant_for_byte_range(source.byte(start), source.byte(end))


def ancestors(node: Node) -> Iterator[Node]:
    """Yield what a node is in, from the innermost on."""
    around = node.parent
    while around is not None:
        yield around
        around = around.parent


def is_text(node: Node) -> bool:
    """Tell whether a node is text, not code."""
    return node.type in _TEXTS


def runs(source: Source, start: int, end: int) -> bool:
    """Tell whether the word at a place is a command that runs, by itself or by one that runs another."""
    node = node_at(source, start, end)
    if node is None or is_text(node):
        return False
    parent = node.parent
    if parent is not None and parent.type == "command_name":
        return source.offset(parent.start_byte) <= start
    if parent is not None and parent.type == "command":
        return source.offset(node.start_byte) <= start and _is_launched(source, parent, start)
    line = source.document.text.rfind("\n", 0, start) + 1
    is_lost = node.type in ("word", "ERROR") and (parent is None or parent.type in ("ERROR", "program"))
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
    return bool(words) and words[0].rpartition("/")[2] in LAUNCHERS and _leads_on(words[1:])


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
    node = node_at(source, start, end)
    found = Around(len(source.document.text))
    if node is None:
        return found
    before = node
    for each in ancestors(node):
        if each.type in ("command_substitution", "process_substitution"):
            closes = source.offset(each.end_byte) - (0 if each.has_error else 1)
            found = found._replace(end=min(found.end, closes), is_taken=True)
        elif each.type == "function_definition" and not found.function:
            found = found._replace(function=source.text(each.named_children[0]) if each.named_children else "")
        elif (each.type == "pipeline" and before.end_byte < each.end_byte) or _redirects(each, before):
            found = found._replace(is_taken=True)
        elif _is_asked(each, before):
            found = found._replace(decides=True)
        before = each
    return found


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


def function_of(source: Source, node: Node) -> tuple[int, int] | None:
    """Return where the function is that a node is in; None where it is in none."""
    for each in ancestors(node):
        if each.type == "function_definition":
            return source.offset(each.start_byte), source.offset(each.end_byte)
    return None


def arm(source: Source, node: Node) -> Arm | None:
    """Return the innermost thing that a node is in and that runs only sometimes, or by itself."""
    before = node
    for each in ancestors(node):
        place = (source.offset(each.start_byte), source.offset(each.end_byte))
        if each.type in _OWN:
            return Arm(*place, place, is_own=True)
        if each.type == "list":
            is_first = before.end_byte < each.end_byte
            before = each
            if not is_first:  # what comes first in ``a && b`` always runs
                return _right_arm(source, each)
        elif each.type in _SOMETIMES:
            whole = each.parent if each.type in ("case_item", "elif_clause", "else_clause") else None
            if whole is not None:
                return Arm(*place, (source.offset(whole.start_byte), source.offset(whole.end_byte)))
            return Arm(*place, place)
        elif each.type == "if_statement" and before != each.child_by_field_name("condition"):
            others = [child for child in each.named_children if child.type in ("elif_clause", "else_clause")]
            end = source.offset(others[0].start_byte) if others else place[1]
            return Arm(place[0], end, place)
        before = each
    return None


def _right_arm(source: Source, node: Node) -> Arm:
    """Return the arm after ``&&`` or ``||``: what is further right of the same list runs after it."""
    whole = node
    while (outer := whole.parent) is not None and outer.type == "list":
        whole = outer
    place = (source.offset(node.start_byte), source.offset(whole.end_byte))
    return Arm(*place, place)
