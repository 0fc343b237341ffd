"""What happened in the knowledge base, in the past tense."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ArticleMoved:
    """An article was approved, sent back or withdrawn."""

    article_id: int
    to: str
    version: int
