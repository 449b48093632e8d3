"""Which programs: drawn from a seed, or each mistake beside each other answer."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from differential.choosing import Row, rows

_SPELLINGS = ("authorization",) * 6 + ("Authorization",) * 3 + ("AUTHORIZATION", "Authorisation", "Autorization")
_SPELLINGS += ("Authentication", "api-key", "apikey", "X-Auth-Token", "HTTP_AUTHORIZATION", "Authorization ", "auth")
_SHAPES = ("function", "function", "method", "module")
_NUMBERS_OF_READERS = (0, 1, 2, 3, 4)

#: The questions, and the files of their answers.
QUESTIONS = {
    "key": "keys",
    "value": "values",
    "carried": "carried",
    "naming": "namings",
    "mapping": "mappings",
    "sender": "senders",
    "url": "urls",
    "address": "addresses",
}
_DOTTED = re.compile(r"[A-Za-z_][\w.]*")


@dataclass(frozen=True)
class Recipe:
    """The answers, by the names of their rows; of a reader also if it is before the request or after it."""

    key: str = "constant"
    value: str = "right"
    carried: str = "inline"
    spelling: str = "Authorization"
    naming: str = "literal"
    mapping: str = "local"
    sender: str = "requests_post"
    url: str = "right"
    address: str = "inline"
    shape: str = "function"
    readers: tuple[tuple[str, bool], ...] = ()

    def row(self, question: str) -> Row:
        return rows(QUESTIONS[question])[getattr(self, question)]

    @property
    def used(self) -> tuple[Row, ...]:
        """The rows whose code is in the program, readers aside: some senders need no mapping."""
        names = ("key", "carried", "naming", "address", "mapping", "sender")
        return tuple(self.row(name) for name in names if name != "mapping" or self.has_mapping)

    @property
    def reading(self) -> tuple[tuple[Row, bool], ...]:
        return tuple((rows("readers")[name], before) for name, before in self.readers)

    @property
    def has_mapping(self) -> bool:
        return "direct" not in self.row("sender").traits

    @property
    def parameters(self) -> str:
        return ", ".join(filter(None, (row.section("params") for row in self.used)))

    def simpler(self) -> Iterator[Recipe]:
        """Yield the recipes with one reader less, or with one answer that is the plainest."""
        for number in range(len(self.readers)):
            yield replace(self, readers=self.readers[:number] + self.readers[number + 1 :])
        for field in fields(self):
            if field.name != "readers" and getattr(self, field.name) != field.default:
                yield replace(self, **{field.name: field.default})


def drawn(seed: int) -> Recipe:
    """Return the recipe of a seed: always the same."""
    chance = random.Random(f"differential {seed}")
    while True:
        answers = {name: _chosen(rows(question), chance) for name, question in QUESTIONS.items()}
        recipe = Recipe(**answers, spelling=chance.choice(_SPELLINGS), shape=chance.choice(_SHAPES))
        if is_possible(recipe):
            break
    for _ in range(chance.choice(_NUMBERS_OF_READERS)):
        more = replace(recipe, readers=(*recipe.readers, (_chosen(rows("readers"), chance), chance.random() < 0.5)))
        recipe = more if is_possible(more) else recipe
    return recipe


def _chosen(found: Mapping[str, Row], chance: random.Random) -> str:
    return chance.choices(list(found), [row.weight for row in found.values()])[0]


#: One mistake for each rule with safe fixes.
MISTAKES: Mapping[str, Mapping[str, str]] = {
    "OPR106": {"key": "path_read"},
    "OPR201": {"spelling": "authorization"},
    "OPR202": {"spelling": "Authorisation"},
    "OPR203": {"spelling": "api-key"},
    "OPR301": {"value": "bare"},
    "OPR302": {"value": "token"},
    "OPR303": {"value": "no_f"},
    "OPR304": {"value": "lower_case"},
    "OPR601": {"url": "api_host"},
    "OPR602": {"url": "plain"},
    "OPR604": {"sender": "openai_value"},
}
#: What gives a reader something to read.
_COMPANIONS: tuple[Mapping[str, str], ...] = (
    {},
    *({"naming": name} for name in ("constant", "class", "other_module")),
    *({"mapping": name} for name in ("constant", "class_attribute", "instance", "helper", "helper_with_value")),
    *({"mapping": name} for name in ("helper_with_key", "constructed", "constant_pairs", "returned_from_lambda")),
    *({"key": name} for name in ("parameter", "settings_class")),
    {"carried": "constant"},
    *({"address": name} for name in ("constant", "joined")),
)


def beside(mistake: Mapping[str, str]) -> Iterator[Recipe]:
    """Yield a mistake beside each answer to each other question, and beside each reader, where they go together."""
    plain = replace(Recipe(), **mistake)
    more = [{question: name} for question in QUESTIONS.keys() - mistake.keys() for name in rows(QUESTIONS[question])]
    changes = [*more, *({"readers": ((name, True),)} for name in rows("readers"))]
    for change in changes:
        companions = (each for each in _COMPANIONS if not each.keys() & {*mistake, *change})
        together = (replace(plain, **companion, **change) for companion in companions)
        yield from [recipe for recipe in together if is_possible(recipe)][:1]


def is_possible(recipe: Recipe) -> bool:
    """Tell whether the answers go together: each finds what it reads in the place where it is."""
    key, carried, mapping, sender = (recipe.row(name) for name in ("key", "carried", "mapping", "sender"))
    keyword = recipe.has_mapping and "keyword" in mapping.traits
    everywhere = key.is_global and carried.is_global and recipe.naming != "local"
    names = [row.file for row in (*recipe.used, *(reader for reader, _ in recipe.reading)) if row.file]
    return (
        (key.is_global or carried.name != "constant")
        and ("names" not in recipe.row("value").traits or _DOTTED.fullmatch(key.section("expr")) is not None)
        and (not keyword or (recipe.naming == "literal" and recipe.spelling.isidentifier()))
        and (everywhere or not (recipe.has_mapping and mapping.is_global))
        and ("@H:module@" not in sender.section("module") or mapping.is_global)
        and (recipe.shape != "module" or not recipe.parameters)
        and len(names) == len(set(names))
        and len({name for name, _ in recipe.readers}) == len(recipe.readers)
        and all(_finds(recipe, reader) for reader, _ in recipe.reading)
    )


def _finds(recipe: Recipe, reader: Row) -> bool:
    """Tell whether there is what a reader needs."""
    needs = reader.traits.get("needs", "")
    if "shows" in reader.traits and "file" in recipe.row("key").traits:
        return False  # the page says that what is read loses the white space round it
    if "identifier" in reader.traits and not recipe.spelling.isidentifier():
        return False
    if "part_ask_1" in reader.section("file") and recipe.shape == "module":
        return False
    found = {
        "": True,
        "H": recipe.has_mapping and "inline" not in recipe.row("mapping").traits,
        "NAME": "named" in recipe.row("naming").traits,
        "ask": recipe.shape == "function" and bool(recipe.row("key").section("params")),
        "names": recipe.row("naming").file == "names",
    }
    return found.get(needs, needs in {row.traits.get("gives") for row in recipe.used})
