"""Articles, phrases, what is learnt from text."""

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "guanjia.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.search.public import Provider, register_provider  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.knowledge import subjects  # noqa: PLC0415
        from guanjia.knowledge.permissions import reads_articles  # noqa: PLC0415
        from guanjia.knowledge.rules.articles import ArticleState  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as enter  # noqa: PLC0415

        for kind in subjects.KINDS:
            register(kind)
        words = {
            "write": N_("Article written"),
            "edit": N_("Changed"),
            "approve": N_("Approved"),
            "withdraw": N_("Withdrawn"),
        }
        deeds.register(subjects.ARTICLE, words, ArticleState)
        register_provider(Provider(subjects.ARTICLE, N_("Knowledge"), may_find, order=60))
        enter(MenuItem("service", _("Knowledge"), "knowledge:articles", "book", reads_articles, 60))
        enter(MenuItem("service", _("Question of the day"), "knowledge:today", "help", reads_articles, 61, more=True))


def may_find(user: Any, site: Any, ids: list[int]) -> Iterable[int]:
    """Whoever works at the site finds its articles."""
    from guanjia.knowledge.permissions import reads_articles  # noqa: PLC0415 - models are ready only now

    return ids if reads_articles(user, site) else []
