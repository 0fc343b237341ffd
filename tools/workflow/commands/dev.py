"""The demo's data behind a server that reloads as you edit; pages rebuild as you edit them, too."""

import argparse
from pathlib import Path

from tools.workflow.addresses import answers, is_free
from tools.workflow.commands.demo import GUANJIA, START_S, Address, prepared, settings
from tools.workflow.commands.setup import prepare
from tools.workflow.frontend import npm_command
from tools.workflow.places import DATA, ROOT
from tools.workflow.processes import Household, Told, listen_for_stop
from tools.workflow.saying import give_up, say


def run(args: list[str]) -> int:
    """Serve until INT or TERM."""
    parser = argparse.ArgumentParser(prog="./run dev", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=lambda given: Path(given).absolute(), default=DATA)
    options = parser.parse_args(args)
    if not is_free(options.port):
        give_up(f"Port {options.port} is taken by another program.", "choose another: ./run dev --port 8001")
    address = Address("127.0.0.1", "127.0.0.1", options.port, tls=False)
    environment = {**settings(options.data, address), "GUANJIA_DEBUG": "1"}
    listen_for_stop()
    household = Household(options.data / "logs")
    try:
        prepare()
        say(prepared(environment))
        household.start("web", [*GUANJIA, "runserver", str(options.port)], **environment)
        household.start("worker", [*GUANJIA, "worker"], **environment)
        household.start("clock", [*GUANJIA, "clock"], **environment)
        if (ROOT / "package.json").exists():
            npm, paths = npm_command()
            household.start("frontend", [npm, "run", "watch"], **paths)
        if not household.wait_until(lambda: answers(options.port, tls=False), START_S):
            say(f"{household.last_words('web')}\nNo page answers yet; the server tries again at your next edit.")
        print(f"Guanjia is running at {address.origin}; logs lie in {household.logs}", flush=True)
        ended = household.watch()
        say(f"{household.last_words(ended)}\n{ended} ended by itself")
        return 1
    except Told:
        return 0
    finally:
        household.stop()
