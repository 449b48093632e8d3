"""What a front end tells the rules: roles, not spellings. No rule sees a syntax tree."""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

from enum import Enum
from typing import NamedTuple

from flake8_openrouter.model.authorization import Authorization
from flake8_openrouter.model.destination import Destination
from flake8_openrouter.model.document import Span
from flake8_openrouter.model.reach import ALONE, Reach
from flake8_openrouter.model.request import Purpose, Request, ResponseUse
from flake8_openrouter.model.text import Answer, Text


class Use(Enum):
    """What a literal key is used for."""

    VALUE = "value"
    NAME = "name of an environment variable"
    DEFAULT = "default of an environment read"
    PARAMETER = "default of a parameter"
    MENTION = "compared, searched for, shown or documented"
    COMMENT = "comment"


class KeyLiteral(NamedTuple):
    """A key that is in the file. ``span`` is the key's own place, ``expression`` the literal that holds it.

    ``read`` is the environment read whose name or default it is, ``variable`` that variable's name, ``lenient`` what
    lets that be missing, without which the read fails. ``alone``: the program has no other key with it that one
    variable would have to hold as well. ``spelling`` says how the file spells the key, where that helps to find it;
    empty for one that is as it was issued.
    """

    span: Span
    key: str
    live: bool
    use: Use
    expression: Span | None = None
    read: Span | None = None
    variable: str = ""
    in_tests: bool = False
    alone: bool = True
    spelling: str = ""
    lenient: Span | None = None

    @property
    def issued(self) -> str:
        """The key as OpenRouter issued it, whatever the case of its letters in the file."""
        return self.key.lower() if self.live else self.key


class Credential(NamedTuple):
    """One possible value of a request's key at its sink, without the scheme in front of it.

    ``reach``: who else sees it. ``sink`` is how a message calls it (``Authorization``, ``api_key``). ``certain``: it is
    the only value that the key can have in one call. ``interpolable``: the names in its text are bound where it is.
    ``doubles``: the client puts ``Bearer `` in front itself. ``fallbacks``: the variables the client reads when it is
    given nothing, ``unset``: what it sends then, empty where that can't be told. ``endpoint``: the argument by which it
    is told where to go, ``base_url``: what that should be for OpenRouter. ``givers``: who else may give another value
    before it is sent, so that this one only waits, or another URL than one of another provider. ``template``: it is a
    setting, in which tools fill in what they take for a variable, and people what is in angle brackets. ``in_mapping``:
    ``call`` is a mapping, and its entries are the arguments. ``variable`` is the environment variable that the program
    puts it into, for itself or for another program. ``purpose``: what the request is for. ``remedy`` is what is missing
    where that is no argument of the call: a setting, or a piece of another argument. ``by_model``: the model's name
    leads it there, whatever the endpoint. ``trims``: the client takes white space off its ends. ``quotes`` are marks
    around it that are meant for quotes and are none in the language.
    """

    value: Text
    whole: Text
    sink: str
    argument: Span
    destination: Destination
    in_tests: bool = False
    certain: bool = True
    is_header: bool = False
    interpolable: bool = False
    doubles: bool = False
    fallbacks: tuple[str, ...] = ()
    unset: str = ""
    call: Span | None = None
    endpoint: str = ""
    base_url: str = ""
    reach: Reach = ALONE
    template: bool = False
    in_mapping: bool = False
    variable: str = ""
    purpose: Purpose = Purpose.UNKNOWN
    remedy: str = ""
    by_model: bool = False
    trims: bool = False
    quotes: tuple[Span, ...] = ()
    givers: Reach = ALONE


class Header(NamedTuple):
    """One possible value of one header of an outbound mapping.

    ``authorization`` is the value taken apart, ``credential`` the key in it, None in a header that is for no key.
    ``authorized``: the mapping has an Authorization header besides, in whatever spelling. ``reach``: who else sees its
    value, ``name_reach``: its name. ``certain``: it is the only value that it can have in one call. ``call`` is what
    sends it, where that is seen.
    """

    name: str
    name_span: Span
    value: Text
    authorization: Authorization
    destination: Destination
    entry: Span
    credential: Credential | None = None
    authorized: bool = False
    name_reach: Reach = ALONE
    reach: Reach = ALONE
    certain: bool = True
    call: Span | None = None


class Carrier(Enum):
    """What carries a value along with a request, other than a header of its own."""

    COOKIE = "cookie"
    QUERY = "URL's query"
    USERINFO = "URL's user part"
    BODY = "request body"
    AUTH = "auth argument"
    MISPLACED_HEADERS = "headers given in the place of the body or the query"


