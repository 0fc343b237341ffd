"""The door of knowledge."""

from guanjia.knowledge.actions.articles import (
    ArticleRefused,
    approve_article,
    lay_starters,
    note_use,
    withdraw_article,
    write_article,
)
from guanjia.knowledge.actions.daily import answer_today, ask_today
from guanjia.knowledge.actions.judging import forget_judged, note_judged
from guanjia.knowledge.models import Article
from guanjia.knowledge.queries.articles import Found, find_articles
from guanjia.knowledge.queries.kinds import Accuracy, accuracy, read_paste, suggest_kinds
from guanjia.knowledge.queries.moods import MOOD, mood_of, mood_reader
from guanjia.knowledge.rules.articles import ArticleGroup, ArticleState
from guanjia.knowledge.rules.kinds import Suggestion
from guanjia.knowledge.rules.mood import Mood
from guanjia.knowledge.rules.mood import mood_by_words as mood
from guanjia.knowledge.rules.paste import Pasted
from guanjia.knowledge.rules.scrub import scrub
from guanjia.knowledge.rules.themes import Theme, themes
from guanjia.knowledge.rules.urgency import Alarm, alarm_in
from guanjia.knowledge.rules.wording import Hint, Phrase, hints, phrases

__all__ = [
    "MOOD",
    "Accuracy",
    "Alarm",
    "Article",
    "ArticleGroup",
    "ArticleRefused",
    "ArticleState",
    "Found",
    "Hint",
    "Mood",
    "Pasted",
    "Phrase",
    "Suggestion",
    "Theme",
    "accuracy",
    "alarm_in",
    "answer_today",
    "approve_article",
    "ask_today",
    "find_articles",
    "forget_judged",
    "hints",
    "lay_starters",
    "mood",
    "mood_of",
    "mood_reader",
    "note_judged",
    "note_use",
    "phrases",
    "read_paste",
    "scrub",
    "suggest_kinds",
    "themes",
    "withdraw_article",
    "write_article",
]
