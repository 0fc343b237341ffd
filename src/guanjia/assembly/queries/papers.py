"""What a reader is shown of a paper: a picture of one page with their name across it."""

from functools import lru_cache

from guanjia.assembly.models import Attendee, MeetingPaper
from guanjia.assembly.rules.states import AssemblyState, PaperState
from guanjia.assembly.rules.watermark import marked
from guanjia.conference.public import Event
from guanjia.foundation.documents.public import DocumentRefused, page_picture
from guanjia.foundation.files.public import StoredFile, content_of, font_file


def readable(attendee: Attendee, *, on_tablet: bool) -> list[MeetingPaper]:
    """The papers that this reader may open now: given out, the meeting not over, on a tablet unless telephones are allowed."""
    assembly = attendee.assembly
    if assembly.stage is AssemblyState.CLOSED or not (on_tablet or assembly.own_devices):
        return []
    return list(MeetingPaper.objects.filter(assembly=assembly, state=PaperState.OUT))


def papers_left(event: Event) -> int:
    """Papers of the event's meetings that still lie on screens; they keep it from being closed (MATR-014)."""
    return MeetingPaper.objects.filter(assembly__event=event).exclude(state=PaperState.CLEARED).count()


def page_for(paper: MeetingPaper, page: int, words: str) -> bytes | None:
    """The page as PNG with `words` across it; None where there is no such page or the file is gone."""
    if not 1 <= page <= paper.pages or paper.file_id is None:
        return None
    try:
        return marked(_bare(paper.file_id, page), words, str(font_file()))
    except DocumentRefused:
        return None


@lru_cache(maxsize=24)
def _bare(file_id: int, page: int) -> bytes:
    """The page without a name, drawn once in a process for all who read it one after the other."""
    file = StoredFile.objects.select_related("site").get(pk=file_id)
    content = content_of(file)
    if content is None:
        raise DocumentRefused("the file is gone")
    return page_picture(content, page) if file.kind == "application/pdf" else content
