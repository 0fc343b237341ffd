"""Lists words that lack a translation, and compiles the rest."""

from tools.workflow.environment import ensure_environment, python
from tools.workflow.translations import ensure_translations


def run(args: list[str]) -> int:
    """Prints entries ready to be pasted into a catalogue; `args` may name modules (conference, foundation/files)."""
    ensure_environment()
    ensure_translations()
    return python("-m", "tools.missing_words", *args)
