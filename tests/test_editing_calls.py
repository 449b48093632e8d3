"""Edits of calls and dicts: arguments and entries, with their commas, white space, comments and line ends."""

from __future__ import annotations

import re

import pytest
from cases import BASE, BEARER, ENV, HEAD, U, fixed

#: Arguments of a call before and after; ``U`` is the URL, ``H`` the headers as they are written.
CALLS = {
    "no trailing comma, the last one goes": (
        'U,\n    timeout=3,\n    cookies={"api_key": K}\n',
        "U,\n    timeout=3,\n    headers=H\n",
    ),
    "a trailing comma, the last one goes": ('\n    U,\n    cookies={"api_key": K},\n', "\n    U,\n    headers=H,\n"),
    "one line": ('U, cookies={"api_key": K}', "U, headers=H"),
    "one line, a trailing comma": ('U, cookies={"api_key": K},', "U, headers=H,"),
    "from the middle": ('U, cookies={"api_key": K}, timeout=3', "U, timeout=3, headers=H"),
    "params, no trailing comma": ('\n    U,\n    params={"api_key": K}\n', "\n    U,\n    headers=H\n"),
    "a comment beside the one before": (
        '\n    U,  # the key\'s own page\n    cookies={"api_key": K},\n',
        "\n    U,  # the key's own page\n    headers=H,\n",
    ),
    "one of several entries": ('U, params={"api_key": K, "a": 1}', 'U, params={"a": 1}, headers=H'),
    "the last of several entries": ('U, params={"a": 1, "api_key": K}', 'U, params={"a": 1}, headers=H'),
    "aligned with the first": ("U,\n             timeout=3", "U,\n             timeout=3,\n             headers=H"),
    "commas in front": ("\n    U\n    , timeout=3\n", "\n    U\n    , timeout=3\n    , headers=H\n"),
    "several on a line": ("\n    U,\n    timeout=3, json={}\n", "\n    U,\n    timeout=3, json={},\n    headers=H\n"),
    "a comment after the brace": (
        'U, headers={  # c\n    "X-Title": "t",\n}',
        'U, headers={  # c\n    "X-Title": "t",\n    "Authorization": B,\n}',
    ),
    "a comment after the brace, no trailing comma": (
        'U, headers={  # c\n    "X-Title": "t"\n}',
        'U, headers={  # c\n    "X-Title": "t",\n    "Authorization": B\n}',
    ),
    "a comment after the last entry": (
        'U, headers={\n    "X-Title": "t"  # d\n}',
        'U, headers={\n    "X-Title": "t",  # d\n    "Authorization": B\n}',
    ),
    "a comment below the last entry": (
        'U, headers={\n    "X-Title": "t",\n    # "A": 1,\n}',
        'U, headers={\n    "X-Title": "t",\n    "Authorization": B,\n    # "A": 1,\n}',
    ),
    "no header, one argument a line": ("\n    U,\n    timeout=3,\n", "\n    U,\n    timeout=3,\n    headers=H,\n"),
    "no header, a comment stays": (
        "\n    U,  # the key's own page\n",
        "\n    U,  # the key's own page\n    headers=H,\n",
    ),
    "an empty dict of two lines": ("U, headers={\n}", 'U, headers={\n    "Authorization": B,\n}'),
    "an empty dict with tabs": ("U, headers={\n\t}", 'U, headers={\n\t\t"Authorization": B,\n\t}'),
    "an empty dict with a comment": (
        "U, headers={\n        # old\n    }",
        'U, headers={\n        # old\n        "Authorization": B,\n    }',
    ),
    "an empty dict": ("U, headers={}", 'U, headers={"Authorization": B}'),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(("before", "after"), CALLS.values(), ids=CALLS)
def test_calls(before: str, after: str, newline: str) -> None:
    def program(arguments: str) -> str:
        # A key that is moved stays what it was.
        bearer = 'f"Bearer {K}"' if ": K" in before else BEARER
        arguments = arguments.replace("=H", '={"Authorization": B}').replace(": B", f": {bearer}")
        arguments = re.sub(r"\bU\b", U, arguments)
        return (HEAD + f"requests.get({arguments}).raise_for_status()\n").replace("\n", newline)

    assert fixed(program(before)) == program(after)


def test_mixed_line_ends_stay() -> None:
    before = f"{HEAD}OpenAI(\r\n    {BASE},\n)\nOpenAI(\n    {BASE},\r)\n"
    after = f"{HEAD}OpenAI(\r\n    {BASE},\r\n    api_key={ENV},\n)\nOpenAI(\n    {BASE},\n    api_key={ENV},\r)\n"
    assert fixed(before) == after


def test_a_call_in_parentheses_of_several_lines() -> None:
    before = f"{HEAD}r = (\n    requests\n    .get({U})\n    .raise_for_status()\n)\n"
    after = before.replace(f"({U})", f'({U}, headers={{"Authorization": {BEARER}}})')
    assert fixed(before) == after
