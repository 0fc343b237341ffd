"""The guanjia command in this environment."""

import os

from tools.workflow.environment import ensure_environment, environ
from tools.workflow.places import PYTHON
from tools.workflow.translations import ensure_translations


def run(args: list[str]) -> int:
    """Hand over to the command; its exit status is ours."""
    ensure_environment()
    ensure_translations()
    os.execve(PYTHON, [str(PYTHON), "-m", "guanjia.config.command", *args], environ())
