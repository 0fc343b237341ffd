"""The door of knowledge."""

from guanjia.knowledge.queries.kinds import read_paste, suggest_kinds
from guanjia.knowledge.rules.kinds import Suggestion
from guanjia.knowledge.rules.mood import Mood
from guanjia.knowledge.rules.mood import mood_by_words as mood
from guanjia.knowledge.rules.paste import Pasted
from guanjia.knowledge.rules.scrub import scrub
from guanjia.knowledge.rules.themes import Theme, themes
from guanjia.knowledge.rules.urgency import Alarm, alarm_in

__all__ = [
    "Alarm",
    "Mood",
    "Pasted",
    "Suggestion",
    "Theme",
    "alarm_in",
    "mood",
    "read_paste",
    "scrub",
    "suggest_kinds",
    "themes",
]
