"""The door of posts."""

from guanjia.posts.actions.roster import RosterRefused, add_entry, cover, release_entry
from guanjia.posts.actions.weeks import copy_week, release_user
from guanjia.posts.models import Post, Qualification, Roster, Shift
from guanjia.posts.queries.manning import next_on_post, on_post, on_post_many, on_posts_at, posts_of
from guanjia.posts.rehearsal.crew import Crew, Part, days_between, engage, fill_roster

__all__ = [
    "Crew",
    "Part",
    "Post",
    "Qualification",
    "Roster",
    "RosterRefused",
    "Shift",
    "add_entry",
    "copy_week",
    "cover",
    "days_between",
    "engage",
    "fill_roster",
    "next_on_post",
    "on_post",
    "on_post_many",
    "on_posts_at",
    "posts_of",
    "release_entry",
    "release_user",
]
