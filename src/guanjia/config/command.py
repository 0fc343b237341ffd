"""The `guanjia` command: Django's commands under the project's own name."""

import os
import sys


def main() -> None:
    """Run `guanjia COMMAND ARGS...`. `--data DIR` anywhere chooses the data folder (else GUANJIA_DATA, else var/)."""
    args = sys.argv[1:]
    if "--data" in args:
        at = args.index("--data")
        if at + 1 >= len(args):
            sys.exit("guanjia: --data needs a folder")
        os.environ["GUANJIA_DATA"] = os.path.abspath(args[at + 1])
        del args[at : at + 2]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanjia.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings must be named first

    execute_from_command_line(["guanjia", *args])


if __name__ == "__main__":
    main()
