"""What was found in files, each kept for the state that its file was last in: what is typed has a new one each time."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from flake8_openrouter.disk.files import State

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")
_Find = Callable[Concatenate[str, "State | None", Rest], Answer]


def latest(most: int) -> Callable[[_Find[Rest, Answer]], _Find[Rest, Answer]]:
    """Return what lets a function of a path, the state there and more keep an answer until the state is another one.

    ``most``: so many answers are kept at once.
    """

    def decorated(find: _Find[Rest, Answer]) -> _Find[Rest, Answer]:
        known: dict[object, tuple[State | None, Answer]] = {}

        @wraps(find)
        def found(path: str, state: State | None, /, *rest: Rest.args, **named: Rest.kwargs) -> Answer:
            key = (path, *rest, *named.items())
            kept = known.get(key)
            if kept is None or kept[0] != state:
                kept = state, find(path, state, *rest, **named)
                if len(known) >= most:
                    known.clear()
                known[key] = kept
            return kept[1]

        return found

    return decorated
