"""What finds the values of an expression, by its node's type."""

from __future__ import annotations

from flake8_openrouter.languages.javascript.inference import calls, members, names, objects, strings
from flake8_openrouter.languages.javascript.inference.evaluator import Handlers

HANDLERS: Handlers = {
    "string": strings.string,
    "template_string": strings.template,
    "binary_expression": strings.binary,
    "ternary_expression": strings.ternary,
    "true": strings.flag,
    "false": strings.flag,
    "undefined": names.undefined,
    "null": names.undefined,
    "identifier": names.name,
    "shorthand_property_identifier": names.name,
    "shorthand_property_identifier_pattern": names.name,
    "arrow_function": names.function,
    "function_expression": names.function,
    "class": names.function,
    "member_expression": members.member,
    "subscript_expression": members.subscript,
    "this": members.this,
    "meta_property": members.imported,
    "object": objects.obj,
    "array": objects.array,
    "call_expression": calls.call,
    "new_expression": calls.new,
}
