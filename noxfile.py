"""Sessions: ``nox`` runs the tests on every interpreter that is there, and the proofs with the SDKs.

By name only: ``proof_node`` proves the same with Node's clients, which it installs by npm, and compiles what is fixed
in TypeScript. ``coverage`` measures the branches that the tests take. Used for real are: VS Code's extension by
``vscode``, the settings of docs/editors.md by ``editors``, the page of ``fleet report`` by ``report``.

Weekly (``.github/workflows/weekly.yml``): ``fuzz`` tries thousands of programs, ``differential`` runs thousands before
and after their safe fixes, ``histories`` searches hundreds of repositories, ``fleet`` kills those who read many,
``server`` edits files at random as an editor does, ``corpora`` reads other people's packages, ``mutants`` shows what
changes to the rules no test notices, ``signatures`` compares the rows of the SDKs with their packages' sources,
``javascript_signatures`` those of JavaScript with npm's. ``draw`` draws what is drawn from the code, such as the
README's table of rules.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path

import nox

nox.options.sessions = ["tests", "proof"]
nox.options.error_on_missing_interpreters = False

#: What draws documents, tables and lists; what the SDKs show is drawn where they are installed.
DRAWING = ("docs/rules_table.py", "docs/operations_table.py", "docs/draw_readme.py", "tests/draw_fixtures.py")
DRAWING += ("docs/draw_catalogues.py", "docs/scanners_table.py", "tests/draw_recall.py")
DRAWING_PROOF = "tests/draw_proof.py"

#: What is alike on all interpreters is left to one, the proofs to their own session; files of nothing else are not even
#: collected.
_ALIKE_FILES = [
    path for path in Path("tests").glob("test_*.py") if "pytestmark = pytest.mark.alike" in path.read_text()
]
ALIKE = ("--ignore=tests/proof", *(f"--ignore={path}" for path in sorted(_ALIKE_FILES)), "-m", "not alike")

#: What is installed for the proofs with SDKs; those that exclude each other have an environment of their own.
PROOF = {"sdks": (".[proof]",), "litellm": (".[test]", "litellm"), "openai 1.x": (".[test]", "openai<2")}
PROOF["ag2"] = (".[test]", "ag2[openai]<1")

#: Which programs of the mutation are run there, beside the proofs.
MUTATED = {
    "sdks": ("-m", "sdk or not alike"),
    "litellm": ("-k", "answered and litellm"),
    "ag2": ("-k", "answered and autogen"),
}

#: VS Code as a server, and the Node that it needs: each is installed into a folder of its own.
VSCODE = {"node": "node@24", "code-server": "code-server@4.139.1"}
#: What uses the page of a fleet in a browser that is there.
PUPPETEER = "puppeteer-core@25.16.0"

PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")

#: Packages that are read as if they concerned us: large ones, and ones that talk to models.
CORPORA = ("django", "litellm", "openai", "ansible-core", "botocore", "langchain-core", "numpy", "pandas", "pydantic")
CORPORA += ("scikit-learn", "sqlalchemy", "sympy", "transformers")

#: Packages whose clients have rows.
SDK_PACKAGES = ("ag2", "agent-framework-core", "agent-framework-openai", "agno", "anthropic", "autogen-ext")
SDK_PACKAGES += ("browser-use", "camel-ai", "chonkie", "chromadb", "crewai", "deepeval", "dspy", "google-adk")
SDK_PACKAGES += ("graphiti-core", "griptape", "guidance", "haystack-ai", "instructor", "langchain", "langchain-core")
SDK_PACKAGES += ("langchain-anthropic", "langchain-classic", "langchain-community", "langchain-litellm")
SDK_PACKAGES += ("langchain-openai", "langchain-openrouter", "langfuse", "lightrag-hku", "litellm")
SDK_PACKAGES += ("livekit-plugins-openai", "llama-index-embeddings-litellm", "llama-index-embeddings-openai")
SDK_PACKAGES += ("llama-index-llms-litellm", "llama-index-embeddings-openai-like", "llama-index-llms-openai")
SDK_PACKAGES += ("llama-index-llms-openai-like", "llama-index-llms-openrouter", "magentic", "mirascope")
SDK_PACKAGES += ("openai", "openai-agents", "openrouter", "openrouter-haystack", "phidata", "pipecat-ai")
SDK_PACKAGES += ("posthog", "pydantic-ai-slim", "semantic-kernel", "smolagents", "txtai", "vanna")
SDK_PACKAGES += ("cohere", "google-genai", "google-generativeai", "groq", "langchain-deepseek")
SDK_PACKAGES += ("langchain-google-genai", "langchain-groq", "langchain-mistralai", "langchain-xai", "mistralai")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests against the installed package."""
    session.install(".[test]")
    session.run("pytest", *ALIKE, *session.posargs)


