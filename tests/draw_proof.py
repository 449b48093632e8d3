"""Run all claims that can be proven in this environment, and draw ``docs/proof.md`` from what was seen."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from openrouter.server import running
from proof import environments, results
from proof.claim import Claim, prove


def main() -> int:
    """Write what was seen, and return 1 where that is not what the claims say."""
    return int(not all(list(map(_drawn, environments.here()))))


def _drawn(environment: str) -> bool:
    claims = [claim for claim in environments.claims() if claim.environment_name == environment]
    seen: list[Claim] = []
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as double:
        for claim in claims:
            proof = prove(claim, double, Path(folder))
            seen.append(replace(claim, seen=proof.seen, fixed=proof.fixed))
            _say(claim, seen[-1])
    results.keep(environment, environments.versions(environment), seen)
    return seen == claims


def _say(claim: Claim, seen: Claim) -> None:
    if seen != claim:
        print(f"{claim}: seen {seen.seen!r}, after the fix {seen.fixed!r}")


if __name__ == "__main__":
    raise SystemExit(main())
