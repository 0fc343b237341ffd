"""The parts of the outage pack that the lower floors know: open duties by post, the telephone tree, who is inside, the cards."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from guanjia.duties.public import Duty, DutyState, lines_of
from guanjia.foundation.sites.public import Site, local
from guanjia.papers.actions.pack import Table
from guanjia.people.public import Presence
from guanjia.posts.public import Roster

AHEAD = timedelta(hours=12)
MOST = 300
CARDS = "papers.outage_cards"
"""Site setting: text of the valve and lift cards, one a line."""


def open_duties(site: Site, at: datetime) -> Table:
    """What is owed in the next twelve hours, by post."""
    rows = Duty.objects.filter(site=site, state__in=[DutyState.OPEN, DutyState.PAUSED], due_at__lt=at + AHEAD)
    lines = lines_of(list(rows.select_related("place").order_by("post_code", "due_at")[:MOST]))
    return Table(
        (_("Post"), _("Due"), _("Duty"), _("About"), _("Done")),
        [
            [line.duty.post_code, f"{local(site, line.duty.due_at):%m-%d %H:%M}", line.title, line.subject_label, ""]
            for line in lines
        ],
    )


def telephones(site: Site, at: datetime) -> Table:
    """Who stands on which post today, with their work telephones."""
    rows = (
        Roster.objects.filter(site=site, released_at=None, starts_at__lt=at + timedelta(hours=24), ends_at__gt=at)
        .select_related("post", "user")
        .order_by("post__code", "starts_at")[:MOST]
    )
    return Table(
        (_("Post"), _("Name"), _("Telephone"), _("From"), _("Until")),
        [
            [row.post.name, str(row.user), row.user.phone or "–", f"{local(site, row.starts_at):%m-%d %H:%M}",
             f"{local(site, row.ends_at):%m-%d %H:%M}"]
            for row in rows
        ],
    )  # fmt: skip


def inside_now(site: Site, at: datetime) -> Table:
    """How many are inside, by kind and place; names lie with the visitors' own part."""
    rows = Presence.objects.filter(site=site, out_at=None).select_related("space")
    counts: dict[tuple[str, str], int] = {}
    for row in rows[:5000]:
        key = (str(row.get_kind_display()), row.space.name if row.space is not None else "–")
        counts[key] = counts.get(key, 0) + 1
    return Table(
        (_("Who"), _("Where"), _("Count")), [[who, where, str(n)] for (who, where), n in sorted(counts.items())]
    )


def cards(site: Site, at: datetime) -> Table:
    """Valves, switches, lift codes: what the site wrote down for the dark."""
    lines = [line.strip() for line in str(site.settings.get(CARDS, "")).splitlines() if line.strip()]
    return Table((_("Valve, switch or lift"),), [[line] for line in lines])
