"""What papers tells the modules above. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetSigned:
    """A form was signed and filed."""

    sheet_id: int
    form: str
    subject_kind: str
    subject_id: int
