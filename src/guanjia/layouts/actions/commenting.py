"""What is said about a layout, and that it was seen to."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Channel, note_exchange
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.layouts.actions.drawing import LAYOUT
from guanjia.layouts.models import Layout, LayoutComment
from guanjia.layouts.rules.refusals import LayoutRefused

MOST_OPEN = 50


@transaction.atomic
def comment_layout(
    *,
    layout: Layout,
    text: str,
    name: str,
    actor: Any,
    at: datetime,
    spot: tuple[float, float] | None = None,
) -> LayoutComment:
    """A comment at a spot of the plan, or about the whole; `actor` None is the client, whose word also goes on record.

    Raises LayoutRefused without a text or a name and above MOST_OPEN open comments, SecretRefused for a marked text.
    """
    if not text.strip():
        raise LayoutRefused("text", _("Write what you would like to be different."))
    if not name.strip():
        raise LayoutRefused("name", _("Please tell us your name."))
    if layout.comments.filter(settled_at=None).count() >= MOST_OPEN:
        raise LayoutRefused("text", _("There are many open comments already: please call us."))
    refuse_marked({"text": text, "name": name}, site=layout.site)
    x, y = spot or (None, None)
    comment = LayoutComment.objects.create(
        layout=layout, text=text.strip()[:2000], name=name.strip()[:80], author=actor, x=x, y=y, at=at
    )
    record(
        site=layout.site,
        at=at,
        actor=actor,
        action="comment",
        subject=(LAYOUT, layout.pk),
        changes={"comment": comment.pk},
    )
    if actor is None and layout.event is not None:
        said = _("About layout %(name)s: %(text)s") % {"name": layout.name, "text": comment.text}
        note_exchange(event=layout.event, channel=Channel.WEB, summary=said, important=False, actor=None, at=at)
    return comment


@transaction.atomic
def settle_comment(*, comment_id: int, actor: Any, at: datetime) -> LayoutComment:
    """The comment was seen to. A second call changes nothing."""
    wanted = LayoutComment.objects.select_for_update(of=("self",)).select_related("layout__site")
    comment = wanted.get(pk=comment_id)
    if comment.settled_at is None:
        comment.settled_at, comment.settled_by = at, actor
        comment.save(update_fields=["settled_at", "settled_by"])
        subject = (LAYOUT, comment.layout_id)
        record(
            site=comment.layout.site,
            at=at,
            actor=actor,
            action="settle",
            subject=subject,
            changes={"comment": comment.pk},
        )
    return comment
