"""Headers that something else completes before they are sent: of them nothing is said."""

from __future__ import annotations

import pytest
from cases import codes

HEAD = """\
import os
import aiohttp
import httpx
import requests
import urllib.request
from openai import OpenAI
from requests.adapters import HTTPAdapter

URL = "https://openrouter.ai/api/v1/chat/completions"
K = os.environ["OPENROUTER_API_KEY"]


class Completing(requests.auth.AuthBase):
    def __call__(self, request):
        request.headers["Authorization"] = "Bearer " + request.headers["Authorization"]
        return request


class Adapter(HTTPAdapter):
    def add_headers(self, request, **options):
        request.headers["Authorization"] = f"Bearer {K}"


class Handler(urllib.request.BaseHandler):
    def https_request(self, request):
        request.add_header("Authorization", f"Bearer {K}")
        return request


class Retrying(HTTPAdapter):
    def send(self, request, **options):
        return super().send(request, **options)


class Api(requests.Session):
    def request(self, method, url, headers=None, **options):
        return super().request(method, url, headers={"Authorization": "Bearer " + headers["Authorization"]}, **options)


class Logged(requests.Session):
    def request(self, method, url, **options):
        print(method, url)
        return super().request(method, url, **options)


class Flow(httpx.Auth):
    def auth_flow(self, request):
        request.headers["Authorization"] = f"Bearer {K}"
        yield request


def sign(request):
    request.headers["Authorization"] = f"Bearer {K}"


def look(request):
    print(request.url)


async def middleware(request, handler):
    request.headers["Authorization"] = f"Bearer {K}"
    return await handler(request)


"""

COMPLETED = {
    "an auth object": "requests.post(URL, headers=BARE, auth=Completing())",
    "an auth object by name": "completing = Completing()\nrequests.post(URL, headers=BARE, auth=completing)",
    "an auth function": "requests.post(URL, headers=BARE, auth=sign)",
    "an auth object that is not known": "from mine import auth\nrequests.post(URL, headers=BARE, auth=auth)",
    "a session's auth": "s = requests.Session()\ns.auth = Completing()\ns.post(URL, headers=BARE)",
    "a session's adapter": 's = requests.Session()\ns.mount("https://", Adapter())\ns.post(URL, headers=BARE)',
    "a session of the file": "Api().post(URL, headers=BARE)",
    "a session of the file by name": "api = Api()\napi.post(URL, headers=BARE)",
    "a client's auth": "with httpx.Client(auth=Flow()) as c:\n    c.post(URL, headers=BARE)",
    "a call's auth": "httpx.post(URL, headers=BARE, auth=Flow())",
    "a request hook": 'httpx.Client(event_hooks={"request": [sign]}).post(URL, headers=BARE)',
    "a request hook set later": 'c = httpx.Client()\nc.event_hooks = {"request": [sign]}\nc.post(URL, headers=BARE)',
    "a transport": "from mine import Transport\nhttpx.Client(transport=Transport()).post(URL, headers=BARE)",
    "a middleware": "async def f():\n    async with aiohttp.ClientSession(middlewares=(middleware,)) as s:\n"
    "        await s.post(URL, headers=BARE)",
    "a client's headers": 'httpx.Client(base_url="https://openrouter.ai/api/v1", headers=BARE, auth=Flow())',
    "an opener": "urllib.request.install_opener(opener())\n"
    "urllib.request.urlopen(urllib.request.Request(URL, headers=BARE))",
    "an opener's handler": "urllib.request.build_opener(Handler).open(urllib.request.Request(URL, headers=BARE))",
    "an opener's handler, made": "o = urllib.request.build_opener(Handler())\n"
    "r = urllib.request.Request(URL, headers=BARE)\no.open(r)",
    "a handler added": "o = urllib.request.build_opener()\no.add_handler(Handler())\n"
    "o.open(urllib.request.Request(URL, headers=BARE))",
    "an SDK's client": 'OpenAI(base_url="https://openrouter.ai/api/v1", api_key="unused-key", '
    "http_client=httpx.Client(auth=Flow()))",
}

NOT_COMPLETED = {
    "nothing": "requests.post(URL, headers=BARE)",
    "no auth": "requests.post(URL, headers=BARE, auth=None)",
    "a library's adapter": 's = requests.Session()\ns.mount("https://", HTTPAdapter())\ns.post(URL, headers=BARE)',
    "an adapter that only sends": 's = requests.Session()\ns.mount("https://", Retrying())\ns.post(URL, headers=BARE)',
    "a session that only logs": "Logged().post(URL, headers=BARE)",
    "a response hook": 'httpx.Client(event_hooks={"response": [look]}).post(URL, headers=BARE)',
    "a request hook that only looks": 'httpx.Client(event_hooks={"request": [look]}).post(URL, headers=BARE)',
    "a library's handler": "urllib.request.build_opener(urllib.request.HTTPCookieProcessor()).open("
    "urllib.request.Request(URL, headers=BARE))",
    "a library's transport": "httpx.Client(transport=httpx.HTTPTransport(retries=3)).post(URL, headers=BARE)",
}


def sent(program: str) -> str:
    return HEAD + program.replace("BARE", '{"Authorization": K}') + "\n"


@pytest.mark.parametrize("program", COMPLETED.values(), ids=COMPLETED)
def test_headers_that_are_completed_are_silent(program: str) -> None:
    assert codes(sent(program)) == []


@pytest.mark.parametrize("program", NOT_COMPLETED.values(), ids=NOT_COMPLETED)
def test_headers_that_are_not_completed_are_judged(program: str) -> None:
    assert codes(sent(program)) == ["OPR301"]
