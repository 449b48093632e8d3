"""The table of stores of secrets: what asks for a secret by its name, and where that is in what comes; one row each.

Source: the packages' own code (azure-keyvault-secrets, google-cloud-secret-manager, hvac, keyring, prefect), the
documentation of AWS, Airflow, Databricks and Infisical.
"""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

#: The steps from what a store answers to the secret: names of attributes or keys, ``()`` after a method's that is
#: called, ``*`` for a key that is named for a secret. None: the answer is the secret.
Path = tuple[str, ...]

ANY = "*"
DECODED = "decode()"

#: By what is called: its last name where no other package has a method of that, else the names before it as well.
STORES: dict[str, tuple[Path, ...]] = {
    # AWS
    "get_secret_value": (("SecretString",), ("SecretBinary", DECODED)),
    "get_parameter": (("Parameter", "Value"),),
    # Google Cloud
    "access_secret_version": (("payload", "data", DECODED),),
    # Vault
    "read_secret_version": (("data", "data", ANY),),
    "kv.v1.read_secret": (("data", ANY),),
    "kv.v2.read_secret": (("data", "data", ANY),),
    "kv.read_secret": (("data", ANY), ("data", "data", ANY)),
    # Prefect
    "Secret.load": (("get()",), ("value", "get_secret_value()"), ("value",)),
    "Secret.aload": (("get()",), ("value", "get_secret_value()"), ("value",)),
    # Airflow
    "get_connection": (("password",), ("get_password()",)),
    # Infisical
    "get_secret_by_name": (("secretValue",), ("secret_value",)),
    "dbutils.secrets.get": ((),),
    "keyring.get_password": ((),),
}

#: The clients of Azure, whose method's name others have as well.
AZURE = frozenset(("azure.keyvault.secrets.SecretClient", "azure.keyvault.secrets.aio.SecretClient"))
OF_AZURE: tuple[Path, ...] = (("value",),)

#: What else is asked for a secret by its name, the first argument or one of these: clients of Kaggle and Azure, Modal.
_ASKED = frozenset(("get_secret", "Secret.from_name"))
NAMING = frozenset(("name", "key", "secret_name", "SecretId", "secret_id", "Name", "env_var"))

_BY_LAST_NAME: dict[str, list[tuple[str, tuple[Path, ...]]]] = {}
for _name, _paths in STORES.items():
    _BY_LAST_NAME.setdefault(_name.rpartition(".")[2], []).append((f".{_name}", _paths))

#: One of them is the last name of what is called.
LAST_NAMES = frozenset((*_BY_LAST_NAME, "get_secret"))


def paths(dotted: str, last: str) -> tuple[Path, ...]:
    """Return where the secret is in what a call gives, by all its names and the last; nothing for another call."""
    rows = _BY_LAST_NAME.get(last, ())
    return next((found for name, found in rows if name == f".{last}" or f".{dotted}".endswith(name)), ())


def takes_name(dotted: str, last: str, position: int | None, keyword: str) -> bool:
    """Tell whether an argument of a call, by its position or its keyword, is the name that a secret is asked for by.

    A store of the table takes nothing else.
    """
    if paths(dotted, last):
        return True
    is_first = position == 0 or keyword in NAMING
    return is_first and not _ASKED.isdisjoint((last, ".".join(dotted.split(".")[-2:])))
