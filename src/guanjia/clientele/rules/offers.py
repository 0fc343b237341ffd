"""Which packages may be offered for a meeting."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guanjia.kernel.words import gettext_noop as N_


@dataclass(frozen=True, slots=True)
class Sold:
    """A package as these rules need it."""

    code: str
    least: int
    most: int
    services: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    withdrawn: bool = False


TOO_FEW = N_("made for at least %(least)s people")
TOO_MANY = N_("made for at most %(most)s people")
NOT_YET = N_("sold from %(day)s")
NO_LONGER = N_("no longer sold")
BARRED = N_("holds what public funds may not pay for (%(article)s)")


def obstacle(sold: Sold, *, heads: int, on: date, barred: Mapping[str, str]) -> tuple[str, dict[str, object]] | None:
    """Why it may not be offered for `heads` people on that day: an English msgid and its values; None when it may.

    `barred` maps services that this meeting may not have to the article. Both days of validity count.
    """
    if sold.withdrawn or (sold.valid_until is not None and on > sold.valid_until):
        return NO_LONGER, {}
    if on < sold.valid_from:
        return NOT_YET, {"day": sold.valid_from.isoformat()}
    if heads < sold.least:
        return TOO_FEW, {"least": sold.least}
    if heads > sold.most:
        return TOO_MANY, {"most": sold.most}
    for service in sold.services:
        if service in barred:
            return BARRED, {"article": barred[service]}
    return None


def offered(rows: Sequence[Sold], *, heads: int, on: date, barred: Mapping[str, str]) -> list[str]:
    """The codes that may be offered, in the order given."""
    return [row.code for row in rows if obstacle(row, heads=heads, on=on, barred=barred) is None]


def covered(services: Collection[str], wished: Collection[str]) -> tuple[list[str], list[str]]:
    """(wished services that the package has, wished ones that it lacks), in the order of the wishes."""
    return [each for each in wished if each in services], [each for each in wished if each not in services]
