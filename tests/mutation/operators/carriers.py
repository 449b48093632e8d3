"""OPR4: the wrong carrier."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from mutation import sites
from mutation.forms import Form
from mutation.operators import Mutate, Operator, always
from mutation.surgery import Edit, Source

KEY = 'os.environ["OPENROUTER_API_KEY"]'
_ANOTHER_KEY = 'os.environ["ANTHROPIC_API_KEY"]'
_IN_TEXT = KEY.replace('"', "'")

Sites = Callable[[Source], Iterator[ast.Call]]


def adding(calls: Sites, argument: str) -> Mutate:
    """Give each call one more argument."""

    def mutate(source: Source) -> Iterator[str]:
        for call in calls(source):
            yield source.edited(with_argument(source, call, argument), *source.importing("os"))

    return mutate


def with_argument(source: Source, call: ast.Call, text: str) -> Edit:
    given = [*call.args, *call.keywords]
    place = max((source.end(node) for node in given), default=source.end(call) - 1)
    return Edit(place, place, f", {text}" if given else text)


def instead_of_headers(argument: str) -> Mutate:
    """Give a request that has headers another argument in their place."""

    def mutate(source: Source) -> Iterator[str]:
        for call in sites.requests(source):
            headers = sites.argument(call, "headers")
            if headers is not None:
                yield source.edited(source.replacing(headers, argument), *source.importing("os"))

    return mutate


def beside_authorization(entry: str) -> Mutate:
    """Put one more entry into each dict that holds Authorization."""

    def mutate(source: Source) -> Iterator[str]:
        for dictionary, _ in sites.entries(source):
            place = source.end(dictionary.values[-1])
            yield source.edited(Edit(place, place, f", {entry}"), *source.importing("os"))

    return mutate


def cookie_for_authorization(source: Source) -> Iterator[str]:
    """Send the key in a Cookie header."""
    for place in sites.names(source):
        for value in sites.values(source):
            if source.statement(value.node) is source.statement(place) and isinstance(place, ast.Constant):
                renamed = source.substituting(place, sites.NAME, "Cookie")
                yield source.edited(renamed, source.substituting(value.node, sites.SCHEME, "token="))


def cookie_of_a_session(source: Source) -> Iterator[str]:
    for statement, name, value in sites.bindings(source):
        if isinstance(value, ast.Call) and source.segment(value.func) == "requests.Session":
            yield source.edited(source.inserting_after(statement, f'{name}.cookies.set("session", "3f9a77")'))


def in_the_body(source: Source) -> Iterator[str]:
    """Put the key into the JSON of a request."""
    sends_json = any(sites.argument(call, "json") for call in sites.requests(source))
    for node in source.nodes():
        keys = (
            {key.value for key in node.keys if isinstance(key, ast.Constant)} if isinstance(node, ast.Dict) else set()
        )
        if sends_json and "model" in keys and keys & {"messages", "input"}:
            place = source.end(node.values[-1])
            yield source.edited(Edit(place, place, f', "api_key": {KEY}'), *source.importing("os"))


def positional_headers(source: Source) -> Iterator[str]:
    for call in sites.requests(source):
        headers = sites.argument(call, "headers")
        is_plain = sites.callee(source, call) in ("get", "post") and len(call.args) == 1
        if headers is not None and is_plain and sites.argument(call, "data") is None:
            first = source.end(call.args[0])
            moved = Edit(first, first, f", {source.segment(headers.value)}")
            yield source.edited(moved, source.removing_item(headers))


def in_the_url(pattern: str, text: str) -> Mutate:
    """Put the key into each URL, at a place in it."""

    def mutate(source: Source) -> Iterator[str]:
        for url in sites.urls(source):
            mutated = re.sub(pattern, text, str(url.value))
            if mutated != url.value:
                yield source.edited(source.replacing(url, f'f"{mutated}"'), *source.importing("os"))

    return mutate


def second_spelling(source: Source) -> Iterator[str]:
    for dictionary, _ in sites.entries(source):
        for key, value in zip(dictionary.keys, dictionary.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == sites.NAME:
                place = source.end(dictionary.values[-1])
                yield source.edited(Edit(place, place, f', "authorization": {source.segment(value)}'))


def default_headers(source: Source) -> Iterator[str]:
    """Give an SDK's client the key in its default headers too, in another spelling."""
    entry = f'"authorization": f"Bearer {{{_IN_TEXT}}}"'
    for client in sites.sdk_clients(source):
        given = sites.argument(client, "default_headers")
        if given is None:
            edit = with_argument(source, client, f"default_headers={{{entry}}}")
        else:
            place = source.end(given.value.values[-1])
            edit = Edit(place, place, f", {entry}")
        yield source.edited(edit, *source.importing("os"))


