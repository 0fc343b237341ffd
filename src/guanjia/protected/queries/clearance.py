"""Who is cleared, and what is missing of whom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from guanjia.conference.public import TeamMember
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import User
from guanjia.posts.public import Roster
from guanjia.protected.models import Assignment, Dossier, StaffPaper
from guanjia.protected.rules.clearance import NEEDED, OnFile, PaperKind, lacking
from guanjia.ui.listing import listed

BRIEFING, REVIEW = "briefing", "review"


def lacking_of(site: Site, user_ids: Iterable[int], day: date) -> dict[int, list[PaperKind]]:
    """What each of these people lacks on that day, in one query; an empty list for who is cleared."""
    papers: dict[int, list[OnFile]] = defaultdict(list)
    ids = list(user_ids)
    for row in StaffPaper.objects.filter(site=site, user__in=ids):
        papers[row.user_id].append(OnFile(PaperKind(row.kind), row.on))
    return {pk: lacking(papers[pk], day) for pk in ids}


def named(dossier: Dossier) -> list[Assignment]:
    """Who is on the list now."""
    return list(dossier.staff.filter(dropped_at=None).select_related("user", "briefed_by"))


def missing_of(dossier: Dossier, at: datetime, *, in_full: bool = False) -> list[str]:
    """A sentence for each thing that is missing before people may enter: what `missing_on_list` says, and whoever is on duty
    then and neither on the list nor kept out. Papers are named only `in_full`, to who looks at them."""
    known = {user.pk for user in _team(dossier)} | set(dossier.kept_out)
    outside = [each.says(in_full) for each in rostered_outside(dossier) if each.user.pk not in known]
    return missing_on_list(dossier, at, in_full=in_full) + outside


def missing_on_list(dossier: Dossier, at: datetime, *, in_full: bool = False) -> list[str]:
    """The same of the list itself: papers on the day of the meeting, briefing, the organiser's review, and members of the team
    who are not on it."""
    staff = named(dossier)
    day = local(dossier.site, dossier.event.starts_at or at).date()
    papers = lacking_of(dossier.site, [each.user_id for each in staff], day)
    found = [_("Nobody is on the list yet.")] if not staff else []
    for each in staff:
        lacks = [said_lacks(papers[each.user_id], in_full)] if papers[each.user_id] else []
        lacks += [] if each.briefed_at else [_("briefing")]
        lacks += [] if each.reviewed_at else [_("the organiser's review")]
        if lacks:
            found.append(_("%(name)s lacks: %(what)s.") % {"name": each.user, "what": listed(lacks)})
    named_ids = {each.user_id for each in staff}
    team = [user for user in _team(dossier) if user.pk not in named_ids]
    return found + [_("%(name)s is on the team but not on the list.") % {"name": user} for user in team]


def _team(dossier: Dossier) -> list[User]:
    rows = TeamMember.objects.filter(event=dossier.event_id).select_related("user", "deputy")
    people = [user for row in rows for user in (row.user, row.deputy) if user is not None]
    return list({user.pk: user for user in people}.values())


WATCHED_POSTS = ("conference.attendant", "conference.greeter", "conference.leader", "technician")
"""Whose duties lead into the core and the controlled zone of a meeting."""
BEFORE = timedelta(hours=2)
"""From so long before the meeting its room is a zone; what is owed there earlier is anybody's work."""


def said_lacks(lacks: Sequence[PaperKind], in_full: bool) -> str:
    """The papers that are missing, in words; somebody of whom nothing was seen needs no list. Who does not look at papers
    hears only that clearance is missing."""
    if not in_full:
        return _("clearance")
    return _("all papers (none seen yet)") if len(lacks) == len(NEEDED) else listed(_(kind.label) for kind in lacks)


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody who is on such a post at that time and is not on the meeting's list; `lacks` are papers not on file."""

    user: User
    lacks: tuple[PaperKind, ...]
    kept_out: bool

    @property
    def words(self) -> str:
        """The papers that are missing, "" for who is cleared: for who looks at papers."""
        return said_lacks(self.lacks, True) if self.lacks else ""

    def says(self, in_full: bool) -> str:
        """The sentence of the gate."""
        if not self.lacks:
            return _("%(name)s is on duty then and not on the list.") % {"name": self.user}
        if not in_full:
            return _("%(name)s is on duty then, not on the list and not cleared.") % {"name": self.user}
        told = {"name": self.user, "what": self.words}
        return _("%(name)s is on duty then, not on the list, and lacks: %(what)s.") % told


def rostered_outside(dossier: Dossier) -> list[Outside]:
    """Who is on such a post from two hours before the meeting until its end and is not on its list, with what they lack: the
    gate stays shut until each of them is put on the list or kept out."""
    at, ends = dossier.event.starts_at, dossier.event.ends_at
    if at is None:
        return []
    ours = set(dossier.staff.filter(dropped_at=None).values_list("user_id", flat=True))
    entries = Roster.objects.filter(
        site=dossier.site, released_at=None, post__code__in=WATCHED_POSTS, post__is_open=True, user__is_active=True,
        starts_at__lt=ends or at, ends_at__gt=at - BEFORE,
    )  # fmt: skip
    found = {each.user_id: each.user for each in entries.select_related("user") if each.user_id not in ours}
    lacks = lacking_of(dossier.site, found, local(dossier.site, at).date())
    rows = [Outside(user, tuple(lacks[pk]), pk in dossier.kept_out) for pk, user in found.items()]
    return sorted(rows, key=lambda each: str(each.user))


def why_not(dossier: Dossier, user: User, at: datetime, *, in_full: bool = False) -> list[str]:
    """What keeps somebody out of this meeting at that moment, in words: no place on its list, papers (named only `in_full`),
    briefing, review."""
    row = dossier.staff.filter(dropped_at=None, user=user).first()
    lacks = [] if row is not None else [_("a place on the list")]
    papers = lacking_of(dossier.site, [user.pk], local(dossier.site, at).date())[user.pk]
    lacks += [said_lacks(papers, in_full)] if papers else []
    if row is not None:
        lacks += [] if row.briefed_at else [_("briefing")]
        lacks += [] if row.reviewed_at else [_("the organiser's review")]
    return lacks


def core_group(dossier: Dossier) -> list[User]:
    """Who hears at once that a reserve plan is in force: everybody on the list, the team, the co-ordinator."""
    people = [each.user for each in named(dossier)] + _team(dossier)
    if dossier.event.coordinator is not None:
        people.append(dossier.event.coordinator)
    return list({user.pk: user for user in people}.values())
