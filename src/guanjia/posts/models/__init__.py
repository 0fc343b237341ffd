from guanjia.posts.models.post import Post, Shift
from guanjia.posts.models.roster import Qualification, Roster

__all__ = ["Post", "Qualification", "Roster", "Shift"]
