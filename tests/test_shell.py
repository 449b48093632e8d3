"""Scripts: which words bash makes of them, what is found in them, and what is left alone."""

from __future__ import annotations

import subprocess

import pytest
from cases import codes
from every_rule import EVERY

from flake8_openrouter.run.fixing import fix_source

URL = "https://openrouter.ai/api/v1/key"
CHAT = "https://openrouter.ai/api/v1/chat/completions"
KEY = "$OPENROUTER_API_KEY"
GOOD = f'-H "Authorization: Bearer {KEY}"'
#: What a newcomer types for a key: it looks like one, and is none.
TYPED = "sk-or-v1-abc123def456"

#: What is wrong, and its codes.
WRONG: dict[str, tuple[str, list[str]]] = {
    "no header": (f"curl {URL}", ["OPR501"]),
    "no header, with data": (f"curl {CHAT} -H 'Content-Type: application/json' -d '{{}}'", ["OPR501"]),
    "no header, over lines": (f"curl -sS \\\n  -X POST \\\n  {CHAT} \\\n  -d @body.json", ["OPR501"]),
    "a line that ends too early": (f"curl {CHAT} \\ \n  {GOOD} -d x", ["OPR501"]),
    "a header without a colon": (f'curl {URL} -H "Authorization Bearer {KEY}"', ["OPR501"]),
    "a header of several words": (f'curl {URL} -H Authorization: Bearer "{KEY}"', ["OPR501"]),
    "typographic quotes": (f"curl {URL} -H “Authorization: Bearer {KEY}”", ["OPR105"]),
    "other typographic quotes": (f"curl {URL} -H ‘Authorization: Bearer {KEY}’ -d “x”", ["OPR105"]),
    "typographic quotes, in one word": (f"curl {URL} -H “Authorization:Bearer\\ {KEY}”", ["OPR105"]),
    "a key of a file": (f'key=$(cat ~/.openrouter_key)\ncurl {URL} -H "Authorization: $key"', ["OPR301"]),
    "a body by its name": (f'body=$(jq -n {{}})\ncurl {CHAT} -d "$body"', ["OPR501"]),
    "single quotes": (f"curl {URL} -H 'Authorization: Bearer {KEY}'", ["OPR303"]),
    "single quotes and braces": (f"curl {URL} -H 'Authorization: Bearer ${{OPENROUTER_API_KEY}}'", ["OPR303"]),
    "a backslash before it": (f'curl {URL} -H "Authorization: Bearer \\{KEY}"', ["OPR303"]),
    "joined quotes": (f"curl {URL} -H \"Authorization: \"'Bearer {KEY}'", ["OPR303"]),
    "C's quotes": (f"curl {URL} -H $'Authorization: Bearer {KEY}'", ["OPR303"]),
    "no scheme": (f'curl {URL} -H "Authorization: {KEY}"', ["OPR301"]),
    "no scheme, no space": (f'curl {URL} -H "Authorization:{KEY}"', ["OPR301"]),
    "no scheme, no quotes": (f"curl {URL} -H Authorization:{KEY}", ["OPR301"]),
    "no scheme, joined": (f'curl -sSLH"Authorization: {KEY}" {URL}', ["OPR301"]),
    "no space": (f'curl {URL} -H "Authorization: Bearer{KEY}"', ["OPR302"]),
    "two spaces": (f'curl {URL} -H "Authorization: Bearer  {KEY}"', ["OPR302"]),
    "another scheme": (f'curl {URL} -H "Authorization: Token {KEY}"', ["OPR302"]),
    "the scheme twice": (f'K="Bearer $OPENROUTER_API_KEY"\ncurl {URL} -H "Authorization: Bearer $K"', ["OPR302"]),
    "a misspelt name": (f'curl {URL} -H "Authorisation: Bearer {KEY}"', ["OPR202"]),
    "another name": (f'curl {URL} -H "api-key: {KEY}"', ["OPR203"]),
    "a cookie": (f'curl {URL} -b "key={KEY}"', ["OPR401"]),
    "a cookie as a header": (f'curl {URL} -H "Cookie: key={KEY}"', ["OPR401"]),
    "a query": (f'curl "{URL}?api_key={KEY}"', ["OPR402"]),
    "a query of data": (f'curl -G {URL} --data-urlencode "api_key={KEY}"', ["OPR402"]),
    "a body": (f'curl {CHAT} -d \'{{"api_key": "\'"{KEY}"\'"}}\'', ["OPR402"]),
    "a user in the URL": (f'curl "https://{KEY}@openrouter.ai/api/v1/key"', ["OPR402"]),
    "a user": (f'curl -u "{KEY}:" {URL}', ["OPR403"]),
    "two headers": (f'curl {URL} {GOOD} -H "Authorization: Bearer $OTHER"', ["OPR403"]),
    "a wrong path": (f"curl https://openrouter.ai/v1/key {GOOD}", ["OPR601"]),
    "a host that is none": (f"curl https://api.openrouter.ai/v1/key {GOOD}", ["OPR601"]),
    "a stranger's host": (f"curl https://openrouter.io/api/v1/key {GOOD}", ["OPR601"]),
    "plain http": (f"curl http://openrouter.ai/api/v1/key {GOOD}", ["OPR602"]),
    "no certificates": (f"curl -k {URL} {GOOD}", ["OPR602"]),
    "no certificates, among letters": (f"curl -fsSkL {URL} {GOOD}", ["OPR602"]),
    "no certificates, by name": (f"curl --insecure {URL} {GOOD}", ["OPR602"]),
    "a placeholder": (f'curl {URL} -H "Authorization: Bearer YOUR_API_KEY"', ["OPR104"]),
    "a placeholder in brackets": (f'curl {URL} -H "Authorization: Bearer <OPENROUTER_API_KEY>"', ["OPR104"]),
    "a placeholder by name": (f'KEY=your-key\ncurl {URL} -H "Authorization: Bearer $KEY"', ["OPR104"]),
    "a placeholder as a default": (f'curl {URL} -H "Authorization: Bearer ${{K:-your-key}}"', ["OPR104"]),
    "another provider's key": (f'curl {URL} -H "Authorization: Bearer sk-proj-abc123def"', ["OPR105"]),
    "quotes of typography round a key": (
        f'KEY=“{TYPED}”\ncurl {URL} -H "Authorization: Bearer $KEY"',
        ["OPR105", "OPR101"],
    ),
    "white space in a key": (f'KEY="{TYPED[:9]} {TYPED[9:]}"\ncurl {URL} -H "Authorization: Bearer $KEY"', ["OPR105"]),
    "single quotes within double ones": (f"curl {URL} -H \"Authorization: Bearer '{KEY}'\"", ["OPR302"]),
    "a scheme alone": (f'curl {URL} -H "Authorization: Bearer" {KEY}', ["OPR104"]),
    "an equals sign for a colon": (f'curl {URL} -H "Authorization=Bearer {KEY}"', ["OPR501"]),
    "a placeholder of one's own": (
        f'OPENROUTER_API_KEY="${{OPENROUTER_API_KEY:-your-key}}"\n'
        f'curl {URL} -H "Authorization: Bearer $OPENROUTER_API_KEY"',
        ["OPR104"],
    ),
    "a key with a scheme": (f'K="Bearer {TYPED}"\ncurl {URL} -H "Authorization: Bearer $K"', ["OPR105", "OPR101"]),
    "a key that is shown by another name": (f"K={KEY}\necho $K", ["OPR701"]),
    "the head alone": (f"curl -I https://openrouter.ai/api/v1/models {GOOD}", ["OPR703"]),
    "a key": (f'curl {URL} -H "Authorization: Bearer {TYPED}"', ["OPR101"]),
    "a key by name": (f"OPENROUTER_API_KEY={TYPED}", ["OPR101"]),
    "a key for one command": (f"OPENROUTER_API_KEY='{TYPED}' python app.py", ["OPR101"]),
    "a key as a default": (f'KEY="${{OPENROUTER_API_KEY:-{TYPED}}}"', ["OPR103"]),
    "a key as a default that is kept": (f': "${{OPENROUTER_API_KEY:={TYPED}}}"', ["OPR103"]),
    "a key that is shown": (f'echo "the key is {KEY}"', ["OPR701"]),
    "a key that is shown, by printf": (f"printf '%s\\n' {KEY}", ["OPR701"]),
    "a key that is shown to stderr": (f"echo {KEY} >&2", ["OPR701"]),
    "a key that is shown by the name it is sent by": (
        f'read -s TOKEN\ncurl {URL} -H "Authorization: Bearer $TOKEN"\necho $TOKEN',
        ["OPR701"],
    ),
    "a base for Claude": ("export ANTHROPIC_BASE_URL=https://openrouter.ai/api/v1", ["OPR601"]),
    "a base for one command": ('ANTHROPIC_BASE_URL="https://openrouter.ai/api/v1" claude', ["OPR601"]),
    "a base with an operation": (f"export OPENAI_BASE_URL={CHAT}", ["OPR601"]),
    "another key before the one for Claude": (
        "export ANTHROPIC_BASE_URL=https://openrouter.ai/api\n"
        f'export ANTHROPIC_AUTH_TOKEN="{KEY}"\nexport ANTHROPIC_API_KEY=dummy',
        ["OPR403"],
    ),
    "a name that stayed text, for Claude": (
        f"export ANTHROPIC_BASE_URL=https://openrouter.ai/api\nexport ANTHROPIC_AUTH_TOKEN='{KEY}'",
        ["OPR303"],
    ),
    "a placeholder for one command": (
        "OPENAI_BASE_URL=https://openrouter.ai/api/v1 OPENAI_API_KEY=your-key python app.py",
        ["OPR104"],
    ),
    "a key of its own that stayed text": ("export OPENROUTER_API_KEY='$MY_KEY'", ["OPR303"]),
    "typographic quotes round an exported key": (f"export OPENROUTER_API_KEY=“{TYPED}”", ["OPR105", "OPR101"]),
    # validation
    "a status": (f'curl -s -o /dev/null -w "%{{http_code}}" https://openrouter.ai/api/v1/models {GOOD}', ["OPR703"]),
    "a status that is captured": (
        f"code=$(curl -so /dev/null -w '%{{http_code}}' https://openrouter.ai/api/v1/models {GOOD})",
        ["OPR703"],
    ),
    "an outcome": (f"if curl -sf https://openrouter.ai/api/v1/models {GOOD}; then echo fine; fi", ["OPR703"]),
    "an outcome, its body thrown away": (
        f"curl -sf https://openrouter.ai/api/v1/models {GOOD} > /dev/null && echo fine",
        ["OPR703"],
    ),
    "what a comment says": (
        f"# Check that your API key is valid\ncurl https://openrouter.ai/api/v1/models {GOOD}",
        ["OPR703"],
    ),
    # values
    "a header by name": (f'AUTH="Authorization: {KEY}"\ncurl {URL} -H "$AUTH"', ["OPR301"]),
    "a URL by name": ('BASE=https://openrouter.ai/api/v1\ncurl "$BASE/key"', ["OPR501"]),
    "a URL by several names": (
        'HOST=openrouter.ai\nBASE="https://$HOST/api/v1"\nURL="${BASE}/key"\ncurl "$URL"',
        ["OPR501"],
    ),
    "a URL that is a default": ('curl "${BASE:-https://openrouter.ai/api/v1}/key"', ["OPR501"]),
    "an array": (f'ARGS=(-s -H "Authorization: {KEY}")\ncurl "${{ARGS[@]}}" {URL}', ["OPR301"]),
    "an array in pieces": (f'ARGS=(-s)\nARGS+=(-H "Authorization: {KEY}")\ncurl "${{ARGS[@]}}" {URL}', ["OPR301"]),
    "options by name": (f'OPTS="-s -S"\ncurl $OPTS {URL}', ["OPR501"]),
    "a function's arguments": (f'ask() {{ curl "$1" -H "Authorization: $2"; }}\nask {URL} "{KEY}"', ["OPR301"]),
    "a function's arguments by name": (
        f'ask() {{\n  local url="$1" key="$2"\n  curl "$url" -H "Authorization: $key"\n}}\nask {URL} "{KEY}"',
        ["OPR301"],
    ),
    "all of a function's arguments": (f'ask() {{ curl -s "$@"; }}\nask {URL}', ["OPR501"]),
    "a name that is set after the function": (
        f"ask() {{ curl $URL -H 'Authorization: Bearer {KEY}'; }}\nURL={URL}\nask",
        ["OPR303"],
    ),
    "a name in both arms": (f'if x; then U={URL}; else U={CHAT}; fi\ncurl "$U" -H "Authorization: {KEY}"', ["OPR301"]),
    # where it runs
    "sudo": (f"sudo -E curl {URL}", ["OPR501"]),
    "env": (f"env A=b curl {URL}", ["OPR501"]),
    "a time limit": (f"timeout 5 curl {URL}", ["OPR501"]),
    "several": (f"time nohup timeout -k 5 10s curl {URL}", ["OPR501"]),
    "a path": (f"/usr/bin/curl {URL}", ["OPR501"]),
    "after another": (f"cd /tmp && curl {URL}", ["OPR501"]),
    "before a pipe": (f"curl {URL} | jq .", ["OPR501"]),
    "after a pipe": (f"echo x | curl -d @- {CHAT}", ["OPR501"]),
    "in an if": (f"if ! curl -f {URL}; then exit 1; fi", ["OPR501"]),
    "in a loop": (f"while curl {URL}; do sleep 1; done", ["OPR501"]),
    "in a subshell": (f"(curl {URL})", ["OPR501"]),
    "in braces": (f"{{ curl {URL}; }}", ["OPR501"]),
    "in a substitution": (f'R="$(curl {URL})"', ["OPR501"]),
    "in backticks": (f"R=`curl {URL}`", ["OPR501"]),
    "in a case": (f"case $1 in a) curl {URL} ;; esac", ["OPR501"]),
    "with a here-document": (f"curl {CHAT} -d @- <<EOF\n{{}}\nEOF", ["OPR501"]),
    "with a here-document before its header": (
        f"curl {CHAT} -d @- <<EOF -H 'Authorization: Bearer {KEY}'\n{{}}\nEOF",
        ["OPR303"],
    ),
    "in the background": (f"curl {URL} &", ["OPR501"]),
    "by another shell": (f"bash -c 'curl {URL} -H \"Authorization: {KEY}\"'", ["OPR301"]),
    "by another shell, in double quotes": (f"sh -c \"curl {URL} -H 'Authorization: {KEY}'\"", ["OPR301"]),
    "by another shell, escaped": (f"sh -c \"curl {URL} -H 'Authorization: Bearer \\{KEY}'\"", ["OPR303"]),
    "by eval": (f"eval \"curl {URL} -H 'Authorization: {KEY}'\"", ["OPR301"]),
    "the next request": (f"curl {URL} {GOOD} --next {URL}", ["OPR501"]),
    # other programs
    "wget": (f'wget -qO- --header="Authorization: {KEY}" {URL}', ["OPR301"]),
    "wget, without a header": (f"wget {URL}", ["OPR501"]),
    "wget, without certificates": (
        f'wget --no-check-certificate --header "Authorization: Bearer {KEY}" {URL}',
        ["OPR602"],
    ),
    "HTTPie": (f'http POST {CHAT} Authorization:"{KEY}" model=x', ["OPR301"]),
    "HTTPie, without a header": (f"http {CHAT} model=x", ["OPR501"]),
    "HTTPie, a user": (f'http -a "{KEY}:" {URL}', ["OPR403"]),
    "HTTPie, a query": (f'http {URL} api_key=="{KEY}"', ["OPR402"]),
    "HTTPie, a placeholder": (f"https -A bearer -a your-key {URL}", ["OPR104"]),
    "xh": (f"xh post {CHAT} Authorization:'Bearer {KEY}' a=b", ["OPR303"]),
}

