"""What makes a request to OpenRouter fail: in a word, which rule or check of the doctor looks at it, what to do.

Sources: OpenRouter's API reference, what clients were seen to send, and threads in which people found the cause.
"""

from __future__ import annotations

from typing import NamedTuple

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.model import Message


class Cause(NamedTuple):
    """A cause: the rules that find it in the source, the doctor's checks that look at it, whether ``--online`` does."""

    says: Message
    remedy: Message
    rules: tuple[str, ...] = ()
    doctor: tuple[str, ...] = ()
    online: bool = False


# The key is not there.
UNSET = Cause(
    _('The variable is not set where the program runs: "Bearer None", "Bearer undefined" or an empty bearer is sent.'),
    _('Set it there, and read it by os.environ["OPENROUTER_API_KEY"], which fails while it is unset.'),
    ("OPR107",),
    doctor=("key", "requests"),
)
EMPTY = Cause(
    _("The key is empty: the variable is set to nothing, or its default is an empty text."),
    _("Give the variable a value, or unset it: what is empty also hides the value in .env."),
    ("OPR104", "OPR107"),
    doctor=("key",),
)
NO_SHELL = Cause(
    _("A service, cron, a container or a CI job does not have the variables of your shell."),
    _("Give it the variable by its own means: Environment= or EnvironmentFile=, env_file:, a secret of the CI."),
    doctor=("clean-env",),
)
FORK = Cause(
    _("A pull request from a fork gets no secrets: they are empty there."),
    _("Skip the step if the secret is empty."),
    doctor=("github-actions-fork",),
)
OTHER_NAME = Cause(
    _("The variable has another name than the program reads, such as OPEN_ROUTER_API_KEY."),
    _("Use one name in both places: OPENROUTER_API_KEY."),
    doctor=("names",),
)
LATE_LOAD = Cause(
    _("load_dotenv() runs after the key is read, or finds no .env from where it looks."),
    _("Call it before the first read, with the file's path."),
    ("OPR109",),
    doctor=("files", "key"),
)
HIDDEN = Cause(
    _("The shell still has another key: load_dotenv() does not replace what is set."),
    _("Unset the variable in the shell, or call load_dotenv(override=True)."),
    doctor=("key",),
)

# The header is not there.
NO_HEADER = Cause(
    _("The request has no Authorization header: none was given, or its name is misspelt."),
    _('Send headers={{"Authorization": f"Bearer {{api_key}}"}}.'),
    ("OPR501", "OPR202", "OPR203"),
)
WRONG_CARRIER = Cause(
    _("The key goes along in a cookie, in the URL or in the body: the API looks at none of them."),
    _("Send it in the Authorization header, and give headers by name: headers=headers."),
    ("OPR401", "OPR402"),
)
REDIRECT = Cause(
    _("A redirect dropped the header: http:// for https://, another host, a slash at the end."),
    _("Use https://openrouter.ai/api/v1 and the path exactly as documented."),
    ("OPR601", "OPR602"),
    doctor=("redirects",),
)
NETRC = Cause(
    _("requests replaced the header by what ~/.netrc has for this host, or auth= did."),
    _("Take the entry out of ~/.netrc, or use a session with trust_env = False; leave auth= out."),
    ("OPR403",),
    doctor=("netrc",),
)
GATEWAY = Cause(
    _("A proxy or a gateway in between answers, or takes the header away."),
    _("Look at HTTPS_PROXY and at the base URL: is the host openrouter.ai?"),
    doctor=("proxies", "providers"),
)

