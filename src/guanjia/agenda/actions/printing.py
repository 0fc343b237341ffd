"""Papers of an agenda: the moderator's script in large type."""

from datetime import datetime

from django.utils.translation import gettext

from guanjia.agenda.actions.scripting import over_words, proposed_scripts, speakers_of
from guanjia.agenda.models import Agenda
from guanjia.agenda.queries.reading import items_of
from guanjia.agenda.rules.script import incidents
from guanjia.agenda.rules.states import ItemState
from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.sites.public import local


def script_pdf(agenda: Agenda, at: datetime) -> bytes:
    """Item by item: time, length, who speaks, what is said; then lines for time and incidents. Raises DocumentRefused, naming
    the character, when a name has one that no font here has."""
    items = [item for item in items_of(agenda) if item.stage is not ItemState.DROPPED]
    proposed = proposed_scripts(agenda, items)
    state = (
        gettext("Confirmed by %(name)s") % {"name": agenda.script_by}
        if agenda.script_by
        else gettext("Not confirmed yet")
    )
    data = {
        "site": agenda.site.name,
        "title": f"{agenda.event.title} · {gettext('Script')}",
        "number": agenda.event.ref,
        "version": f"{gettext('version')} {agenda.rev} · {state}",
        "printed": f"{local(agenda.site, at):%Y-%m-%d %H:%M}",
        "items": [
            {
                "time": f"{local(agenda.site, item.planned_at):%H:%M}",
                "minutes": gettext("%(minutes)s minutes long") % {"minutes": item.minutes},
                "title": item.title,
                "who": "、".join(speakers_of(item)),
                "script": item.script or proposed[item.pk],
            }
            for item in items
        ],
        "over_label": gettext("When an item is over its time"),
        "over": over_words(agenda, None, None),
        "incident_label": gettext("When something happens"),
        "incidents": list(incidents(agenda.language)),
    }
    return render_pdf("agenda/script.typ", data, strict_glyphs=True)
