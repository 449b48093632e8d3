"""Analyse one document: facts, rules, words, suppressions, baseline, order."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.disk.files import State
from flake8_openrouter.languages import Language, Program, Project, Settings
from flake8_openrouter.model import Document, Fact, Finding, KeyLiteral, Places, ResponseUse, Severity, Span
from flake8_openrouter.openrouter import api
from flake8_openrouter.openrouter.leaks import Leak, leaks
from flake8_openrouter.project import baseline
from flake8_openrouter.project.config import Configuration, for_file
from flake8_openrouter.project.not_rules import INCOMPLETE, INTERNAL_ERROR
from flake8_openrouter.project.suppressions import Suppressions
from flake8_openrouter.rules._registry import all_rules, places_of_keys
from flake8_openrouter.rules._rule import Rule
from flake8_openrouter.run import given, prefilter, reliance
from flake8_openrouter.run.agreement import most_careful, settled, without_fix
from flake8_openrouter.run.sharing import SHARED, judged
from flake8_openrouter.run.wording import InWords


class Kept(NamedTuple):
    """``findings`` are to be reported, by place; ``entries`` stand for them in a baseline, ``known`` are in it.

    ``consulted`` are the other files that this rests on, with their states.
    """

    findings: tuple[Finding, ...] = ()
    entries: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    consulted: Mapping[str, State | None] = {}


def check_source(
    text: str | bytes, path: str | os.PathLike[str] = "<string>", configuration: Configuration | None = None
) -> list[Finding]:
    """Return the findings of a source, by place.

    ``text`` is source text, or bytes that are decoded as their language says. Lines count from 1, columns from 0 in
    characters. In a source that does not parse, only live-shaped keys are found. ``# noqa`` is honoured.
    Raises ConfigurationError for a wrong pyproject.toml, ValueError for bytes that can't be decoded, TypeError for what
    is neither text nor bytes.
    """
    given.source(text, "check_source")
    path = given.path(path, "check_source")
    configuration = for_file(path) if configuration is None else configuration
    language = languages.of_text(path)
    decoded = language.decoded(text)[0] if isinstance(text, bytes) else text
    words = prefilter.words(configuration)
    if not (
        prefilter.passes(decoded, words) or reliance.text_relies(path, decoded, configuration.project, words, language)
    ):
        return []
    document = Document(path, decoded.removeprefix("\ufeff"), language.notation)
    return list(analyse(language.program(document), configuration).findings)


def analyse(
    program: Program,
    configuration: Configuration,
    asked: tuple[str, ...] = (),
    project: Project | None = None,
    *,
    honours_noqa: bool = True,
) -> Kept:
    """Return what is to be reported of a program, and of those embedded in it; of what has no tree its keys.

    ``asked`` are codes, or beginnings of codes, that somebody asked for besides the configuration. ``project`` knows
    afterwards which other files were looked for.
    """
    path = program.document.path
    if configuration.excludes(path) or not configuration.includes(path):
        return Kept()
    silencing = Suppressions(configuration, honours_noqa=honours_noqa)
    analysis = _Analysis(configuration, asked, silencing, {languages.of_document(program.document).name: project})
    # What a file sets is seen by each program in it that reads it.
    found = most_careful(analysis.of(program)) if program.embedded else list(analysis.of(program))
    if found and program.embedded:
        from flake8_openrouter.openrouter import masking

        masking.share([each.document for each in languages.with_embedded(program)])
    return (kept(found, path, configuration) if found else Kept())._replace(consulted=analysis.consulted)


def of_text(document: Document, configuration: Configuration) -> Kept:
    """Return what is to be reported of a document of no language: its keys."""
    return kept(of_excerpt(document, configuration), document.path, configuration)


def of_excerpt(document: Document, configuration: Configuration) -> list[Finding]:
    """Return the keys in a part of a file that are to be reported, whatever a baseline knows."""
    silencing = Suppressions(configuration)
    return list(_Analysis(configuration, (), silencing).of_facts(document, [*keys_alone(document)]))


def silencing(program: Program, configuration: Configuration) -> Suppressions:
    """Return what silences findings of a program, and which of it did."""
    found = Suppressions(configuration)
    for _ in _Analysis(configuration, (), found).of(program):
        pass
    return found


@lru_cache(maxsize=64)
def wanted(
    configuration: Configuration, asked: tuple[str, ...] = (), *, in_any_language: bool = False
) -> frozenset[str]:
    """Return the codes of the rules that a configuration, or somebody besides, asks for; found once for a project.

    ``in_any_language``: those that run in some languages alone are among them.
    """
    ons = ((rule, in_any_language and bool(rule.on_in)) for rule in all_rules())
    return frozenset(rule.code for rule, is_on in ons if _is_wanted(rule, configuration, asked, is_on=is_on))


def kept(found: Iterable[Finding], path: str, configuration: Configuration) -> Kept:
    """Return what a baseline leaves, by place. Raises ConfigurationError for a wrong baseline."""
    ordered = sorted(found, key=lambda finding: (finding.line, finding.column, finding.code))
    entries = list(baseline.fingerprints(ordered, configuration.relative(path)))
    known = baseline.read(configuration.baseline) if configuration.baseline is not None else frozenset()
    return Kept(
        tuple(finding for finding, entry in entries if entry not in known),
        tuple(entry for finding, entry in entries if entry not in known and finding.code not in INCOMPLETE),
        tuple(entry for _, entry in entries if entry in known),
    )


class _Rules(NamedTuple):
    """The rules that are ``wanted``, and those that run: what is secret does not depend on what is wanted.

    ``asking`` are the places in ``running`` of the rules that ask for facts of a type.
    """

    wanted: tuple[Rule, ...]
    running: tuple[Rule, ...]
    asking: Mapping[type, frozenset[int]]

    def about(self, kinds: Iterable[type]) -> list[Rule]:
        """Return the rules that ask for facts of some types, in their order."""
        places = frozenset().union(*(self.asking.get(kind, ()) for kind in kinds))
        return [self.running[place] for place in sorted(places)]


@lru_cache(maxsize=64)
def _rules(configuration: Configuration, asked: tuple[str, ...]) -> _Rules:
    codes = wanted(configuration, asked, in_any_language=True)
    found = tuple(rule for rule in all_rules() if rule.code in codes)
    running = (*found, *(rule for rule in all_rules() if rule.lies_on_key and rule.code not in codes))
    return _Rules(found, running, _asking(running))


def _asking(rules: Sequence[Rule]) -> Mapping[type, frozenset[int]]:
    """Return the places of those rules that ask for facts of a type, by the types."""
    found: dict[type, set[int]] = defaultdict(set)
    for place, rule in enumerate(rules):
        for kind in rule.facts:
            found[kind].add(place)
    return {kind: frozenset(places) for kind, places in found.items()}


class _Analysis:
    """What is asked of the documents of one file. ``keys`` are the places in it at which keys were read."""

    def __init__(
        self,
        configuration: Configuration,
        asked: tuple[str, ...],
        suppressions: Suppressions,
        projects: Mapping[str, Project | None] | None = None,
    ) -> None:
        self._configuration, self._asked, self._suppressions = configuration, asked, suppressions
        self._projects = {name: project for name, project in (projects or {}).items() if project is not None}
        self._rules = _rules(configuration, asked)
        self._keys = Places()

    def of(self, program: Program) -> Iterator[Finding]:
        """Yield what is found in a program, and in those embedded in it, at its place in the file."""
        if not self._may_concern(program.document):
            return
        for inner in program.embedded:
            yield from self.of(inner)
        errors: list[Finding] = []
        facts = self._facts(program, self._project(languages.of_document(program.document)), errors)
        yield from self.of_facts(program.document, self._with_every_key(program.document, facts), errors)

    def _may_concern(self, document: Document) -> bool:
        """Tell whether a document is to be parsed: a part of a file need not hold what the file does."""
        return document.embedding is None or prefilter.passes(document.text, self._words)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return prefilter.words(self._configuration)

    @property
    def consulted(self) -> dict[str, State | None]:
        """The other files that were looked for, in whichever language."""
        return {path: state for each in self._projects.values() for path, state in each.consulted.items()}

    def _project(self, language: Language) -> Project:
        """Return the project as a language sees it, the same one for all that is embedded in a file."""
        if language.name not in self._projects:
            self._projects[language.name] = language.project(self._configuration.project)
        return self._projects[language.name]

    def of_facts(self, document: Document, facts: list[Fact], errors: Iterable[Finding] = ()) -> Iterator[Finding]:
        every = [*errors, *self._findings(document, facts)]
        if not every:
            return
        keys = [finding for finding in every if finding.code in places_of_keys()]
        if keys:
            from flake8_openrouter.openrouter import masking  # 10 ms: only where there are some

            masking.note(document, keys)
        codes = {INTERNAL_ERROR, *(rule.code for rule in self._rules.wanted if self._is_for(rule, document))}
        in_words = InWords(document, self._configuration)
        unique = most_careful(in_words(finding) for finding in every if finding.code in codes)
        for finding in unique:
            if not self._suppressions.silences(finding):
                yield _outermost(finding)

    def _facts(self, program: Program, project: Project, errors: list[Finding]) -> list[Fact]:
        if program.failure is not None:
            return []
        settings = settings_for(program.document, self._configuration)
        settings = settings._replace(follows_responses=ResponseUse in self._rules.asking)
        try:
            return [fact for site in program.sites(settings, project) for fact in site.every]
        except Exception as error:  # a mistake of ours must not stop the user's linter
            errors.append(_internal_error(program.document, "the reader", error))
            return []

    def _with_every_key(self, document: Document, facts: list[Fact]) -> list[Fact]:
        """Return facts, and the keys that are elsewhere in the document: what is a key does not depend on a reader."""
        for fact in facts:
            if isinstance(fact, KeyLiteral):
                self._keys.add(fact.span.outermost)
        others = [fact for fact in keys_alone(document) if not self._keys.overlap(fact.span.outermost)]
        for fact in others:
            self._keys.add(fact.span.outermost)
        return [*facts, *others]

    def _findings(self, document: Document, facts: list[Fact]) -> Iterator[Finding]:
        told: dict[type[Fact], list[tuple[Fact, bool]]] = defaultdict(list)
        for fact, shared in judged(facts):
            told[type(fact)].append((fact, shared))
        for rule in self._rules.about(told):
            if rule.on_in and not self._is_for(rule, document):
                continue
            try:
                asked = (each for kind in rule.facts for each in told.get(kind, ()))
                found = [(fact, _found(rule, fact, shared=shared)) for fact, shared in asked]
                if any(findings for _, findings in found):
                    yield from settled(found)
            except Exception as error:
                yield _internal_error(document, rule.code, error)

    def _is_for(self, rule: Rule, document: Document) -> bool:
        """Tell whether a rule that is wanted is wanted in a document of its language, and where that is embedded."""
        kinds = set(_languages(document))
        if not kinds.isdisjoint(rule.not_in):
            return False
        is_on = kinds.isdisjoint(rule.off_in) or rule.code in self._asked
        if is_on and document.notation.language not in rule.on_in:
            return _is_wanted(rule, self._configuration, self._asked)
        return is_on or self._configuration.enables(rule.code, default=False)


def _languages(document: Document) -> Iterator[str]:
    """Yield the names of a document's language and of those that show it."""
    yield document.notation.language
    if document.embedding is not None and not document.embedding.is_run:
        yield from _languages(document.embedding.outer)


