"""What the counter takes in, what it does not, and why it says so (PARC-005, PARC-007)."""

from dataclasses import dataclass

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Packaging(State):
    """How a parcel looks on arrival."""

    INTACT = "intact", N_("Intact"), "green"
    DAMAGED = "damaged", N_("Damaged"), "red"
    OPENED = "opened", N_("Opened before"), "orange"


@dataclass(frozen=True, slots=True)
class Content:
    """A sort of content: `never` is refused whoever asks; `by_exception` needs a reason, a photo and two persons."""

    code: str
    label: str
    reason: str = ""
    never: bool = False
    by_exception: bool = False


CONTENTS: tuple[Content, ...] = (
    Content("ordinary", N_("Ordinary goods")),
    Content("papers", N_("Letters and papers")),
    Content("clothes", N_("Clothes and bedding")),
    Content("luggage", N_("Luggage and bags")),
    Content("toys", N_("Toys and sports things")),
    Content("electronics", N_("Electronic devices"), N_("Valuables are not accepted in principle."), by_exception=True),
    Content(
        "jewellery", N_("Jewellery, watches, art"), N_("Valuables are not accepted in principle."), by_exception=True
    ),
    Content("cash", N_("Cash, cards, securities"), N_("Money is never accepted at the counter."), never=True),
    Content("explosive", N_("Fireworks, explosives"), N_("Dangerous goods are never accepted."), never=True),
    Content("flammable", N_("Petrol, gas, paint, spirits"), N_("Dangerous goods are never accepted."), never=True),
    Content("poison", N_("Poisons, acids"), N_("Dangerous goods are never accepted."), never=True),
    Content("weapon", N_("Weapons, controlled knives"), N_("Dangerous goods are never accepted."), never=True),
    Content("battery", N_("Large batteries, e-bike batteries"), N_("Dangerous goods are never accepted."), never=True),
    Content("animal", N_("Live animals"), N_("Nobody here can look after it."), never=True),
    Content("perishable", N_("Fresh food without cooling"), N_("It spoils before it is collected."), never=True),
)
BY_CODE = {content.code: content for content in CONTENTS}


def refusal(code: str, exception: str = "") -> str:
    """Why it is not taken in, an English msgid that a receptionist can say aloud; "" when it is taken in.

    `exception` is the reason for which somebody answers for taking a valuable in all the same. An unknown sort is refused.
    """
    content = BY_CODE.get(code)
    if content is None:
        return N_("Say what is in it.")
    if content.never:
        return content.reason
    if content.by_exception and not exception.strip():
        return content.reason
    return ""


def is_special(code: str, packaging: Packaging) -> bool:
    """Whether it is photographed when it is taken in: a valuable, or a packaging that is not whole (PARC-008)."""
    content = BY_CODE.get(code)
    return packaging is not Packaging.INTACT or (content is not None and content.by_exception)
