"""A script is proposed from the agenda; whoever moderates changes it as they like."""

from collections.abc import Sequence

from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.rules.script import Cue, announcement, introduction, opening, time_words
from guanjia.agenda.rules.states import ItemState, Kind, Part


def cue_of(item: AgendaItem) -> Cue:
    """The item as it is announced; `people` are read."""
    return Cue(item.title, item.sort, item.minutes, speakers_of(item))


def speakers_of(item: AgendaItem) -> tuple[str, ...]:
    """Names of those who speak, a guest's position before the name of one who has one."""
    rows = [row for row in item.people.all() if row.part == Part.SPEAKER and str(row)]
    return tuple(
        f"{row.comes.position}{row}" if row.comes is not None and row.comes.position else str(row) for row in rows
    )


def proposed_scripts(agenda: Agenda, items: Sequence[AgendaItem]) -> dict[int, str]:
    """Words before each item that is to be held: the first opens the meeting and introduces the agenda."""
    held = [item for item in items if item.stage is not ItemState.DROPPED]
    cues, found = [cue_of(item) for item in held], {}
    title = agenda.event.title
    for place, (item, cue) in enumerate(zip(held, cues, strict=True)):
        words = announcement(cue, cues[place - 1] if place else None, agenda.language)
        if place == 0:
            first = [opening(title, agenda.moderator, agenda.language), introduction(cues, agenda.language)]
            words = "\n".join([*first, *([] if cue.kind is Kind.OPENING else [words])])
        found[item.pk] = words
    return found


def over_words(agenda: Agenda, now: AgendaItem | None, following: AgendaItem | None) -> str:
    """What the moderator says to bring the running item to its end."""
    speakers = "、".join(speakers_of(now)) if now is not None else ""
    return time_words(speakers, following.title if following is not None else "", agenda.language)
