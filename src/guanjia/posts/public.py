"""The door of posts."""

from guanjia.posts.models import Post, Qualification, Roster, Shift
from guanjia.posts.queries.manning import next_on_post, on_post, on_post_many, on_posts_at, posts_of

__all__ = [
    "Post",
    "Qualification",
    "Roster",
    "Shift",
    "next_on_post",
    "on_post",
    "on_post_many",
    "on_posts_at",
    "posts_of",
]
