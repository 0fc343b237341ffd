"""Runs the tests leg by leg: `python -m tools.legs [--leg NAME] [pytest arguments]`.

sqlite    every test but the journeys, on a real SQLite file
postgres  the tests that touch the database, on a throw-away PostgreSQL
journey   the stories in a real Chromium
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.harness.browser import chromium_path
from tests.harness.legs import BELONGS, COUNTED
from tests.harness.postgres import postgres
from tests.harness.programs import Missing

from tools.workflow.processes import die_with_parent, end_on_term

NOTHING_RAN = 5
INTERRUPTED = 2
IN_CI = os.environ.get("CI") == "true"
PROCESSES = 2
WORKERS = ["-n", str(PROCESSES), "--dist", "worksteal"]
WIDTH = 80
PLURAL = {"error": "errors"}


@dataclass
class Outcome:
    """What the legs gave."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: list[int] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def status(self) -> int:
        """The verdict: the first failure; failure for a leg left out in CI; 5 when nothing ran."""
        bad = [status for status in self.statuses if status not in {0, NOTHING_RAN}]
        if bad or (IN_CI and self.left_out):
            return bad[0] if bad else 1
        return 0 if 0 in self.statuses else NOTHING_RAN

    def summary(self) -> str:
        """The closing line, in pytest's form."""
        parts = [f"{self.counts[name]} {_noun(name, self.counts[name])}" for name in COUNTED if self.counts[name]]
        text = f" {', '.join(parts) or 'no tests ran'} in {self.seconds:.2f}s "
        return text.center(WIDTH, "=")


def _noun(name: str, count: int) -> str:
    return PLURAL.get(name, name) if count != 1 else name


def main(args: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run test", add_help=False, allow_abbrev=False)
    parser.add_argument("--leg", action="append", choices=list(BELONGS))
    options, given = parser.parse_known_args(args)
    end_on_term()
    legs = options.leg or list(BELONGS)
    outcome = Outcome()
    begun = time.monotonic()
    for leg in legs:
        if leg != legs[0] and not _worth_it(leg, outcome):
            continue
        run_leg(leg, given, outcome)
        if outcome.statuses and outcome.statuses[-1] not in {0, NOTHING_RAN} and _stops_early(given, outcome):
            break
    outcome.seconds = time.monotonic() - begun
    for line in outcome.left_out:
        print(f"LEFT OUT: {line}{' - in CI that is a failure' if IN_CI else ''}", flush=True)
    if len(outcome.statuses) != 1 or outcome.left_out:
        print(outcome.summary(), flush=True)
    return outcome.status


def run_leg(leg: str, given: list[str], outcome: Outcome) -> None:
    """Run one leg, or note why it is left out."""
    with ExitStack() as stack:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        try:
            environment |= _needs(leg, PROCESSES if _workers(given) else 1, stack)
        except Missing as missing:
            outcome.left_out.append(f"{leg} leg: {missing}")
            return
        tally = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guanjia-tally-")))
        environment |= {"GUANJIA_LEG": leg, "GUANJIA_TALLY": str(tally)}
        print(f"== {leg} leg ==", flush=True)
        command = [sys.executable, "-m", "pytest", *_workers(given), *given]
        outcome.statuses.append(subprocess.call(command, env=environment, preexec_fn=die_with_parent))
        _add_up(tally, outcome)


def _needs(leg: str, processes: int, stack: ExitStack) -> dict[str, str]:
    """Environment variables of the leg; raises Missing."""
    if leg == "postgres":
        if (asked := os.environ.get("DATABASE_URL", "")).startswith("postgres"):
            return {"DATABASE_URL": asked}
        servers = [stack.enter_context(postgres(autovacuum="off")) for _ in range(processes)]
        return {"GUANJIA_TEST_SERVERS": " ".join(servers)}
    if leg == "journey" and chromium_path() is None:
        raise Missing("no Chromium on this machine (Debian: apt-get install chromium)")
    return {}


def _workers(given: list[str]) -> list[str]:
    """Two processes for whole runs; one where tests or a debugger are named, so that it starts at once."""
    named = any(Path(arg.split("::")[0]).exists() for arg in given if not arg.startswith("-"))
    single = {"--pdb", "-s", "-n", "--collect-only", "--co"} & set(given) or any(arg.startswith("-n") for arg in given)
    return [] if named or single else WORKERS


def _add_up(tally: Path, outcome: Outcome) -> None:
    if (tally / "counts.json").exists():
        outcome.counts.update(json.loads((tally / "counts.json").read_text()))
    for kinds in sorted(tally.glob("kinds-*.json"))[:1]:
        outcome.kinds = Counter(json.loads(kinds.read_text()))


def _worth_it(leg: str, outcome: Outcome) -> bool:
    """Whether the tests asked for hold any of this leg's; unknown counts as yes."""
    return not outcome.kinds or any(outcome.kinds[kind] for kind in BELONGS[leg])


def _stops_early(given: list[str], outcome: Outcome) -> bool:
    return outcome.statuses[-1] == INTERRUPTED or bool({"-x", "--exitfirst", "--maxfail=1"} & set(given))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
