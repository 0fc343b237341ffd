"""Prints the words without Chinese as catalogue entries: `python -m tools.missing_words [MODULE ...]`."""

import sys

import polib

from tools.checks import PACKAGE, relative
from tools.checks.translations import catalogue_of, missing_words, po_path
from tools.checks.words import NotConstant, modules


def main(names: list[str]) -> int:
    """0 when nothing is missing."""
    catalogues = {module: catalogue_of(module) for module in modules()}
    missing = 0
    for module in catalogues:
        if names and str(module.relative_to(PACKAGE)) not in names:
            continue
        try:
            words = missing_words(module, catalogues)
        except NotConstant as error:
            print(error, file=sys.stderr)
            missing += 1
            continue
        if words:
            missing += len(words)
            print(f"# {relative(po_path(module))}\n")
            for word in words.values():
                print(polib.POEntry(msgid=word.text, msgctxt=word.context, comment=word.where))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
