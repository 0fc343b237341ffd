"""A working site: database, demo data, web, worker and clock under one command."""

import argparse
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.workflow.addresses import answers, certificate, free_port, is_free, lan_address
from tools.workflow.commands.setup import prepare
from tools.workflow.environment import environ
from tools.workflow.places import DATA, PYTHON, ROOT
from tools.workflow.processes import Household, Told, die_with_parent, listen_for_stop
from tools.workflow.saying import give_up, say

FIRST_PORT = 8000
START_S = 60
OURS = ("guanjia.sqlite3", "guanjia.sqlite3-wal", "guanjia.sqlite3-shm", "files", "logs", "tls", "secret_key")
GUANJIA = [str(PYTHON), "-m", "guanjia.config.command"]


@dataclass(frozen=True)
class Address:
    """Where the site answers."""

    host: str
    bind: str
    port: int
    tls: bool

    @property
    def origin(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.host}:{self.port}"


def run(args: list[str]) -> int:
    """Serve until INT or TERM; 0 when stopped so, 1 when something ended by itself."""
    options = _options(args)
    address = _address(options)
    listen_for_stop()
    household = Household(options.data / "logs")
    try:
        prepare()
        if options.reset:
            reset(options.data)
        environment = settings(options.data, address)
        logins = prepared(environment)
        _start(household, options.data, address, environment)
        print(f"Guanjia is running at {address.origin}\n\n{logins}\n\nStop it with Ctrl-C.", flush=True)
        ended = household.watch()
        say(f"{household.last_words(ended)}\n{ended} ended by itself; its log is {household.logs / ended}.log")
        return 1
    except Told:
        say("Stopping ...")
        return 0
    finally:
        household.stop()


def _options(args: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument("--port", type=int, help=f"default: {FIRST_PORT}, or a free one if that is taken")
    parser.add_argument("--data", type=lambda given: Path(given).absolute(), default=DATA, help="default: var/")
    parser.add_argument("--reset", action="store_true", help="begin again with fresh demo data")
    parser.add_argument("--lan", action="store_true", help="serve https to phones on this network")
    return parser.parse_args(args)


def _address(options: argparse.Namespace) -> Address:
    bind = "0.0.0.0" if options.lan else "127.0.0.1"
    host = lan_address() if options.lan else "127.0.0.1"
    port = options.port or (FIRST_PORT if is_free(FIRST_PORT, bind) else free_port())
    if not is_free(port, bind):
        give_up(f"Port {port} is taken by another program.", "choose another: ./run demo --port 8001")
    return Address(host, bind, port, options.lan)


def reset(data: Path) -> None:
    """Remove what a site left in the folder, and nothing else that may lie there."""
    if os.environ.get("DATABASE_URL"):
        give_up("--reset removes an SQLite site only, and DATABASE_URL is set.", "drop that database yourself.")
    for name in OURS:
        path = data / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def settings(data: Path, address: Address) -> dict[str, str]:
    """The environment variables that tell the product where it lives."""
    return {
        "GUANJIA_DATA": str(data),
        "GUANJIA_ORIGIN": address.origin,
        "GUANJIA_HOSTS": ",".join(dict.fromkeys([address.host, "127.0.0.1", "localhost"])),
    }


def prepared(environment: dict[str, str]) -> str:
    """Migrate and load the demo site if none is there; the table of log-ins."""
    process = subprocess.Popen(
        [*GUANJIA, "prepare-demo"],
        cwd=ROOT,
        env=environ(**environment),
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=die_with_parent,
    )
    try:
        output, _ = process.communicate()
    except Told:
        process.terminate()
        process.wait()
        raise
    if process.returncode:
        give_up("The demo site could not be made.", "read the message above; ./run demo --reset begins again.")
    return output.partition("== log-ins ==")[2].strip()


def _start(household: Household, data: Path, address: Address, environment: dict[str, str]) -> None:
    web = [*GUANJIA, "serve", "--host", address.bind, "--port", str(address.port)]
    if address.tls:
        cert, key = certificate(data / "tls", address.host)
        web += ["--tls-cert", str(cert), "--tls-key", str(key)]
    household.start("web", web, **environment)
    household.start("worker", [*GUANJIA, "worker"], **environment)
    household.start("clock", [*GUANJIA, "clock"], **environment)
    if not household.wait_until(lambda: answers(address.port, address.tls), START_S):
        name = household.dead() or "web"
        give_up(f"{household.last_words(name)}\n{name} did not start.", f"look at {household.logs / name}.log")
