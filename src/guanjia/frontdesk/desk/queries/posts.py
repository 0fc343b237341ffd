"""What the posts of a site are called."""

from guanjia.foundation.sites.public import Site
from guanjia.posts.public import Post


def post_names(site: Site) -> dict[str, str]:
    """The name of each post in the reader's language, by code. One query."""
    return {post.code: post.name for post in Post.objects.filter(site=site)}
