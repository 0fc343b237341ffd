"""Everything that demo, test and check need, once."""

from tools.workflow.environment import ensure_environment
from tools.workflow.frontend import ensure_frontend
from tools.workflow.translations import ensure_translations


def prepare() -> None:
    """Make ready what is not; under a second when all is."""
    ensure_environment()
    ensure_frontend()
    ensure_translations()


def run(args: list[str]) -> int:
    prepare()
    print("Ready.")
    return 0