def _outermost(finding: Finding) -> Finding:
    """Return a finding at its place in the file; ``inner`` says where it is in what is embedded there."""
    place = finding.span.outermost
    return finding if place is finding.span else replace(finding, span=place, inner=finding.span)


def _is_wanted(rule: Rule, configuration: Configuration, asked: tuple[str, ...], *, is_on: bool = False) -> bool:
    """Tell whether a rule is asked for; ``is_on``: it runs by default whatever it says."""
    is_default = rule.default or is_on
    if rule.code in asked or (is_default and rule.code.startswith(asked)):
        return True
    return configuration.enables(rule.code, is_default)


def _found(rule: Rule, fact: Fact, *, shared: bool) -> list[Finding]:
    found = list(rule.findings(fact))
    return [without_fix(each, SHARED) for each in found] if shared else found


def keys_alone(document: Document) -> list[KeyLiteral]:
    """Return the live-shaped keys of a text, whatever it is and however it spells them: it needs not parse."""
    return [_key_literal(document, leak) for leak in leaks(document.text)]


def joined_keys(program: Program, configuration: Configuration) -> list[KeyLiteral]:
    """Return the live-shaped keys that a program, by itself, puts together: their form alone does not tell them."""
    settings = settings_for(program.document, configuration)
    whole = Places()
    for literal in keys_alone(program.document):
        whole.add(literal.span)
    alone = languages.of_document(program.document).project(None)
    facts = (fact for site in program.sites(settings, alone) for fact in site.every)
    keys = (fact for fact in facts if isinstance(fact, KeyLiteral) and fact.live)
    return [literal for literal in keys if not whole.overlap(literal.span)]


def _key_literal(document: Document, leak: Leak) -> KeyLiteral:
    from flake8_openrouter.openrouter.leak_uses import use_of  # 10 ms: only where there is a key

    span = Span(document, leak.start, leak.end)
    use, variable = use_of(document.text, leak)
    return KeyLiteral(span, leak.key, live=True, use=use, variable=variable, spelling=leak.spelling)


def settings_for(document: Document, configuration: Configuration) -> Settings:
    """Return what reading a document depends on, by its configuration."""
    return Settings(
        gateways=configuration.hosts,
        env_names=frozenset((*api.VARIABLES, *configuration.env_names)),
        any_scope=configuration.scope == "any",
        in_tests=configuration.is_test(document.path, languages.of_document(document)),
    )


def _internal_error(document: Document, where: str, error: Exception) -> Finding:
    # The error's own text may hold a piece of the source: its type says enough.
    message = f"internal error in {where}: {type(error).__name__}; the other rules ran, please report it"
    return Finding(Span(document, 0, 0), message, None, INTERNAL_ERROR, Severity.ERROR)
