"""One benchmark on one engine: `python -m benchmarks.one NAME ENGINE OUT`; the runner prepares the environment."""

import importlib
import json
import sys
from pathlib import Path

import django

from benchmarks.framework import Arms


def main(name: str, engine: str, out: Path) -> int:
    """Migrate, run, print each figure as it comes, and keep them all in `out`."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - needs settings

    call_command("migrate", verbosity=0, interactive=False)
    figures = []
    for each in importlib.import_module(f"benchmarks.{name}").run(Arms(engine)):
        print(each.line(), flush=True)
        figures.append(each.as_dict())
        out.write_text(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
