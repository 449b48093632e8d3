"""What an expression may be, as names and texts on the way to it tell: each way is followed."""

from __future__ import annotations

import ast

import pytest
from cases import codes

from flake8_openrouter.languages.python.inference.signs import MAX_NODES, Sign, may_be
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.syntax.scopes import Module
from flake8_openrouter.languages.python.syntax.walk import walk
from flake8_openrouter.model import Document

WAYS = {
    "its own name": "asked(wanted)",
    "an attribute": "asked(a.wanted)",
    "an element": 'asked(a["wanted"])',
    "a text": 'asked("it is wanted")',
    "a function's name": "asked(wanted())",
    "an argument": "asked(str(wanted))",
    "what a method is called on": "asked(wanted.strip())",
    "a name for it": "a = wanted\nasked(a)",
    "a name for a name": "a = wanted\nb = a\nc = b\nasked(c)",
    "one of two names": "a = 1\nif b:\n    a = wanted\nasked(a)",
    "what is unpacked": "a, b = 1, wanted\nasked(b)",
    "a loop": "for a in [1, wanted]:\n    asked(a)",
    "a comprehension": "a = [b for b in wanted]\nasked(a)",
    "an f-string": 'a = f"{wanted}"\nasked(a)',
    "a sum": 'a = "x" + wanted\nasked(a)',
    "a choice": "a = wanted if b else 1\nasked(a)",
    "a mapping": 'a = {"b": wanted}\nasked(a["b"])',
    "what is put into a mapping": 'a = {}\na["b"] = wanted\nasked(a)',
    "what is put into an attribute": "a = B()\na.b = wanted\nasked(a.b)",
    "what a function returns": "def a():\n    return wanted\nasked(a())",
    "what a function yields": "def a():\n    yield wanted\nfor b in a():\n    asked(b)",
    "what a parameter is given": "def a(b):\n    asked(b)\na(wanted)",
    "what a parameter is given by its name": "def a(b):\n    asked(b)\na(b=wanted)",
    "a parameter's default": "def a(b=wanted):\n    asked(b)",
    "a function that hands it on": "def a(b):\n    asked(b)\ndef c(d):\n    a(d)\nc(wanted)",
    "what an object keeps": "class A:\n    def __init__(self, b):\n        self.b = b\n    def c(self):\n"
    "        asked(self.b)\nA(wanted)",
    "what a class has": "class A:\n    b = wanted\nasked(A.b)",
    "what a method returns": "class A:\n    def b(self):\n        return wanted\nasked(A().b())",
    "what a method keeps, and another returns": "class A:\n    def b(self, c):\n        self.d = c\n"
    "    def e(self):\n        return self.d\na = A()\na.b(wanted)\nasked(a.e())",
    "what a function returns that it is given": "def a(b):\n    return b\nasked(a(wanted))",
    "what a method returns that it is given": "class A:\n    def b(self, c):\n        return c\nasked(A().b(wanted))",
    "what an inner function returns": "def a(b):\n    def c():\n        return b\n    return c\nasked(a(wanted)())",
    "what is among all arguments": "def a(**b):\n    return b\nasked(a(c=wanted))",
    "what a function is given that something wraps": "@b\ndef a(c):\n    return 1\nasked(a(wanted))",
    "what one of two functions is given": "try:\n    from b import a\nexcept ImportError:\n    def a(c):\n"
    "        return 1\nasked(a(wanted))",
    "what another object's method is given": "class A:\n    def b(self, c):\n        return 1\nasked(d.b(wanted))",
    "what a dataclass is given": "@dataclass\nclass A:\n    b: str\na = A(wanted)\nasked(a.b)",
    "what an heir of another class is given": "class A(B):\n    def c(self):\n        return 1\nasked(A(wanted).d)",
    "what an object finds": "class A:\n    def __init__(self, b):\n        self.b = b\n"
    "    def __getattr__(self, name):\n        return self.b\nasked(A(wanted).c)",
    "what a property returns": "class A:\n    @property\n    def b(self):\n        return wanted\n    def c(self):\n"
    "        asked(self.b)",
    "what another constructor is given": "class A:\n    def __init__(self, b):\n        asked(b)\nclass C(A):\n"
    "    def __init__(self):\n        super().__init__(wanted)",
    "what an heir is given": "class A:\n    def __init__(self, b):\n        asked(b)\nclass C(A): ...\nC(wanted)",
    "what a class makes of itself": "class A:\n    def __init__(self, b):\n        asked(b)\n    @classmethod\n"
    "    def c(cls):\n        return cls(wanted)",
    "what a decorator says": '@option("wanted")\ndef a(b):\n    asked(b)',
    "what an annotation says": 'def a(b: Annotated[str, Option("wanted")]):\n    asked(b)',
    "a function by another name": "def a():\n    return wanted\nb = a\nasked(b())",
    "a function in a table": 'def a():\n    return wanted\nb = {"c": a}\nasked(b["c"]())',
    "a copy": "a = [wanted]\nb = a.copy()\nasked(b)",
    "what is imported by its name": "from a import wanted as b\nasked(b)",
    "what is in a module of that name": "import wanted as a\nasked(a.b)",
}
#: What may be anything, since it is changed where it is, imported, or an object of a class of the file.
UNSEEN = {
    "what is put into a mapping",
    "what is put into an attribute",
    "what a class has",
    "what is among all arguments",
    "what one of two functions is given",
    "what a dataclass is given",
    "what an heir of another class is given",
    "what an object finds",
    "what is imported by its name",
    "what is in a module of that name",
}
NO_WAYS = {
    "what a function keeps to itself": "def a(b):\n    return 1\nasked(a(wanted))",
    "what a method keeps to itself": "class A:\n    def b(self, c):\n        return 1\nasked(A().b(wanted))",
    "what an object has besides": "class A:\n    def __init__(self, b):\n        self.b = b\n    def c(self):\n"
    "        return 1\na = A(wanted)\nasked(a.c())",
    "another name": "asked(a)",
    "a number": "a = 1\nasked(a)",
    "another text": 'a = "b"\nasked(a)',
    "another parameter": "def a(b, c):\n    asked(b)\na(1, wanted)",
    "the same name elsewhere": "def a():\n    b = wanted\ndef c(b):\n    asked(b)\nc(1)",
    "what is compared": "a = b == wanted\nasked(a)",
    "what answers a request": "a = c.post(wanted)\nasked(a)",
    "another attribute": "class A:\n    def __init__(self):\n        self.b, self.c = 1, wanted\n    def d(self):\n"
    "        asked(self.b)\nA()",
    "a name for itself": "a = a\nasked(a)",
    "functions that call each other": "def a():\n    return b()\ndef b():\n    return a()\nasked(a())",
}


