"""What the page of a plan shows."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext

from guanjia.foundation.documents.public import missing_glyphs
from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.models import SeatPlan
from guanjia.seating.queries.charts import Picture, aparts, broken_wishes, refuse_two_firsts_of, said
from guanjia.seating.queries.people import LAST, Member
from guanjia.seating.rules.charts import Certainty, NoChart
from guanjia.seating.rules.drawing import Box, Drawing, drawing
from guanjia.seating.rules.placing import pour_order, swap_to_part
from guanjia.seating.rules.spots import spot_words
from guanjia.seating.rules.states import Scene

VIEWS = {
    "audience": N_(
        "Drawn as the audience sees it, left to right. Left and right hand in the rules are the seated person's."
    ),
    "camera": N_(
        "Drawn as the camera sees it, left to right. Left and right hand in the rules are those of who stands there."
    ),
    "door": N_("Drawn from the door, which is at the lower edge."),
    "above": N_("Drawn from above, the door or the rear at the lower edge."),
}
DOUBTS = {
    Certainty.MEDIUM: N_(
        "Sources do not fully agree on this order: let the organiser confirm it before it is printed."
    ),
    Certainty.UNSURE: N_("Sources disagree on this order. It is a proposal: the organiser decides."),
}


@dataclass(frozen=True)
class Spot:
    """One place with its name and person, for drawing and lists."""

    box: Box
    name: str
    fixed: bool
    words: str
    size: str
    group: int = 0


@dataclass(frozen=True)
class Page:
    """A drawn plan: the picture, its places, what the reader must know."""

    picture: Picture
    drawing: Drawing | None
    spots: list[Spot]
    view: str
    doubt: str
    warnings: list[str]
    standing: list[Member]
    legend: tuple[tuple[int, str, int], ...] = ()
    """(colour, delegation, how many of it have a seat): of a hall, whose places bear no names."""

    @property
    def order(self) -> list[Member]:
        """Who sits, as tea is poured: the highest leader or the guest of honour first."""
        members = self.picture.by_guest
        sitters = [member.sitter for member in self.picture.members]
        return [members[who] for who in pour_order(self.picture.seating, sitters)]


def page_of(picture: Picture) -> Page:
    """Everything on the page of a plan; two queries."""
    plan, chart = picture.plan, picture.chart
    if chart is None:
        return Page(picture, None, [], "", "", [picture.problem], picture.members)
    drawn, members = drawing(chart, picture.seating), picture.by_guest
    groups = _groups(picture)
    spots = []
    for box in drawn.boxes:
        member = members.get(box.who) if box.who else None
        name = member.guest.name if member else ""
        group = groups.get(member.guest.delegation_id, 0) if member else 0
        fixed = bool(member and member.row.fixed)
        spots.append(Spot(box, name, fixed, spot_said(plan, box.key), _size(name), group))
    doubt = gettext(DOUBTS[chart.certainty]) if chart.certainty in DOUBTS else ""
    standing = [member for member in picture.members if member.comes and not member.row.key]
    return Page(
        picture,
        drawn,
        spots,
        gettext(VIEWS[chart.view]),
        doubt,
        warnings_of(picture),
        standing,
        _legend(picture, groups),
    )


def _legend(picture: Picture, groups: dict[int | None, int]) -> tuple[tuple[int, str, int], ...]:
    if picture.plan.kind is not Scene.FLOOR:
        return ()
    seated = [member.guest for member in picture.members if member.row.key]
    counts = Counter(guest.delegation_id for guest in seated)
    names = {guest.delegation_id: guest.delegation.name if guest.delegation else "–" for guest in seated}
    return tuple((groups[pk], names[pk], n) for pk, n in sorted(counts.items(), key=lambda item: groups[item[0]]))


def _groups(picture: Picture) -> dict[int | None, int]:
    """Delegations by a colour of twelve, in the order in which their first person stands on the list."""
    seen: dict[int | None, int] = {}
    for member in picture.members:
        seen.setdefault(member.guest.delegation_id, len(seen) % 12 + 1)
    return seen


def _size(name: str) -> str:
    for most, size in ((3, "short"), (4, "middle"), (6, "long")):
        if len(name) <= most:
            return size
    return "longest"


def spot_said(plan: SeatPlan, key: str) -> str:
    """A place in words of the reader's language."""
    words, values = spot_words(Scene(plan.scene), key)
    return gettext(words) % {
        name: gettext(value) if isinstance(value, str) else value for name, value in values.items()
    }


def warnings_of(picture: Picture) -> list[str]:
    """What is wrong with a plan as it stands: wishes broken, people gone, no number, a character that no font has."""
    found: list[str] = []
    members, wishes = picture.by_guest, aparts(picture.plan)
    broken = broken_wishes(picture, wishes)
    for wish in broken:
        names = {"one": members[wish.one].guest.name, "other": members[wish.other].guest.name}
        found.append(gettext("%(one)s and %(other)s must not sit together.") % names)
    if broken and picture.chart is not None and picture.plan.kind is not Scene.FLOOR:
        fixed = {m.row.key: m.guest.pk for m in picture.members if m.row.fixed}
        sitters = [member.sitter for member in picture.members]
        swap = swap_to_part(picture.chart, picture.seating, sitters, wishes, fixed)
        if swap is not None:
            names = {"one": members[swap[0]].guest.name, "other": members[swap[1]].guest.name}
            found.append(gettext("Least change that mends it: %(one)s and %(other)s change places.") % names)
    try:
        refuse_two_firsts_of(picture.plan, picture.members if picture.plan.kind is not Scene.FLOOR else [])
    except NoChart as two:
        found.append(said(two))
    gone = [member.guest.name for member in picture.members if member.row.key and not member.comes]
    if gone:
        found.append(gettext("On the plan, but not coming: %(names)s") % {"names": "、".join(gone)})
    loose = [
        member.guest.name
        for member in picture.members
        if member.comes and not member.sitter.duty and member.sitter.rank >= LAST
    ]
    if loose and picture.plan.kind is not Scene.FLOOR:
        found.append(gettext("Not on the organiser's order, placed last: %(names)s") % {"names": "、".join(loose[:8])})
    return found + glyph_warnings(picture)


def glyph_warnings(picture: Picture) -> list[str]:
    """Names with a character that the font of the cards lacks, named before anything is printed (FIELD 16)."""
    found = []
    for member in picture.members:
        missing = missing_glyphs(member.guest.name, serif=True)
        if missing:
            values = {"name": member.guest.name, "chars": " ".join(sorted(missing))}
            found.append(gettext("The card of %(name)s cannot be printed: no font here has %(chars)s.") % values)
    return found
