"""How the door says no."""

from django.utils.translation import gettext as _

from guanjia.frontdesk.visitors.rules.states import SAID


class VisitRefused(Exception):
    """Something is missing or forbidden; `field` names it, str() is what a receptionist can say aloud."""

    def __init__(self, field: str, message: str = "") -> None:
        super().__init__(message or _(str(SAID[field])))
        self.field = field
