"""The guanjia command in this environment."""

from tools.workflow.environment import ensure_environment, hand_over
from tools.workflow.translations import ensure_translations


def run(args: list[str]) -> int:
    """Hand over to the command; its exit status is ours."""
    ensure_environment()
    ensure_translations()
    hand_over("-m", "guanjia.config.command", *args, here=True)