def _takes_cookies(form: Form) -> bool:
    return form.client.partition(".")[0] in ("requests", "httpx", "aiohttp")


def _is_requests_or_httpx(form: Form) -> bool:
    return form.client.partition(".")[0] in ("requests", "httpx")


def _is_requests(form: Form) -> bool:
    return form.client == "requests"


def _is_openai(form: Form) -> bool:
    return form.client in ("OpenAI", "AsyncOpenAI")


def _ignores_users(form: Form) -> bool:
    """requests makes Basic authentication of a user in the URL only where a password is beside."""
    return form.client.startswith("requests")


def _sends_one_spelling(form: Form) -> bool:
    return form.client.startswith(("requests", "aiohttp", "urllib.request"))


def _is_anthropic(form: Form) -> bool:
    return form.client == "Anthropic"


def _is_http(form: Form) -> bool:
    return not form.is_sdk


_COOKIES = 'cookies={"session": "3f9a77"}'
_KEY_IN_COOKIES = f'cookies={{"Authorization": {KEY}}}'

OPERATORS = (
    Operator("OPR401", "cookies= beside", adding(sites.requests, _COOKIES), _takes_cookies, answered=always),
    Operator("OPR401", "cookies= with the key", instead_of_headers(_KEY_IN_COOKIES), _takes_cookies),
    Operator("OPR401", "a Cookie header beside", beside_authorization('"Cookie": "session=3f9a77"'), answered=always),
    Operator("OPR401", "a Cookie header with the key", cookie_for_authorization),
    Operator("OPR401", "a session's cookie", cookie_of_a_session, answered=always),
    Operator("OPR402", "params= with the key", instead_of_headers(f'params={{"api_key": {KEY}}}'), _takes_cookies),
    Operator("OPR402", "the key in the JSON", in_the_body, answered=always),
    Operator("OPR402", "headers given by position", positional_headers, _is_requests),
    Operator(
        "OPR402",
        "the key in the URL's query",
        in_the_url(r"(?<=[a-z])$", f"?api_key={{{_IN_TEXT}}}"),
        lambda form: not form.is_sdk,
        answered=always,
    ),
    Operator(
        "OPR402",
        "the key in the URL's user part",
        in_the_url("(?<=//)", f"{{{_IN_TEXT}}}@"),
        _is_requests_or_httpx,
        _ignores_users,
    ),
    Operator("OPR403", "auth= beside", adding(sites.requests, f'auth=("user", {KEY})'), _is_requests_or_httpx),
    Operator("OPR403", "auth= alone", instead_of_headers(f'auth=("", {KEY})'), _is_requests_or_httpx),
    Operator("OPR403", "a second spelling", second_spelling, answered=_sends_one_spelling),
    Operator("OPR403", "default_headers= in another spelling", default_headers, _is_openai, answered=always),
    Operator("OPR403", "api_key= beside auth_token=", adding(sites.sdk_clients, f"api_key={KEY}"), _is_anthropic),
    Operator("OPR403", "x-api-key beside", beside_authorization(f'"x-api-key": {_ANOTHER_KEY}'), _is_http),
)