class Carried(NamedTuple):
    """A value under a name that goes along with a request, at the argument ``span``.

    ``authorized``: the same request sends an Authorization header as well. ``to_api``: it goes to the API, or may.
    ``url`` is the URL's argument. ``instead``: how the Authorization header is given, where no argument is for headers.
    """

    carrier: Carrier
    name: str
    values: tuple[Text, ...]
    span: Span
    call: Span
    destination: Destination
    authorized: Answer
    headers: Span | None = None
    to_api: bool = True
    url: Span | None = None
    instead: str = ""


class Conflict(NamedTuple):
    """Two credentials of one request: ``first`` and ``second`` name them, ``span`` is the second, to be taken away.

    ``emptied``: it is to be there and empty, as a variable that a program may have already.
    """

    span: Span
    first: str
    second: str
    destination: Destination
    outcome: str
    emptied: bool = False


class Base(Enum):
    """Which base URL a client wants."""

    REQUEST = "none: it is a whole URL"
    OPENAI = "one that ends in /api/v1"
    OPENAI_GLOBAL = "one that ends in /api/v1/: what is requested is put behind it as it is"
    ANTHROPIC = "one that ends in /api"
    CHAT = "none: it is a whole URL that ends in /chat/completions"
    FOREIGN = "none: its API is one that OpenRouter has not"
    HOST = "none: it is a host alone"


class Endpoint(NamedTuple):
    """One possible URL that a request or a client is given. ``givers``: who else may give another one before."""

    url: Text
    base: Base
    span: Span
    destination: Destination
    givers: Reach = ALONE


class Unverified(NamedTuple):
    """A request or client that does not verify the server's certificate, at the argument.

    ``name`` is what of the argument says so, where that is not all of it. ``is_within``: it is a part of a text.
    """

    span: Span
    destination: Destination
    name: str = ""
    is_within: bool = False


class Client(NamedTuple):
    """An SDK's client as it is built.

    ``has_key``: it is given a key; ``fallback``: the variable it reads if not, ``sends``: the key that it then has.
    ``reads`` are OpenRouter's own variables of which it takes the first that is set.
    ``outcome`` is what comes of it where it reads no variable. ``is_setting``: what it lacks is no argument of the
    call, but a setting of the package.
    ``in_mapping``: ``call`` is a mapping, and its entries are the arguments. ``holder`` makes what it takes for a key
    of a variable's name; empty: it takes the key's text. ``givers``: who else may give it a key, without an argument.
    """

    name: str
    call: Span
    callee: Span
    destination: Destination
    has_key: Answer
    key_argument: str
    endpoint_argument: str
    fallback: str = ""
    sends: str = ""
    misplaced_endpoint: Span | None = None
    misplaced_name: str = ""
    in_mapping: bool = False
    is_setting: bool = False
    outcome: str = ""
    reads: tuple[str, ...] = ()
    holder: str = ""
    givers: Reach = ALONE


class Unread(NamedTuple):
    """An argument of a client that it does not have, and that holds the key or OpenRouter's URL.

    ``name`` is the argument's, ``right`` what the client has for it, empty where it has nothing; ``outcome`` says what
    comes of it. ``is_doubled``: the call has the right one as well. ``is_renamed``: by the right name it is right.
    ``written`` is where its name is, unless ``span`` begins with it.
    """

    span: Span
    name: str
    right: str
    client: str
    outcome: str
    destination: Destination
    is_doubled: bool = False
    is_renamed: bool = True
    written: Span | None = None


class OtherApi(NamedTuple):
    """A client of another API than OpenRouter's that is given its URL, at the argument ``span``.

    ``endpoint`` is what an OpenAI client is given it by.
    """

    span: Span
    client: str
    outcome: str
    destination: Destination
    endpoint: str = "base_url"


class IgnoredEndpoint(NamedTuple):
    """A module-wide setting that points to OpenRouter and that the file's clients do not read.

    ``remedy`` is the assignment that the package's functions read, where these alone are used; ``name`` is then the
    place of the setting's own name and ``url`` that of the literal it is given, where nothing else reads them.
    ``is_ours``: the key that goes along is certainly OpenRouter's.
    """

    span: Span
    setting: str
    destination: Destination
    remedy: str = ""
    name: Span | None = None
    url: Span | None = None
    is_ours: bool = False


class Output(NamedTuple):
    """A secret that is shown or logged."""

    span: Span
    what: str
    channel: str


class Exposed(NamedTuple):
    """A variable whose value a build copies into what every visitor loads.

    ``name`` has the ``prefix`` that asks for that, or an ``option`` of the build does. ``on_server``: the program runs
    on a server alone, so that nothing is copied yet. ``name_span`` is the place of the name where that is all of it.
    """

    span: Span
    name: str
    prefix: str = ""
    option: str = ""
    on_server: bool = False
    name_span: Span | None = None


Fact = (
    KeyLiteral
    | Header
    | Carried
    | Credential
    | Conflict
    | Request
    | Endpoint
    | Exposed
    | Unverified
    | Client
    | IgnoredEndpoint
    | Unread
    | OtherApi
    | Output
    | ResponseUse
)
