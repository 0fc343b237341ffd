from guanjia.conference.forms.calling import CallForm
from guanjia.conference.forms.session import ReasonForm, SessionForm

__all__ = ["CallForm", "ReasonForm", "SessionForm"]
