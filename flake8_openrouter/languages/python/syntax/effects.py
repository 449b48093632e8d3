"""What a method does to the mapping, or to the session or request, that it is called on: one table for all that ask."""

from __future__ import annotations

from enum import Enum

from flake8_openrouter.languages.python.libraries import http


class Effect(Enum):
    PUTS = "puts an entry into it"
    PUTS_HEADER = "puts a header on it"
    MERGES = "lays another mapping over it"
    TAKES = "takes entries away"
    GIVES = "gives what is under a key"
    MOUNTS = "gives it an adapter"


#: By the methods' names; ``del`` is the statement.
_EFFECTS: dict[str, tuple[Effect, ...]] = {
    "add": (Effect.PUTS,),
    "append": (Effect.PUTS,),
    "set": (Effect.PUTS,),
    "setdefault": (Effect.PUTS, Effect.GIVES),
    **dict.fromkeys(http.ADDING, (Effect.PUTS_HEADER,)),
    "update": (Effect.MERGES,),
    "extend": (Effect.MERGES,),
    "pop": (Effect.TAKES, Effect.GIVES),
    "clear": (Effect.TAKES,),
    "del": (Effect.TAKES,),
    "get": (Effect.GIVES,),
    "get_all": (Effect.GIVES,),
    "getlist": (Effect.GIVES,),
    "__getitem__": (Effect.GIVES,),
    "__contains__": (Effect.GIVES,),
    "mount": (Effect.MOUNTS,),
}


def _methods(*effects: Effect) -> frozenset[str]:
    return frozenset(name for name, own in _EFFECTS.items() if not set(own).isdisjoint(effects))


PUTTING = _methods(Effect.PUTS)
PUTTING_HEADERS = _methods(Effect.PUTS_HEADER)
TAKING = _methods(Effect.TAKES)
GIVING = _methods(Effect.GIVES)
CHANGING = _methods(Effect.PUTS, Effect.PUTS_HEADER, Effect.MERGES, Effect.TAKES, Effect.MOUNTS)
