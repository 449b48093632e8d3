"""Check one source: prefilter, facts, rules, suppressions, order."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from dataclasses import replace

from flake8_openrouter.languages.python.sites import reader
from flake8_openrouter.languages.python.sites.key_literals import live_spans
from flake8_openrouter.languages.python.syntax import decoding
from flake8_openrouter.languages.python.syntax.modules import Modules
from flake8_openrouter.model import (
    BearerKey,
    Credential,
    Destination,
    Document,
    Fact,
    Finding,
    Header,
    Interpolation,
    KeyLiteral,
    Message,
    Place,
    RequiredVariable,
    ResponseUse,
    Severity,
    Slot,
    Span,
    Use,
    VariableName,
)
from flake8_openrouter.model.key_source import KeySource
from flake8_openrouter.openrouter import api
from flake8_openrouter.project import baseline, suppressions
from flake8_openrouter.project.config import Configuration, for_file
from flake8_openrouter.project.not_rules import INTERNAL_ERROR
from flake8_openrouter.rules._registry import ABOUT_KEYS, all_rules
from flake8_openrouter.rules._rule import Rule
from flake8_openrouter.run import given, prefilter
from flake8_openrouter.run.agreement import most_careful, settled, without_fix

SHARED = "another destination shares it"
ELSEWHERE = "it stands in another file"


def check_source(
    text: str | bytes, path: str | os.PathLike[str] = "<string>", configuration: Configuration | None = None
) -> list[Finding]:
    """Return the findings of a Python source, by place.

    ``text`` is source text, or bytes that are decoded by their cookie. Lines count from 1, columns from 0 in
    characters. In a source that does not parse, only live-shaped keys are found. ``# noqa`` is honoured.
    Raises ConfigurationError for a wrong pyproject.toml, ValueError for bytes that can't be decoded, TypeError for what
    is neither text nor bytes.
    """
    given.source(text, "check_source")
    path = given.path(path, "check_source")
    configuration = for_file(path) if configuration is None else configuration
    decoded = decoding.decode(text) if isinstance(text, bytes) else text
    if not prefilter.passes(decoded, prefilter.words(configuration)):
        return []
    document = Document(path, decoded.removeprefix("\ufeff"))
    try:
        tree = ast.parse(document.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        tree = None
    is_silenced = suppressions.noqa(document)
    return [finding for finding in check(document, tree, configuration) if not is_silenced(finding)]


def check(
    document: Document,
    tree: ast.Module | None,
    configuration: Configuration,
    asked: tuple[str, ...] = (),
    modules: Modules | None = None,
) -> list[Finding]:
    """Return the findings of a document; of one without a tree its live-shaped keys.

    ``asked`` are codes, or beginnings of codes, that somebody asked for besides the configuration. ``modules`` knows
    afterwards which other files were looked for.
    """
    path = document.path
    if configuration.excludes(path):
        return []
    wanted = [rule for rule in all_rules() if _is_wanted(rule, configuration, asked)]
    # What is secret does not depend on what is wanted: rules about keys run in any case.
    about_keys = [rule for rule in all_rules() if rule.code in ABOUT_KEYS and rule not in wanted]
    every = list(
        _findings(document, tree, configuration, [*wanted, *about_keys], modules or Modules(configuration.root))
    )
    if not every:
        return []
    from flake8_openrouter.openrouter import masking  # 10 ms: only where something may be shown

    masking.note(document, (finding for finding in every if finding.code in ABOUT_KEYS))
    unwanted = {rule.code for rule in about_keys}
    found = [finding for finding in every if finding.code not in unwanted]
    is_allowed = suppressions.tags(document)
    unique = most_careful(_in_file(finding, configuration) for finding in found)
    ordered = sorted(unique, key=lambda finding: (finding.span.start, finding.code))
    wanted_here = (finding for finding in ordered if not configuration.ignores(path, finding.code))
    return baseline.new([finding for finding in wanted_here if not is_allowed(finding)], path, configuration)


def _is_wanted(rule: Rule, configuration: Configuration, asked: tuple[str, ...]) -> bool:
    if rule.code in asked or (rule.default and rule.code.startswith(asked)):
        return True
    return configuration.enables(rule.code, rule.default)


def _findings(
    document: Document, tree: ast.Module | None, configuration: Configuration, rules: list[Rule], modules: Modules
) -> Iterator[Finding]:
    facts: list[Fact] = []
    try:
        if tree is None:
            facts += _keys_alone(document)
        else:
            follows = any(ResponseUse in rule.facts for rule in rules)
            settings = reader_settings(document, configuration)._replace(follows_responses=follows)
            facts += reader.read(document, tree, settings, modules)
    except Exception as error:  # a mistake of ours is no reason to stop the user's linter
        facts = list(_keys_alone(document))
        yield _internal_error(document, "the reader", error)
    judged = _judged(facts)
    for rule in rules:
        try:
            wanted = [(fact, shared) for fact, shared in judged if isinstance(fact, rule.facts)]
            found = [(fact, _found(rule, fact, shared=shared)) for fact, shared in wanted]
            yield from settled(found)
        except Exception as error:
            yield _internal_error(document, rule.code, error)


def _found(rule: Rule, fact: Fact, *, shared: bool) -> list[Finding]:
    return [without_fix(found, SHARED) if shared else found for found in rule.findings(fact)]


def _judged(facts: list[Fact]) -> list[tuple[Fact, bool]]:
    """Return facts, each with whether another destination shares what stands there."""
    elsewhere = [fact for fact in facts if isinstance(fact, Header) and fact.destination.place is Place.ELSEWHERE]
    names, values = ({fact.name_span for fact in elsewhere}, {fact.value.span for fact in elsewhere})
    return [(fact, _is_shared(fact, names, values)) for fact in facts]


def _is_shared(fact: Fact, names: set[Span], values: set[Span]) -> bool:
    destination = getattr(fact, "destination", None)
    mixed = isinstance(destination, Destination) and destination.mixed
    if isinstance(fact, Header):
        return mixed or fact.name_span in names
    return mixed or (isinstance(fact, Credential) and fact.is_header and fact.whole.span in values)


def _keys_alone(document: Document) -> Iterator[Fact]:
    for span in live_spans(document):
        yield KeyLiteral(span, span.text, live=True, use=Use.COMMENT)


def reader_settings(document: Document, configuration: Configuration) -> reader.Settings:
    """Return what reading a document depends on, by its configuration."""
    return reader.Settings(
        gateways=configuration.hosts,
        env_names=frozenset((*api.VARIABLES, *configuration.env_names)),
        any_scope=configuration.scope == "any",
        in_tests=configuration.is_test(document.path),
    )


def _internal_error(document: Document, where: str, error: Exception) -> Finding:
    # The error's own text may hold a piece of the source: its type says enough.
    message = f"internal error in {where}: {type(error).__name__}; the other rules went on, please report it"
    return Finding(Span(document, 0, 0), message, None, INTERNAL_ERROR, Severity.ERROR)


def _in_file(finding: Finding, configuration: Configuration) -> Finding:
    """Return a finding with its message filled in; one that stands for another file names it and has no fix."""
    message: str = finding.message
    if isinstance(message, Message):
        message = message.filled(lambda slot: _spelling(slot, configuration.key_source))
    span = finding.span
    if span.stands_for:
        path, _, line = span.stands_for.rpartition(":")
        message = f"{message} (defined at {configuration.relative(path)}:{line})"
        finding = without_fix(finding, ELSEWHERE)
    from flake8_openrouter.openrouter import masking

    known = masking.known(span.document)
    return replace(finding, message=masking.presentable(" ".join(message.split()), known))


def _spelling(slot: Slot, key_source: KeySource) -> str:
    """Return how Python writes what a message leaves open."""
    if isinstance(slot, Interpolation):
        return "an f-string"
    if isinstance(slot, BearerKey):
        from flake8_openrouter.languages.python.edits import expressions

        return expressions.bearer(slot.name or key_source.expression)
    if isinstance(slot, VariableName):
        return f'the variable "{key_source.variable}"' if key_source.variable else key_source.expression
    if isinstance(slot, RequiredVariable) and (slot.own or not key_source.is_configured):
        return f'os.environ["{slot.name}"]'
    return key_source.expression
