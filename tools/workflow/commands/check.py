"""Style, import contracts, sizes, translations, requirements, migrations."""

from tools.workflow.commands.setup import prepare
from tools.workflow.environment import hand_over


def run(args: list[str]) -> int:
    """The exit status is the verdict; names as arguments choose checks."""
    prepare()
    hand_over("-m", "tools.check", *args)
