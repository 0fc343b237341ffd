"""The door of search."""

from guanjia.foundation.search.bigrams import bigrams
from guanjia.foundation.search.indexing import Entry, index, index_many, remove
from guanjia.foundation.search.searching import Hit, Provider, find, register_provider, search

__all__ = [
    "Entry",
    "Hit",
    "Provider",
    "bigrams",
    "find",
    "index",
    "index_many",
    "register_provider",
    "remove",
    "search",
]