@nox.session(python=PYTHONS)
def coverage(session: nox.Session) -> None:
    """Run the same tests; fail where too many branches are taken by none of them."""
    session.install(".[test]", "coverage>=7.10")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *ALIKE, *session.posargs)
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session
@nox.parametrize("clients", list(PROOF), ids=[name.replace(" ", "") for name in PROOF])
def proof(session: nox.Session, clients: str) -> None:
    """Execute the rules' claims with the real SDKs against the double of OpenRouter."""
    session.install(*PROOF[clients])
    # The rows are of the newest release, with which an old one is not compared.
    proofs = "tests/proof/test_proof.py" if clients == "ag2" else "tests/proof"
    session.run("pytest", proofs, *session.posargs)
    if clients in MUTATED:
        session.run("pytest", "tests/test_mutation.py", *MUTATED[clients], *session.posargs)


@nox.session
def proof_node(session: nox.Session) -> None:
    """Execute the claims about JavaScript with Node and its clients, and compile what is fixed in TypeScript."""
    session.install(".[test]")
    files = ("tests/proof/test_proof.py", "tests/test_fixed_syntax.py", "tests/test_mutation_texts.py")
    session.run("pytest", *files, *session.posargs, env=_node_packages(session))


def _node_packages(session: nox.Session) -> dict[str, str]:
    """Install Node's clients, and return the variable that says where they are."""
    folder = Path(session.create_tmp()).absolute() / "packages"
    session.run("python", "-m", "proof.node_packages", str(folder), env={"PYTHONPATH": "tests"})
    return {"NODE_PACKAGES": str(folder)}


@nox.session
def vscode(session: nox.Session) -> None:
    """Test VS Code's extension, at last in VS Code (740 MB, from npm); with ``-- --draw`` draw its pictures, too."""
    session.install(".[languages,lsp]")
    failures = Path(session.create_tmp()).absolute()
    folder = Path(os.environ.get("VSCODE_PACKAGES") or failures).absolute()
    path = os.pathsep.join((str(folder / "node" / "node_modules" / ".bin"), os.environ["PATH"]))
    environment = {"PATH": path, "CODE_SERVER": str(folder / "code-server"), "FAILURES": str(failures)}
    environment["SERVER_PYTHON"] = str(Path(session.bin).absolute() / "python")
    environment["TMPDIR"] = tempfile.gettempdir()  # the projects that are opened lie outside of this one
    draws = "--draw" in session.posargs
    for name, package in VSCODE.items():
        if not (folder / name / "node_modules" / ".bin").exists():
            (folder / name).mkdir(parents=True, exist_ok=True)
            session.run("npm", "install", "--prefix", str(folder / name), package, external=True, env=environment)
    session.chdir("editors/vscode")
    if draws:
        environment["PICTURES"] = str(Path("images").absolute())
    scripts = ("check", "unit", *(("icon",) if draws else ()), "package", "editor")
    for arguments in (("ci",), *(("run", script) for script in scripts)):
        session.run("npm", *arguments, external=True, env=environment)


@nox.session
def report(session: nox.Session) -> None:
    """Use the page of ``fleet report`` in Chromium, which is there; with ``-- --draw`` draw its picture, too."""
    session.install(".[test]")
    folder = Path(session.create_tmp()).absolute()
    if not (folder / "node_modules").exists():
        session.run("npm", "install", "--prefix", str(folder), PUPPETEER, external=True)
    listed, results, page, hostile = (str(folder / name) for name in ("listed", "results", "page.html", "hostile.html"))
    session.run("python", "examples/fleet/make.py", listed)
    session.run("flake8-openrouter", "fleet", listed, "-o", results, "--exit-zero")
    session.run("flake8-openrouter", "fleet", "report", results, "-o", page, "--exit-zero")
    session.run("python", "tests/fleet_rows.py", hostile)
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    session.run("node", "tests/fleet_page.mjs", str(folder), page, hostile, str(pictures), external=True)
    if "--draw" in session.posargs:
        shutil.copy(pictures / "light.png", "docs/images/fleet-report.png")


@nox.session
def draw(session: nox.Session) -> None:
    """Draw anew what is drawn from the code; then read what changed."""
    session.install(".[test]", "openrouter")
    for script in (*DRAWING, DRAWING_PROOF):
        session.run("python", script)
    session.install(".[proof]")
    session.run("python", DRAWING_PROOF)
    if shutil.which("npm"):
        session.run("python", DRAWING_PROOF, env=_node_packages(session))


@nox.session
def fuzz(session: nox.Session) -> None:
    """Hold check and fix to their promises on thousands of programs, others each time."""
    session.install(".[fuzz]")
    session.run("pytest", "tests/test_fuzzing.py", "--hypothesis-profile=thorough", *session.posargs)


@nox.session
def differential(session: nox.Session) -> None:
    """Run 2,000 programs before and after their safe fixes, others each time: DIFFERENTIAL_SEED gives them again."""
    session.install(".[test]")
    surroundings = {"DIFFERENTIAL_PROGRAMS": "2000", "DIFFERENTIAL_SEED": str(random.randrange(1000) * 1_000_000)}
    surroundings = {name: os.environ.get(name, value) for name, value in surroundings.items()}
    session.log(", ".join(f"{name}={value}" for name, value in surroundings.items()))
    files = ("tests/test_differential.py", "tests/test_permutations.py")
    session.run("pytest", *files, *session.posargs, env=surroundings)


