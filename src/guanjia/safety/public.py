"""The door of safety: gates ask the watch list; desks note concerns; portals show warnings."""

from guanjia.safety.actions.badges import badge_code, read_badge
from guanjia.safety.actions.concerns import CONCERN, Seen, move_concern, note_concern
from guanjia.safety.actions.refusals import SafetyRefused
from guanjia.safety.actions.warnings import add_liaison, move_warning, tick_posting, write_warning
from guanjia.safety.actions.watching import Hit, Suspect, file_assessment, look_up, move_entry, propose_entry
from guanjia.safety.models import Concern, FraudWarning, Liaison
from guanjia.safety.permissions import handles_concern, sees_watch
from guanjia.safety.queries.warnings import liaisons, published_warnings
from guanjia.safety.queries.watching import topic_is_on
from guanjia.safety.rules.concerns import ConcernState, Sign
from guanjia.safety.rules.warnings import Channel, LiaisonKind, WarningState
from guanjia.safety.rules.watching import Topic, WatchState

__all__ = [
    "CONCERN",
    "Channel",
    "Concern",
    "ConcernState",
    "FraudWarning",
    "Hit",
    "Liaison",
    "LiaisonKind",
    "SafetyRefused",
    "Seen",
    "Sign",
    "Suspect",
    "Topic",
    "WarningState",
    "WatchState",
    "add_liaison",
    "badge_code",
    "file_assessment",
    "handles_concern",
    "liaisons",
    "look_up",
    "move_concern",
    "move_entry",
    "move_warning",
    "note_concern",
    "propose_entry",
    "published_warnings",
    "read_badge",
    "sees_watch",
    "tick_posting",
    "topic_is_on",
    "write_warning",
]
