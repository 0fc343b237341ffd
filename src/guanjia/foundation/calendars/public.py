"""The door of calendars."""

from guanjia.foundation.calendars.feeding import feed_response, feed_token, read_token
from guanjia.foundation.calendars.rules.reading import ReadEvent, UnreadableCalendar, read_calendar
from guanjia.foundation.calendars.rules.writing import CalendarItem, Party, feed, invitation, uid_of

__all__ = [
    "CalendarItem",
    "Party",
    "ReadEvent",
    "UnreadableCalendar",
    "feed",
    "feed_response",
    "feed_token",
    "invitation",
    "read_calendar",
    "read_token",
    "uid_of",
]
