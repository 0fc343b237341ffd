"""The `guanjia` command: Django's commands under the project's own name."""

import os
import sys


def main() -> None:
    """Run `guanjia COMMAND ARGS...`. `--data DIR` anywhere chooses the data folder (else GUANJIA_DATA, else var/).

    A command is called with hyphens; its file may be written with underscores.
    """
    args = _take_data_folder(sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanjia.config.settings")
    import django  # noqa: PLC0415 - settings come first
    from django.core.management import execute_from_command_line, get_commands  # noqa: PLC0415

    from guanjia.config.database import BadDatabaseUrl, database_from_url  # noqa: PLC0415

    try:
        database_from_url(os.environ.get("DATABASE_URL") or "sqlite:///")
    except BadDatabaseUrl as refusal:
        sys.exit(f"guanjia: {refusal}")
    if args and "-" in args[0]:
        django.setup()  # get_commands keeps its first answer, and without this it knows Django's own commands only
        if args[0] not in get_commands():
            args[0] = args[0].replace("-", "_")
    execute_from_command_line(["guanjia", *args])


def _take_data_folder(args: list[str]) -> list[str]:
    for at, arg in enumerate(args):
        if arg == "--data":
            if at + 1 >= len(args):
                sys.exit("guanjia: --data needs a folder")
            os.environ["GUANJIA_DATA"] = os.path.abspath(args[at + 1])
            return args[:at] + args[at + 2 :]
        if arg.startswith("--data="):
            os.environ["GUANJIA_DATA"] = os.path.abspath(arg.removeprefix("--data="))
            return args[:at] + args[at + 1 :]
    return args


if __name__ == "__main__":
    main()
