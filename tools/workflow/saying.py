"""How the workflow talks to the person who runs it."""

import sys
from typing import NoReturn


def say(text: str) -> None:
    """One line about what is being done; on stderr, so that a command's own output stays clean."""
    print(text, file=sys.stderr, flush=True)


def give_up(problem: str, remedy: str) -> NoReturn:
    """End with the problem and what to do about it."""
    sys.exit(f"{problem}\nWhat to do: {remedy}")
