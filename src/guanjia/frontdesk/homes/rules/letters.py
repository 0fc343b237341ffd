"""The words of the numbered papers of a renovation."""

from collections.abc import Callable, Mapping

from guanjia.frontdesk.homes.rules.renovation import LetterKind
from guanjia.kernel.words import gettext_noop as N_

PREFIX = {
    LetterKind.AGREEMENT: "ZXXY",
    LetterKind.STOP: "ZGTZ",
    LetterKind.REPORT: "BGH",
    LetterKind.ASSIST: "XZH",
    LetterKind.PASSED: "YSJL",
}
TEXTS = {
    LetterKind.AGREEMENT: N_(
        "{person} has told us that {unit} will be renovated from {from} until {until}: {works}. Contractor: {contractor}. "
        "Both sides agree: load-bearing structure, waterproofing, gas pipes and outer walls stay as they are; workers carry "
        "passes; noise only in the hours that hold here; rubble is packed and taken to the place set for it; extinguishers "
        "are ready; the manager may look in and stops what breaks these rules (Civil Code 942, 945). The final check is "
        "made together."
    ),
    LetterKind.STOP: N_(
        "{unit}, renovation {number}: on {day} was found: {kind}. {found} "
        "Work stops from now on and goes on only when this is put right and looked at together. What is not put right is "
        "reported to the authority (Civil Code 942)."
    ),
    LetterKind.REPORT: N_(
        "In {site}, {unit}, renovation {number}, was found on {day}: {kind}. {found} "
        "We asked to stop and to put it right; it was not done. We report it under article 942 of the Civil Code and will "
        "help with what is to be done."
    ),
    LetterKind.ASSIST: N_(
        "In {site}, {unit}, renovation {number}, the matter reported on {day} goes on: {kind}. {found} "
        "We ask for help on the spot and keep proof and records ready."
    ),
    LetterKind.PASSED: N_(
        "{unit}, renovation {number}, was looked at together on {day}: structure, waterproofing, gas, outer wall and common "
        "parts are in order. Passes of the workers end today."
    ),
}


def text_of(kind: LetterKind, facts: Mapping[str, str], translate: Callable[[str], str]) -> str:
    """The letter's text in the reader's language, with its facts filled in."""
    text = translate(TEXTS[kind])
    for name, value in facts.items():
        text = text.replace("{" + name + "}", value)
    return text
