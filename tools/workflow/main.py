"""Lists and runs the commands."""

import importlib
import sys
from collections.abc import Callable

COMMANDS: dict[str, str] = {
    "setup": "make .venv, install the locked packages, build the front end, compile translations",
    "demo": "[--port P] [--data DIR] [--reset] [--lan]  a working site with its demo data",
    "dev": "[--port P]  the demo's data behind a server that reloads as you edit",
    "test": "[--leg sqlite|postgres|journey] [pytest arguments]  the whole truth",
    "check": "[NAME ...]  style, import contracts, sizes, translations, requirements, migrations",
    "fmt": "put the sources into their form",
    "messages": "[MODULE ...]  list words that lack a translation, and compile the rest",
    "prove": "[ID ...]  break each done requirement on purpose; its test must notice",
    "bench": "[NAME ...] [--json FILE] [--engine sqlite|postgres]  measure against a bare arm",
    "shots": "[pytest arguments]  run the journeys and keep their screenshots in shots/",
    "guanjia": "ARGS...  the guanjia command in this environment",
}


def main(args: list[str]) -> int:
    """Run one command and return its exit status; without one, list them."""
    if not args or args[0] in {"help", "-h", "--help"}:
        print("Usage: ./run COMMAND [ARGUMENTS]\n")
        for name, summary in COMMANDS.items():
            print(f"  {name:<9} {summary}")
        return 0
    name, *rest = args
    if name not in COMMANDS:
        print(f"./run knows no command {name!r}. It knows: {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    command: Callable[[list[str]], int] = importlib.import_module(f"tools.workflow.commands.{name}").run
    try:
        return command(rest)
    except KeyboardInterrupt:
        return 130
