"""Breaks each done requirement on purpose; its test must notice."""

from tools.workflow.commands.setup import prepare
from tools.workflow.environment import hand_over


def run(args: list[str]) -> int:
    prepare()
    hand_over("-m", "tools.prove", *args)
