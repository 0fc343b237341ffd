"""The plan on paper for the crew: drawing, furniture count, what to keep free."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext

from guanjia.foundation.sites.public import local
from guanjia.layouts.models import Layout
from guanjia.layouts.queries.drawing import drawing_of
from guanjia.layouts.queries.layouts import furniture_of
from guanjia.layouts.rules.limits import limit
from guanjia.places.public import Style


def crew_plan(layout: Layout) -> dict[str, Any]:
    """The data of plan.typ, in the reader's language."""
    drawing, plan = drawing_of(layout.room_hall, layout.drawn), layout.drawn
    block, event = layout.block, layout.event
    starts_at = block.starts_at if block else event.starts_at if event else None
    return {
        "site": layout.site.name,
        "title": gettext("Layout for the crew"),
        "number": event.ref if event else layout.room.code,
        "version": gettext("Version %(rev)s") % {"rev": layout.rev},
        "facts": [
            [gettext("Room"), layout.room.name],
            [gettext("Meeting"), event.title if event else gettext("Template of the room")],
            [gettext("Starts"), f"{local(layout.site, starts_at):%Y-%m-%d %H:%M}" if starts_at else "–"],
            [gettext("Set-up style"), gettext(Style(layout.style).label)],
            [gettext("Seats"), str(plan.count)],
            [gettext("Saved"), f"{local(layout.site, layout.saved_at):%Y-%m-%d %H:%M}"],
        ],
        "heads": [gettext("Piece"), gettext("Size"), gettext("Count")],
        "furniture": [[gettext(kind), size or "–", str(many)] for kind, size, many in furniture_of(layout)],
        "free": gettext("Keep %(metres)s m free before every door; aisles stay clear.")
        % {"metres": limit("door_free")},
        "signatures": [gettext("Set up by"), gettext("Checked by")],
        "svg": render_to_string("layouts/parts/paper.svg", {"drawing": drawing}),
        "wide": drawing.width >= drawing.depth,
    }
