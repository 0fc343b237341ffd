from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "guanjia.foundation.search"
    label = "search"

    def ready(self) -> None:
        from django.urls import reverse  # noqa: PLC0415 - addresses are loaded later

        from guanjia.ui.chrome import chrome  # noqa: PLC0415 - ui is loaded later

        chrome.search_url = lambda site: reverse("search:search", kwargs={"site_code": site.code})