# The header's value is wrong.
NO_BEARER = Cause(
    _('"Bearer " is not before the key, or is misspelt, or is there twice.'),
    _("Send Authorization: Bearer <key>, with one space; an SDK's api_key is the key alone."),
    ("OPR301", "OPR302", "OPR604"),
)
DOUBLED = Cause(
    _("The SDK puts Bearer before the key itself, and api_key has it as well."),
    _("Give api_key the key alone."),
    ("OPR604", "OPR302"),
)
NOT_FILLED_IN = Cause(
    _("The name of the variable is sent instead of its value: the f is missing, or a shell's quotes are single ones."),
    _('Write f"Bearer {{api_key}}", in JavaScript backticks, in a shell double quotes.'),
    ("OPR303",),
)
PLACEHOLDER = Cause(
    _("A placeholder is sent as the key, such as your-key-here or sk-or-v1-..."),
    _("Read the key from the variable OPENROUTER_API_KEY."),
    ("OPR104",),
    doctor=("key",),
)
DAMAGED = Cause(
    _("The key has something around it (quotes, a space, <>), or lost its beginning when it was copied."),
    _("Use it exactly as issued: sk-or-v1- and 64 hex digits."),
    ("OPR105",),
    doctor=("key",),
)
NEWLINE = Cause(
    _("The key ends in a newline or a carriage return: it was read from a file, or .env has Windows line ends."),
    _("Add .strip() where it is read; write .env with Unix line ends."),
    ("OPR106", "OPR105"),
    doctor=("key",),
)
TYPOGRAPHIC = Cause(
    _("The key, or the header, has a character that no header takes, such as a typographic quote from a document."),
    _("Copy the key again from the dashboard, and type the quotes yourself."),
    ("OPR105",),
    doctor=("key",),
)
MALFORMED_NAME = Cause(
    _("The header's name has a space or a colon."), _("Write it as Authorization, without a colon."), ("OPR202",)
)
OTHER_KEY = Cause(
    _("Another provider's key is sent: an OpenAI client without api_key takes OPENAI_API_KEY."),
    _('Give the client api_key=os.environ["OPENROUTER_API_KEY"].'),
    ("OPR502", "OPR606", "OPR105", "OPR607"),
    doctor=("key",),
)
OTHERS_TOKEN = Cause(
    _("A token that OpenRouter did not issue, or one that is older than 15 minutes, is sent instead of a key."),
    _("Exchange it at POST /api/v1/oauth/token again, or send a key; x-api-key takes keys alone."),
    ("OPR403",),
    online=True,
)

# The key is not taken any more.
DELETED = Cause(
    _("The key was deleted or disabled, or has expired."),
    _("Look it up at https://openrouter.ai/keys, make a new one, and replace it wherever it is."),
    online=True,
)
OLD_KEY = Cause(
    _("An older key is used than the one you look at: from another .env, or a second line of the same."),
    _("See which one wins: flake8-openrouter doctor. Restart what has the old one."),
    doctor=("key", "duplicates"),
)
LIFETIME = Cause(
    _("The account sets a longest lifetime for keys, which older ones exceed; keys made by OAuth or MCP expire soon."),
    _("Make a new key."),
    online=True,
)
PASSING = Cause(
    _("A few such answers go away within minutes."), _("Try once more; do not retry for ever."), online=True
)
WRONG_KIND = Cause(
    _("A management key can't call models, and only a management key can manage keys, credits and the like."),
    _("Use a key of the kind that the operation takes."),
    ("OPR608",),
    online=True,
)

# The key is right, and does not suffice.
NO_CREDITS = Cause(
    _("The account has no credits left. A negative balance refuses :free models as well."),
    _("Add credits at https://openrouter.ai/settings/credits."),
    online=True,
)
TOO_MANY_TOKENS = Cause(
    _("The request may cost more than is left: without max_tokens it is counted with the most that the model writes."),
    _("Set max_tokens, or add credits."),
    online=True,
)
KEY_LIMIT = Cause(
    _("The key's own limit is used up, or that of a guardrail."),
    _("Raise it at https://openrouter.ai/keys, or wait until it is reset."),
    online=True,
)
ADDRESS = Cause(
    _("The account allows only some IP addresses: it works on one machine alone."),
    _("Add the address in the account's settings."),
    online=True,
)
MODERATED = Cause(
    _("The model's provider flagged the input, or a guardrail did."), _("Read the error's metadata: it says why.")
)
FREE_LIMIT = Cause(
    _("The account's requests to :free models are used up, for this minute or this day."),
    _("Wait for the reset that the answer names, or use a model that is paid for."),
    online=True,
)
PROVIDER_LIMIT = Cause(
    _("The model's provider is busy; other keys don't help."),
    _("Wait as long as Retry-After says, or name other models as a fallback."),
)

