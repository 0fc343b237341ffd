"""Builds the front end when its sources changed, with the machine's Node or the one from the package registry."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tools.workflow.environment import environ, one_at_a_time
from tools.workflow.places import BUILT, NODE_MODULES, PACKAGE, ROOT, VENV
from tools.workflow.saying import give_up, say

INSTALLED = NODE_MODULES / "guanjia.stamp"
BUILD = BUILT / "guanjia.stamp"
MANIFESTS = ("package.json", "package-lock.json", ".npmrc")
QUOTED = re.compile(rb'"([^"\n]*)"')


def ensure_frontend() -> None:
    """Install node packages and build into the ui module's static files; at once when nothing changed."""
    if not (ROOT / "package.json").exists():
        return
    packages = _fingerprint(ROOT / name for name in MANIFESTS)
    ensure_node_modules(packages)
    sources = (
        packages + _fingerprint([*ROOT.glob("vite*.config.*"), *(ROOT / "frontend").rglob("*")]) + _named_classes()
    )
    if _read(BUILD) == sources:
        return
    with one_at_a_time():
        if _read(BUILD) == sources:
            return
        say("Building the front end ...")
        _npm("run", "build")
        BUILT.mkdir(parents=True, exist_ok=True)
        BUILD.write_text(sources)


def ensure_node_modules(packages: str) -> None:
    """`npm ci`, when the lock changed."""
    if _read(INSTALLED) == packages:
        return
    with one_at_a_time():
        if _read(INSTALLED) == packages:
            return
        say("Installing the front end's packages ...")
        _npm("ci", "--no-fund", "--no-audit")
        INSTALLED.write_text(packages)


def check_frontend() -> None:
    """Check the types of the TypeScript sources; gives up with what is wrong."""
    _npm("run", "--silent", "check")


def npm_command() -> tuple[str, dict[str, str]]:
    """The npm to use and its environment: the machine's if its Node is new enough for vite, else the one in .venv.

    The machine's npm must find the machine's Node first, since npm reads its settings from where its Node lies.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _new_enough(subprocess.run([node, "--version"], capture_output=True, text=True).stdout):
        return npm, {**os.environ}
    return str(VENV / "bin" / "npm"), environ()


def _new_enough(version: str) -> bool:
    """vite needs Node 20.19, 22.12 or newer.

    >>> [_new_enough(v) for v in ("v20.18.1", "v20.19.0", "v22.11.0", "v22.12.0", "v24.0.0", "")]
    [False, True, False, True, True, False]
    """
    found = re.match(r"v(\d+)\.(\d+)", version)
    major, minor = map(int, found.groups()) if found else (0, 0)
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def _npm(*args: str) -> None:
    npm, environment = npm_command()
    ran = subprocess.run(
        [npm, *args], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if ran.returncode:
        give_up(
            f"{ran.stdout[-3000:]}\nnpm {' '.join(args)} failed.", "mend what npm names above, then run this again."
        )


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        if file.is_file():
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _named_classes() -> str:
    """A fingerprint of what templates and Python files may name, since style rules that nobody names are left out."""
    digest = hashlib.sha256()
    for template in sorted(PACKAGE.rglob("*.html")):
        digest.update(template.read_bytes())
    quoted = {text for file in PACKAGE.rglob("*.py") for text in QUOTED.findall(file.read_bytes())}
    digest.update(b"\0".join(sorted(quoted)))
    return digest.hexdigest()


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""
