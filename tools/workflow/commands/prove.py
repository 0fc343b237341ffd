"""Breaks each done requirement on purpose; its test must notice."""

from tools.workflow.commands.setup import prepare
from tools.workflow.environment import python


def run(args: list[str]) -> int:
    prepare()
    return python("-m", "tools.prove", *args)
