"""The export of duties: what the list shows, with the moments that count."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.duties.models import Duty
from guanjia.duties.permissions import sees_duties
from guanjia.duties.queries.lines import DutyLine, lines_of
from guanjia.foundation.tables.public import Column, Table


def of_line(say: Callable[[DutyLine], Any]) -> Callable[[Sequence[Duty]], Mapping[Any, Any]]:
    """A column that is computed for a whole page from the lines of its duties."""
    return lambda rows: {line.pk: say(line) for line in lines_of(rows)}


DUTIES = Table(
    noun="duties.duty",
    label=_("Duties"),
    columns=(
        Column("title", _("Duty"), many=of_line(lambda line: line.title)),
        Column("subject", _("Subject"), many=of_line(lambda line: line.subject_label)),
        Column("place", _("Place"), many=of_line(lambda line: line.place_name)),
        Column("post", _("Post"), many=of_line(lambda line: line.post_name)),
        Column("state", _("State"), lambda duty: gettext(duty.get_state_display())),
        Column("opens_at", _("Opens"), kind="moment"),
        Column("due_at", _("Due"), kind="moment"),
        Column("performed_at", _("Done"), kind="moment"),
        Column("performed_by", _("Done by"), lambda duty: str(duty.performed_by or "")),
        Column("standard", _("Standard"), "standard_code"),
    ),
    order=("due_at", "pk"),
    may_export=sees_duties,
)
