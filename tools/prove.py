"""Proves that tests notice: `python -m tools.prove [ID ...]`.

Takes each done requirement, makes one mistake where `where` points, in a copy, and runs its test, which must fail.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tools.checks.requirements import FILE, Row, Unresolved, rows
from tools.proving.alter import alter
from tools.proving.copies import copy_of_checkout, environment
from tools.workflow.processes import die_with_parent, end_on_term

HANDS = 2
PATIENCE_S = 600
NOTICED = {1, 2, 4}  # failed, or the mistake broke the import


@dataclass(frozen=True)
class Verdict:
    """What became of one row's mistake."""

    row: Row
    noticed: bool
    told: str


def main(ids: list[str]) -> int:
    """0 when every mistake was noticed; 1 when some was not; 2 for an id that is not done."""
    if not FILE.exists():
        print(f"There is no {FILE.name} yet: nothing to prove.")
        return 0
    done = [row for row in rows() if row.status == "done"]
    chosen = [row for row in done if not ids or row.id in ids]
    if unknown := set(ids) - {row.id for row in chosen}:
        print(f"No done requirement is called {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    end_on_term()
    verdicts = prove(chosen)
    missed = [verdict.row.id for verdict in verdicts if not verdict.noticed]
    for each in missed:
        print(f"not noticed: {each}")
    print(f"{len(verdicts) - len(missed)} noticed, {len(missed)} not noticed")
    return 1 if missed else 0


def prove(chosen: list[Row]) -> list[Verdict]:
    """Make each mistake in turn, two at a time; every verdict is printed as it comes."""
    with copy_of_checkout() as one, copy_of_checkout() as two:
        sound = baseline(chosen, one)
        free: SimpleQueue[Path] = SimpleQueue()
        for copy in (one, two):
            free.put(copy)

        def judge(row: Row) -> Verdict:
            copy = free.get()
            try:
                begun = time.monotonic()
                verdict = prove_row(row, copy) if sound[row.id] else Verdict(row, False, "its test fails unaltered")
                word = "noticed    " if verdict.noticed else "NOT NOTICED"
                print(f"{word} {row.id}: {verdict.told} ({time.monotonic() - begun:.1f} s)", flush=True)
                return verdict
            finally:
                free.put(copy)

        with ThreadPoolExecutor(HANDS) as hands:
            return list(hands.map(judge, chosen))


def baseline(chosen: list[Row], copy: Path) -> dict[str, bool]:
    """Which rows' tests pass as things are; one run for all, and one each where that fails."""
    tests = sorted({test for row in chosen for test in row.tests})
    if not tests or passes(tests, copy):
        return {row.id: True for row in chosen}
    return {row.id: passes(row.tests, copy) for row in chosen}


def prove_row(row: Row, copy: Path) -> Verdict:
    """Alter, run, put back."""
    file = copy / row.where.partition("#" if "#" in row.where else ":")[0]
    original = file.read_bytes()
    try:
        told = alter(row.where, copy)
        status = run_tests(row.tests, copy)
    except (Unresolved, SyntaxError) as error:
        return Verdict(row, False, str(error))
    except subprocess.TimeoutExpired:
        return Verdict(row, False, f"the test did not end within {PATIENCE_S} s")
    finally:
        file.write_bytes(original)
    return Verdict(row, status in NOTICED, told)


def passes(tests: list[str], copy: Path) -> bool:
    return run_tests(tests, copy) == 0


def _plain(tests: list[str], copy: Path) -> list[str]:
    """Leave out the plugin that takes half of a short run to load, where no test asks for it."""
    texts = ((copy / test.split("::")[0]).read_text(encoding="utf-8") for test in tests)
    return [] if any("schemathesis" in text for text in texts) else ["-p", "no:schemathesis"]


def run_tests(tests: list[str], copy: Path) -> int:
    """pytest's exit status in the copy."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *_plain(tests, copy), *tests]
    ran = subprocess.run(
        command, cwd=copy, env=environment(copy), capture_output=True, timeout=PATIENCE_S, preexec_fn=die_with_parent
    )
    return ran.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
