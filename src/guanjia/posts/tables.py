"""How a roster comes in from a sheet and goes out as one."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.tables.public import Importer, ImportField, date_of, text_of, time_of
from guanjia.posts.actions.importing import check_roster, take_roster
from guanjia.posts.queries.weeks import Week

FIELDS = (
    ImportField("post", _("Post"), ("岗位", "岗位编码"), text_of(64), required=True, key=True),
    ImportField("user", _("Who"), ("姓名", "人员", "用户名", "手机"), text_of(80), required=True, key=True),
    ImportField("day", _("Day"), ("日期",), date_of, required=True, key=True),
    ImportField("shift", _("Shift"), ("班次",), text_of(40), key=True),
    ImportField("from_time", _("From"), ("开始", "起"), time_of, key=True, default=None),
    ImportField("until_time", _("Until"), ("结束", "止"), time_of, default=None),
)


def roster_importer(site: Site) -> Importer:
    """A sheet of entries; sent again it makes none twice."""
    return Importer(
        noun="posts.roster",
        label=_("Roster"),
        fields=FIELDS,
        check=check_roster,
        apply=take_roster,
        back=reverse("posts:roster", args=[site.code]),
    )


def week_lines(site: Site, week: Week) -> Iterator[list[Any]]:
    """The week as the importer reads it: header, then a line per entry."""
    yield [str(one.label) for one in FIELDS]
    for row in week.rows:
        for entry in (entry for day in row.days for entry in day):
            begins, ends = local(site, entry.starts_at), local(site, entry.ends_at)
            times = [f"{begins:%H:%M}", f"{ends:%H:%M}"]
            yield [entry.post.code, entry.user.username, begins.date().isoformat(), "", *times]
