"""curl that a program runs: what it is told to send, as a list or as a shell takes it apart."""

from __future__ import annotations

import pytest
from cases import codes
from every_rule import EVERY

from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import fix_source

HEAD = "import asyncio\nimport os\nimport shlex\nimport subprocess\n\nK = os.environ['OPENROUTER_API_KEY']\n"
URL = "https://openrouter.ai/api/v1/key"

#: Calls, and the codes of what is wrong with them.
CALLS: dict[str, tuple[str, list[str]]] = {
    "double quotes": (f"os.system('curl {URL} -H \"Authorization: Bearer $OPENROUTER_API_KEY\"')", []),
    "no quotes": (f"os.system('curl {URL} -H Authorization:\\ Bearer\\ $OPENROUTER_API_KEY')", []),
    "single quotes": (f"os.system(\"curl {URL} -H 'Authorization: Bearer $OPENROUTER_API_KEY'\")", ["OPR303"]),
    "single quotes, run by a shell": (
        f"subprocess.run(\"curl {URL} -H 'Authorization: Bearer ${{OPENROUTER_API_KEY}}'\", shell=True)",
        ["OPR303"],
    ),
    "single quotes within double ones": (
        f'os.system(\'curl {URL} -H "Authorization: Bearer $OPENROUTER_API_KEY" -d "it\\\'s"\')',
        [],
    ),
    "a list": (f"subprocess.run(['curl', '{URL}', '-H', f'Authorization: Bearer {{K}}'])", []),
    "a list without a shell": (
        f"subprocess.check_output(['curl', '-s', '{URL}', '-H', 'Authorization: Bearer $OPENROUTER_API_KEY'])",
        ["OPR303"],
    ),
    "a list that is split": (
        f"subprocess.run(shlex.split('curl {URL} -H \"Authorization: Bearer $OPENROUTER_API_KEY\"'))",
        ["OPR303"],
    ),
    "a list by name": (
        f"c = ['/usr/bin/curl', '-sSH', 'Authorization: Bearer $OPENROUTER_API_KEY', '{URL}']\nsubprocess.Popen(c)",
        ["OPR303"],
    ),
    "asyncio": (
        f"asyncio.create_subprocess_exec('curl', '{URL}', '-H', 'Authorization: Bearer $OPENROUTER_API_KEY')",
        ["OPR303"],
    ),
    "without Bearer": (f"subprocess.run(['curl', '{URL}', '-H', f'Authorization: {{K}}'])", ["OPR301"]),
    "without Bearer, by a shell": (f"os.popen('curl {URL} -H \"Authorization: $OPENROUTER_API_KEY\"')", ["OPR301"]),
    "another provider's variable": (
        f"os.system('curl {URL} -H \"Authorization: Bearer $OPENAI_API_KEY\"')",
        ["OPR606"],
    ),
    "a placeholder": (f"os.system('curl {URL} -H \"Authorization: Bearer your-api-key\"')", ["OPR104"]),
    "a wrong URL": (
        "subprocess.run(['curl', 'https://openrouter.ai/v1/key', '-H', f'Authorization: Bearer {K}'])",
        ["OPR601"],
    ),
    "a misspelt name": (f"subprocess.run(['curl', '{URL}', '-H', f'Authorisation: Bearer {{K}}'])", ["OPR202"]),
    "no header": (f"subprocess.run(['curl', '-s', '{URL}'])", ["OPR501"]),
    "no header, with data": (
        "os.system('curl https://openrouter.ai/api/v1/chat/completions -H \"Content-Type: application/json\" -d @x')",
        ["OPR501"],
    ),
    "a public page": ("os.system('curl https://openrouter.ai/api/v1/models')", []),
    "a user": (f"os.system('curl {URL} -u x:$OPENROUTER_API_KEY')", []),
    "a file of settings": (f"os.system('curl {URL} --config settings')", []),
    "headers of a file": (f"os.system('curl {URL} -H @headers')", []),
    "what is not known": (f"subprocess.run(['curl', '{URL}', *more])", []),
    "what is not known among the words": (f"os.system(f'curl {URL} {{more}}')", []),
    "what a command gives": (f"os.system('curl {URL} -H \"Authorization: Bearer $(cat key)\"')", []),
    "another command after it": (
        f'os.system(\'curl {URL} -H "Authorization: Bearer $OPENROUTER_API_KEY" | jq -H "Authorization: x"\')',
        [],
    ),
    "another host": (
        "os.system(\"curl https://api.github.com/user -H 'Authorization: token $OPENROUTER_API_KEY'\")",
        [],
    ),
    "another program": (f"os.system(\"echo {URL} -H 'Authorization: Bearer $OPENROUTER_API_KEY'\")", []),
    "a text without a shell": (f"subprocess.run(\"curl {URL} -H 'Authorization: $OPENROUTER_API_KEY'\")", []),
}


@pytest.mark.parametrize(("call", "expected"), CALLS.values(), ids=CALLS)
def test_a_call_of_curl(call: str, expected: list[str]) -> None:
    assert codes(f"{HEAD}{call}\n", EVERY) == expected


@pytest.mark.parametrize("quotes", ['"""', 'f"""'])
def test_the_place_is_the_words_own(quotes: str) -> None:
    command = f"curl {URL} \\\\\n  -H 'Authorization: Bearer $OPENROUTER_API_KEY'\n"
    (finding,) = check_source(f"{HEAD}os.system({quotes}\n{command}{quotes[-3:]})\n", "app.py")
    assert finding.span.text == "Authorization: Bearer $OPENROUTER_API_KEY"


def test_a_list_is_fixed_and_a_command_is_left_as_it_is() -> None:
    program = f"{HEAD}subprocess.run(['curl', '{URL}', '-H', 'Authorization: Bearer $OPENROUTER_API_KEY'])\n"
    fixed = fix_source(program.encode(), "app.py", unsafe=True).data.decode()
    assert "f'Authorization: Bearer {os.environ[\"OPENROUTER_API_KEY\"]}'" in fixed
    program = f"{HEAD}os.system(f'curl {URL} -H \"Authorization: {{K}}\"')\n"
    assert fix_source(program.encode(), "app.py", unsafe=True).data.decode() == program


def test_a_command_without_an_end_takes_time_by_its_length() -> None:
    command = "curl " + "$(" * 200 + "'" + "\\" * 400
    assert codes(f"{HEAD}# openrouter\nos.system({command!r})\n") == []


def test_of_a_long_command_the_rest_is_not_known() -> None:
    command = f"curl {URL} -d '{'x' * 30_000}' -H 'Authorization: Bearer $K'"
    assert codes(f"{HEAD}os.system({command!r})\n") == []
