"""The tests, leg by leg."""

from tools.workflow.commands.setup import prepare
from tools.workflow.environment import hand_over


def run(args: list[str]) -> int:
    """The exit status is the verdict; the last line is pytest's."""
    prepare()
    hand_over("-m", "tools.legs", *args)