@nox.session
def histories(session: nox.Session) -> None:
    """Search 300 histories that are made from seeds, others each time: HISTORIES_SEED gives them again."""
    session.install(".[test]")
    surroundings = {"HISTORIES": "300", "HISTORIES_SEED": str(random.randrange(1000) * 1_000_000)}
    surroundings = {name: os.environ.get(name, value) for name, value in surroundings.items()}
    session.log(", ".join(f"{name}={value}" for name, value in surroundings.items()))
    session.run("pytest", "tests/test_history.py", "-k", "found", *session.posargs, env=surroundings)


@nox.session
def server(session: nox.Session) -> None:
    """Compare what the server says after 2,000 random sequences of edits, and of all fixtures, with fresh checks.

    What it finds in fixtures, examples and configured projects, and makes of them, is compared with the command, too.
    """
    session.install(".[test]")
    session.run("python", "tests/server_edits.py", *(session.posargs or ("2000",)))
    session.run("python", "tests/server_texts.py")
    session.run("python", "tests/server_command.py")


@nox.session
def editors(session: nox.Session) -> None:
    """Try the settings that docs/editors.md shows in the editors that are installed here, and python-lsp-server's."""
    session.install(".[languages,lsp]")
    tries = ("python", "-m", "editors.tries")
    session.run(*tries, *(session.posargs or ("neovim", "eglot", "lsp-mode")), env={"PYTHONPATH": "tests"})
    if not session.posargs:
        session.install(".[pylsp]", "python-lsp-ruff")
        session.run(*tries, "pylsp beside ruff", env={"PYTHONPATH": "tests"})


@nox.session
def fleet(session: nox.Session) -> None:
    """Kill the client, the scheduler and the workers of a fleet at 51 random moments; FLEET_SEED gives them again."""
    session.install(".[test]")
    surroundings = {"FLEET_ROUNDS": "17", "FLEET_SEED": str(random.randrange(1_000_000))}
    surroundings = {name: os.environ.get(name, value) for name, value in surroundings.items()}
    session.log(", ".join(f"{name}={value}" for name, value in surroundings.items()))
    session.run("pytest", "-n", "0", "tests/test_fleet_faults.py", *session.posargs, env=surroundings)


@nox.session(python=PYTHONS)
def corpora(session: nox.Session) -> None:
    """Read the standard library with its tests, and large packages; fail on any exception, and on what runs away."""
    session.install(".")
    folder = Path(session.create_tmp()).absolute()
    session.run("pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", str(folder), *CORPORA)
    session.run("python", "tests/corpora.py", *map(str, sorted(folder.glob("*.whl"))))


@nox.session
def signatures(session: nox.Session) -> None:
    """Compare the rows of the SDKs with the sources of their packages, which are downloaded alone and not imported."""
    session.install(".[test]")
    folder = Path(session.create_tmp()).absolute()
    for package in SDK_PACKAGES:  # one by one: they need not go together
        session.run("pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", str(folder), package)
    for wheel in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder / "sources", [name for name in archive.namelist() if name.endswith(".py")])
    sources = {"SDK_SOURCES": str(folder / "sources")}
    session.run("pytest", "tests/test_sdk_sources.py", *session.posargs, env=sources)


@nox.session
def javascript_signatures(session: nox.Session) -> None:
    """Compare the rows of JavaScript's SDKs with the packages as they are published: downloaded, and not installed."""
    session.install(".[test]")
    folder = Path(session.create_tmp()).absolute()
    listed = "import json; from flake8_openrouter.languages.javascript.libraries import sdks"
    read = json.loads(session.run("python", "-c", f"{listed}; print(json.dumps(dict(sdks.READ)))", silent=True) or "{}")
    for package, release in ((package, release) for package, releases in read.items() for release in releases):
        target = folder / "sources" / f"{package.replace('/', '+')}@{release}"
        if target.exists():
            continue
        options = ("--silent", "--ignore-scripts", "--pack-destination", str(folder))
        packed = session.run("npm", "pack", *options, f"{package}@{release}", external=True, silent=True) or ""
        with tarfile.open(folder / packed.split()[-1]) as archive:
            archive.extractall(target, filter="data")
    sources = {"JAVASCRIPT_SDK_SOURCES": str(folder / "sources")}
    session.run("pytest", "tests/test_javascript_sdk_sources.py", *session.posargs, env=sources)


@nox.session
def mutants(session: nox.Session) -> None:
    """Mutate the rules; about an hour. docs/mutants.md says what became of those that no test notices."""
    session.install(".[test]", "mutmut>=3.8")
    session.run("pip", "uninstall", "--quiet", "--yes", "flake8-openrouter")  # the mutated copy is to be imported
    session.run("python", "tests/mutants.py", session.create_tmp())