# It goes to the wrong place.
WRONG_URL = Cause(
    _("The base URL is wrong: /api is missing, or the SDK adds a path to one that has it already."),
    _("Use https://openrouter.ai/api/v1, and for Anthropic's SDK https://openrouter.ai/api."),
    ("OPR601",),
)
WRONG_METHOD = Cause(
    _("The path takes another method, or a redirect made a GET of a POST."),
    _("Use POST and https://, and no slash at the end."),
    ("OPR601", "OPR602"),
)
TO_OPENAI = Cause(
    _("The client has no base_url, or has it under a name that it does not read, so that the key goes to OpenAI."),
    _('Give it base_url="https://openrouter.ai/api/v1" (JavaScript: baseURL), then replace the key: it was shown.'),
    ("OPR603", "OPR605", "OPR607"),
)
AT_OPENAI = Cause(
    _("The client has no base_url, or has it under a name that it does not read, so that it calls OpenAI."),
    _('Give it base_url="https://openrouter.ai/api/v1" and a key of OpenRouter, or a key of OpenAI if that is meant.'),
    ("OPR603", "OPR605", "OPR607"),
)
TO_ANTHROPIC = Cause(
    _("ANTHROPIC_BASE_URL is not set where the program runs, so that the key goes to Anthropic."),
    _("Set ANTHROPIC_BASE_URL=https://openrouter.ai/api and ANTHROPIC_AUTH_TOKEN, then replace the key: it was shown."),
    ("OPR603",),
    doctor=("providers",),
)
TRACES = Cause(
    _("openai-agents posts its traces to OpenAI, with the key that it was given for OpenRouter."),
    _("Call set_tracing_disabled(True), or set_default_openai_client(client, use_for_tracing=False)."),
    ("OPR603",),
)
NO_PROVIDER = Cause(
    _("The model's name does not say that it is OpenRouter's."),
    _('Write model="openrouter/<author>/<model>".'),
    ("OPR603",),
)

NO_ENDPOINT = Cause(
    _("The model's name is misspelt or out of date, or the account's settings leave no provider for it."),
    _("Look it up at https://openrouter.ai/models, and the settings at https://openrouter.ai/settings/privacy."),
)
OWN_KEY = Cause(
    _("A key of that provider is stored at OpenRouter (BYOK), and the provider does not take it."),
    _("Replace it, or remove it, where OpenRouter's settings have the keys of providers."),
)

# The client does not get as far.
LOST_IN_SHELL = Cause(
    _("The shell ended the command before its -H: a space after the backslash, or typographic quotes."),
    _("Let nothing follow the backslash, and type the quotes yourself."),
    ("OPR501",),
)
NO_KEY_ARGUMENT = Cause(
    _("The client is given no key, and does not read OPENROUTER_API_KEY itself."),
    _('Give it api_key=os.environ["OPENROUTER_API_KEY"].'),
    ("OPR502", "OPR107", "OPR607"),
)
TWO_CREDENTIALS = Cause(
    _("Two credentials are given: ANTHROPIC_API_KEY is set beside the token, or both arguments are."),
    _('Give auth_token alone, and set ANTHROPIC_API_KEY="" (empty, not unset).'),
    ("OPR403",),
    doctor=("providers",),
)
IN_BROWSER = Cause(
    _("The key would be shown to everybody who loads the page."),
    _("Call OpenRouter from a server; let the page ask that."),
    ("OPR108",),
)
UNCHECKED = Cause(
    _("The answer is an error, and the program takes it for one with choices."),
    _("Call raise_for_status(), or look at response.ok, and read error.message."),
    ("OPR702",),
)
CERTIFICATES = Cause(
    _("A proxy of the company signs with a certificate that the program does not know."),
    _("Name its file in SSL_CERT_FILE, REQUESTS_CA_BUNDLE or NODE_EXTRA_CA_CERTS; leave verification on."),
    ("OPR602",),
    doctor=("certificates",),
)
NO_CERTIFICATES = Cause(
    _("There are no certificates, or old ones, or the clock is wrong."),
    _("pip install --upgrade certifi; on macOS run Install Certificates.command; set the clock."),
    doctor=("certificates",),
)
PLAIN_HTTP = Cause(
    _("http:// and https:// are mixed up, of the URL or of the proxy."),
    _("Use https:// for OpenRouter, and http:// for a proxy that has no certificate."),
    ("OPR602",),
    doctor=("proxies",),
)
WRONG_HOST = Cause(
    _("The host is misspelt: there is no api.openrouter.ai."), _("Use https://openrouter.ai/api/v1."), ("OPR601",)
)
OFFLINE = Cause(
    _("There is no network here, or names are only resolved by a proxy."),
    _("Try curl -sS https://openrouter.ai/api/v1/models; set HTTPS_PROXY if there is a proxy."),
    doctor=("proxies",),
    online=True,
)
NO_PROXY = Cause(
    _("The proxy, or the local gateway, that a variable names does not run."),
    _("Start it, or unset HTTPS_PROXY, OPENAI_BASE_URL and the like."),
    doctor=("proxies",),
)
NO_SCHEME = Cause(_("The URL has no https:// before the host."), _("Use https://openrouter.ai/api/v1."), ("OPR601",))