#: What is right, or can't be told, or does not run.
RIGHT: dict[str, str] = {
    "an option that curl does not have": f'curl {URL} --header="Authorization: Bearer {KEY}"',
    "several URLs": f"curl https://openrouter.ai/api/v1/models {URL}",
    "as documented": f"curl {CHAT} \\\n  -H 'Content-Type: application/json' \\\n  {GOOD} \\\n  -d '{{\"model\": 1}}'",
    "white space after it": f'curl {URL} -H "Authorization: Bearer {KEY} "',
    "quotes that end before it": f'curl {URL} -H "Authorization: Bearer "{KEY}""',
    "single quotes that end before it": f"curl {URL} --header 'Authorization: Bearer '{KEY}",
    "joined": f'curl -sSLH"Authorization: Bearer {KEY}" {URL}',
    "after a colon": f'curl {URL} -H "Authorization:Bearer {KEY}"',
    "no quotes": f"curl {URL} -H Authorization:\\ Bearer\\ {KEY}",
    "single quotes around it": f"curl {URL} -H 'Authorization: Bearer '\"{KEY}\"",
    "single quotes in double ones": f"sh -c \"curl {URL} -H 'Authorization: Bearer {KEY}'\"",
    "double quotes in single ones": f"bash -c 'curl {URL} -H \"Authorization: Bearer {KEY}\"'",
    "a key for a bearer": f'curl --oauth2-bearer "{KEY}" {URL}',
    "a user beside the header": f"curl -u x:y {GOOD} {URL}",
    "settings of a file": f"curl -K settings {URL}",
    "headers of a file": f"curl -H @headers {URL}",
    "arguments that are not seen": f'curl "$@" {URL}',
    "an array that is not seen": f'curl "${{ARGS[@]}}" {URL}',
    "an array that is read": f'mapfile -t ARGS < file\ncurl "${{ARGS[@]}}" {URL}',
    "an array that may have more": f'ARGS=(-s)\n[ -n "$X" ] && ARGS+=(-H "$X")\ncurl "${{ARGS[@]}}" {URL}',
    "options that are not seen": f"curl $OPTS {URL}",
    "a header that is not seen": f'curl -H "$HEADER" {URL}',
    "a header with a name that is not seen": f'curl -H "$NAME: $VALUE" {URL}',
    "an option that is unknown": f"curl --some-new-thing x {URL}",
    "a netrc": f"curl -n {URL}",
    "xargs": f"cat urls | xargs curl {URL}",
    "a public page": "curl https://openrouter.ai/api/v1/models",
    "a list of models": f"curl -s https://openrouter.ai/api/v1/models {GOOD} | jq -r '.data[].id'",
    "a list of models in a file": f"curl -s https://openrouter.ai/api/v1/models {GOOD} -o models.json",
    "models, checked by nobody": f"curl -s https://openrouter.ai/api/v1/models {GOOD}",
    "models whose body is checked": (
        f"# check the key\nR=$(curl -sf https://openrouter.ai/api/v1/models {GOOD}) || exit 1"
    ),
    "whether it is up": "curl -sf -o /dev/null https://openrouter.ai/api/v1/models && echo up",
    "another host": f"curl https://api.example.com/v1 -H 'Authorization: {KEY}'",
    "an unset header": f'curl -H "Authorization: $UNKNOWN_AUTH" {URL}',
    "another service's token": 'curl https://api.github.com/user -H "Authorization: token $GITHUB_TOKEN"',
    "a comment": f"# curl {URL} -H 'Authorization: Bearer {KEY}'",
    "a text": f'echo "curl {URL}"',
    "a text over lines": f"echo 'run\ncurl {URL}\n'",
    "a text that is kept": f"CMD='curl {URL}'",
    "a here-document": f"cat <<'EOF'\ncurl {URL} -H 'Authorization: Bearer {KEY}'\nEOF",
    "a here-document that is filled in": f"cat <<EOF > run.sh\ncurl {URL} -H 'Authorization: Bearer {KEY}'\nEOF",
    "a list of packages": f"apt-get install -y curl wget # {URL}",
    "sudo of another": f"sudo apt-get install curl {URL}",
    "a test for curl": f"command -v curl {URL}",
    "a function that is called so": f'curl() {{ command wget "$@" --header=x:y; }}\ncurl {URL}',
    "a template": f"curl {URL} -H 'Authorization: Bearer {{{{API_KEY}}}}'",
    "a template of a workflow": f'curl {URL} -H "Authorization: Bearer ${{{{ secrets.KEY }}}}"',
    "a command": f'curl {URL} -H "Authorization: Bearer $(cat key)"',
    "a command in backticks": f'curl {URL} -H "Authorization: Bearer `cat key`"',
    "a default that is read": f'K="${{OPENROUTER_API_KEY:-$OTHER_KEY}}"\ncurl {URL} -H "Authorization: Bearer $K"',
    "a variable that is required": f'curl {URL} -H "Authorization: Bearer ${{OPENROUTER_API_KEY:?not set}}"',
    "a header of a file": f'h=$(cat header.txt)\ncurl {URL} -H "Authorization: $h"',
    "a name that holds all": f'AUTH="Bearer {KEY}"\ncurl {URL} -H "Authorization: $AUTH"',
    "a header by name": f'AUTH="Authorization: Bearer {KEY}"\ncurl {URL} -H "$AUTH"',
    "a placeholder that another file replaces": (
        f'KEY=your-key\nsource .env\ncurl {URL} -H "Authorization: Bearer $KEY"'
    ),
    "a placeholder that is asked for": (
        f'KEY=your-key\nif [ "$KEY" = "your-key" ]; then exit 1; fi\ncurl {URL} -H "Authorization: Bearer $KEY"'
    ),
    "a start value": f'KEY=""\nwhile getopts k: o; do KEY=$OPTARG; done\ncurl {URL} -H "Authorization: Bearer $KEY"',
    "a placeholder in another arm": (
        f'if x; then KEY=your-key; exit 1; else curl {URL} -H "Authorization: Bearer $KEY"; fi'
    ),
    "a placeholder in a subshell": f'(KEY=your-key)\ncurl {URL} -H "Authorization: Bearer $KEY"',
    "a placeholder for another command": f'KEY=your-key true\ncurl {URL} -H "Authorization: Bearer $KEY"',
    "a placeholder in another function": (
        f'a() {{ local KEY=your-key; }}\nb() {{ curl {URL} -H "Authorization: Bearer $KEY"; }}\na; b'
    ),
    "a placeholder that is set later": f'curl {URL} -H "Authorization: Bearer $KEY"\nKEY=your-key',
    "a placeholder that is set anew": f'KEY=your-key\nKEY=$(cat key)\ncurl {URL} -H "Authorization: Bearer $KEY"',
    "a placeholder that is shown": 'echo "export OPENROUTER_API_KEY=your-key"',
    "a key in a usage text": f'echo "usage: run {TYPED}"',
    "a key's length": 'echo "${#OPENROUTER_API_KEY}"',
    "a key's beginning": 'echo "${OPENROUTER_API_KEY:0:8}..."',
    "whether there is a key": 'echo "${OPENROUTER_API_KEY:+set}"',
    "a key's name": "echo 'set $OPENROUTER_API_KEY first'",
    "a key's name, escaped": 'echo "set \\$OPENROUTER_API_KEY first"',
    "a key for a file": f'echo "OPENROUTER_API_KEY={KEY}" >> .env',
    "a key for GitHub": f'echo "OPENROUTER_API_KEY={KEY}" >> "$GITHUB_ENV"',
    "a key that GitHub masks": f'echo "::add-mask::{KEY}"',
    "a key for another command": f"echo {KEY} | docker login --password-stdin",
    "a key that is counted": f"echo -n {KEY} | wc -c",
    "a key that is captured": f'M=$(echo "{KEY}" | cut -c1-8)',
    "a key that a function returns": f'key() {{ echo "{KEY}"; }}\nK="$(key)"',
    "a key in a group with a file": f'{{ echo "K={KEY}"; }} > .env',
    "another name": 'echo "$OPENROUTER_MODEL"',
    "set -x": "set -x",
    "as documented for Claude": (
        f'export ANTHROPIC_BASE_URL="https://openrouter.ai/api"\nexport ANTHROPIC_AUTH_TOKEN="{KEY}"\n'
        'export ANTHROPIC_API_KEY=""'
    ),
    "another provider's keys": "export OPENAI_API_KEY=your-key\nexport ANTHROPIC_API_KEY=dummy",
    "a placeholder for whoever reads it": "export OPENROUTER_API_KEY=your-key-here",
    "a placeholder that is not exported": (
        "export OPENAI_BASE_URL=https://openrouter.ai/api/v1\nOPENAI_API_KEY=your-key"
    ),
    "a right base": "export ANTHROPIC_BASE_URL=https://openrouter.ai/api",
    "a base for OpenAI": "export OPENAI_BASE_URL=https://openrouter.ai/api/v1",
    "a base in a text": "echo export ANTHROPIC_BASE_URL=https://openrouter.ai/api/v1",
    "a site": "export SITE_URL=https://openrouter.ai",
    "HTTPie": f'http POST {CHAT} Authorization:"Bearer {KEY}" model=x',
    "HTTPie, a bearer": f'http -A bearer -a "{KEY}" {URL}',
    "HTTPie, a session": f"http --session=me {URL}",
    "wget": f'wget -qO- --header="Authorization: Bearer {KEY}" {URL}',
    "wget, settings of a file": f"wget --config=x {URL}",
    "a word that is a part of a path": f"ls http/ {URL}",
    "an option of another program": f"tool --curl {URL}",
    "an example in a case": f"case $x in curl) true ;; esac # {URL}",
    "a comparison": f'[ "$1" = curl ] && x={URL}',
}


@pytest.mark.parametrize(("script", "wanted"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_found(script: str, wanted: list[str]) -> None:
    assert codes(script + "\n", path="run.sh") == wanted


@pytest.mark.parametrize("script", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_silent(script: str) -> None:
    assert codes(script + "\n", EVERY, "run.sh") == []


@pytest.mark.parametrize(("script", "wanted"), WRONG.values(), ids=WRONG)
def test_what_is_fixed_is_right_for_bash(script: str, wanted: list[str]) -> None:
    fixed = fix_source(f"{script}\n".encode(), "run.sh", unsafe=True)
    for text in (f"{script}\n", fixed.data.decode()):
        taken = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, check=False)
        assert taken.returncode == 0, (text, taken.stderr)
    assert len(codes(fixed.data, path="run.sh")) == len(fixed.left)
