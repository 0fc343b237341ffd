"""Runs benchmarks: `python -m benchmarks.runner [NAME ...] [--engine ENGINE] [--json FILE]`."""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.harness.postgres import postgres
from tests.harness.programs import Missing
from tools.workflow.processes import die_with_parent, end_on_term

from benchmarks.framework import ENGINES, SHORT

FOLDER = Path(__file__).resolve().parent
FRAME = {"__init__", "crowd", "framework", "runner", "one", "serving"}


def main(args: list[str]) -> int:
    """0 when every figure reaches its goal, 1 when one falls short or breaks, 2 for a name that is none."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(args)
    known = sorted(file.stem for file in FOLDER.glob("*.py") if file.stem not in FRAME)
    if unknown := set(options.names) - set(known):
        print(f"No benchmark is called {', '.join(sorted(unknown))}. There are: {', '.join(known)}", file=sys.stderr)
        return 2
    end_on_term()
    figures: list[dict[str, object]] = []
    broken = False
    for name in options.names or known:
        for engine in getattr(importlib.import_module(f"benchmarks.{name}"), "ENGINES", ENGINES):
            if options.engine in {None, engine}:
                broken |= not run_one(name, engine, figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False))
    return 1 if broken or any(each["verdict"] == SHORT for each in figures) else 0


def run_one(name: str, engine: str, figures: list[dict[str, object]]) -> bool:
    """One benchmark on one engine, in a process and a database of its own; False when it broke."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guanjia-bench-")))
        out = folder / "figures.json"
        try:
            url = stack.enter_context(postgres()) if engine == "postgres" else f"sqlite:///{folder}/bench.sqlite3"
        except Missing as missing:
            print(f"LEFT OUT: {name} on {engine}: {missing}", flush=True)
            return False
        environment = {**os.environ, "DATABASE_URL": url, "GUANJIA_DATA": str(folder)}
        environment["DJANGO_SETTINGS_MODULE"] = "guanjia.config.settings"
        command = [sys.executable, "-m", "benchmarks.one", name, engine, str(out)]
        status = subprocess.call(command, env=environment, cwd=FOLDER.parent, preexec_fn=die_with_parent)
        if out.exists():
            figures += json.loads(out.read_text())
        return status == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
