"""What is followed of a response: its kinds, and what came of it."""

from __future__ import annotations

import ast
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    RESPONSE = "response"
    BODY = "body"


class Trace(NamedTuple):
    """What became of a response. ``looked``: somebody looks whether it is an answer, or may.

    ``used`` are the places where a body that is used is taken from it, in their order: those in its function, or those
    in each other one. ``bodies`` are the expressions that hold a body, ``shown`` those of them that are only shown.
    ``handed_on``: a body is passed, kept or returned whole, to where it is not followed.
    """

    looked: bool
    used: tuple[tuple[ast.Attribute, ...], ...] = ()
    bodies: tuple[ast.AST, ...] = ()
    shown: tuple[ast.AST, ...] = ()
    handed_on: bool = False


class Step(NamedTuple):
    """An expression that holds a response or a body, where the body was taken, and the calls that led there."""

    node: ast.expr
    kind: Kind
    origin: ast.Attribute | None = None
    through: tuple[ast.Call, ...] = ()
