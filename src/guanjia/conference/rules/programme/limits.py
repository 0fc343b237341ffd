"""How long a text may be. The stored columns are as wide; what is longer is cut with an ellipsis."""

TITLE = 300
SUBTITLE = 300
TRACK = 200
KIND = 80
LANGUAGE = 16
ROOM = 80
NAME = 200
URL = 500
EXTERNAL_ID = 200
ABSTRACT = 100_000
SPEAKERS = 200
LINKS = 100
ROOMS = 2000

TEXT = 400_000
"""Characters kept of one field while reading, before mark-up is taken out."""
TOKEN = 32 * 1024 * 1024
"""Bytes a parser may have to hold for one token. More than that in one piece is no programme."""
DEPTH = 64
"""Nesting beyond this is no programme."""
FIRST_YEAR, LAST_YEAR = 1970, 2100
LONGEST_DAYS = 31
OCCURRENCES = 1000
"""Most sessions one recurring entry may stand for."""
