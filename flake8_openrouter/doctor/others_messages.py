"""What others than OpenRouter answer: those to whom a key went by mistake, and the providers of its models.

Sources: their answers, as threads about OpenRouter quote them, and OpenRouter's API reference for what it passes on.
"""

from __future__ import annotations

from flake8_openrouter.doctor import causes as of
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.known import Known

OTHERS = (
    Known(
        "key-at-openai",
        _("This is the answer of OpenAI, not of OpenRouter: the OpenRouter key was sent to api.openai.com."),
        (of.TO_OPENAI, of.TRACES),
        ("Incorrect API key provided: sk-or-",),
        replaces=("at-openai",),
    ),
    Known(
        "tracing",
        _("Traces are refused by OpenAI. The program's own requests to OpenRouter are not concerned."),
        (of.TRACES,),
        ("Tracing client error 401", "Tracing: client error 401"),
        replaces=("key-at-openai", "at-openai"),
    ),
    Known(
        "no-tracing",
        _("No traces are sent to OpenAI. Requests to OpenRouter are not concerned."),
        (of.TRACES,),
        ("OPENAI_API_KEY is not set, skipping trace export",),
    ),
    Known(
        "at-openai",
        _("This is the answer of OpenAI, not of OpenRouter: the request went to api.openai.com."),
        (of.AT_OPENAI,),
        ("Incorrect API key provided*platform.openai.com",),
    ),
    Known(
        "key-at-anthropic",
        _("This is the answer of Anthropic, not of OpenRouter."),
        (of.TO_ANTHROPIC, of.TWO_CREDENTIALS),
        ("invalid x-api-key",),
    ),
    Known(
        "own-key",
        _("OpenRouter took the credential, and the model's provider did not take the one that it got from OpenRouter."),
        (of.OWN_KEY,),
        ("Provider returned error*code: 401", "Provider returned error*code: 403"),
        replaces=("provider", "at-openai", "key-at-openai", "key-at-anthropic"),
    ),
    Known(
        "provider",
        _("The credential is right; the model's provider answered with an error, or is busy."),
        (of.PROVIDER_LIMIT,),
        ("rate-limited upstream",),
        ("Provider returned error",),
    ),
)
