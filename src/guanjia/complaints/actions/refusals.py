"""What an action says when it will not."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from guanjia.complaints.rules.discipline import LACKS


class ComplaintRefused(Exception):
    """The action lacks what it needs; str() says what, in the reader's language. `codes` name what is missing."""

    def __init__(self, message: str, codes: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.codes = tuple(codes)


def refuse_for(codes: Sequence[str]) -> None:
    """Raise ComplaintRefused with a sentence for each code; nothing without codes."""
    if codes:
        raise ComplaintRefused(" ".join(_(LACKS[code]) for code in codes), codes)