def module(text: str) -> Module:
    return walk(Document("app.py", text), ast.parse(text))


def told(text: str) -> bool:
    """Tell whether what ``asked`` is given may be what is wanted."""
    (site,) = module(text).calls_by_name["asked"]
    sign = Sign(lambda name: "wanted" in name, lambda text: "wanted" in text)
    return may_be(sign, site.node.args[0], Frame(site.scope, site.point))


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_each_way_is_followed(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize("name", sorted(WAYS.keys() - UNSEEN))
def test_another_name_on_the_same_way_tells_nothing(name: str) -> None:
    assert not told(WAYS[name].replace("wanted", "other"))


@pytest.mark.parametrize("text", NO_WAYS.values(), ids=NO_WAYS)
def test_other_ways_are_not(text: str) -> None:
    assert not told(text)


def test_what_is_too_far_may_be_anything() -> None:
    names = "\n".join(f"a{number + 1} = a{number}" for number in range(9))
    assert told(f"a0 = 1\n{names}\nasked(a9)")
    assert not told(f"a0 = 1\n{names}\nasked(a2)")
    assert told(f"asked(str({' + '.join(['a'] * 500)}))")
    assert told(f"a = [{', '.join(['1'] * 500)}]\nasked(a)")


def test_what_is_nested_deep_is_looked_at_no_deeper() -> None:
    nested = " + ".join(["a"] * 900)
    assert codes(f'U = "https://openrouter.ai/api/v1"\nb = {nested}\nprint(b)\nc.get({nested})\n') == []


def test_few_expressions_are_looked_at() -> None:
    looked_at: list[str] = []
    calls = "\n".join(f"def f{n}(a):\n    return f{n + 1}(a) + f{n + 2}(a)" for n in range(40))
    (site,) = module(f"{calls}\nasked(f0(1))").calls_by_name["asked"]
    sign = Sign(lambda name: bool(looked_at.append(name)), lambda text: False)
    assert may_be(sign, site.node.args[0], Frame(site.scope, site.point))
    assert len(looked_at) <= 2 * MAX_NODES
