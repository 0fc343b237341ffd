"""The language of a page: what the reader chose by the switch, else the house's own."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class LanguageMiddleware(LocaleMiddleware):
    """Chinese unless the reader chose otherwise. What the browser asks for does not count: a desk machine in a Chinese
    conference centre often runs an English browser. The people middleware then applies the account's own language.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the chosen language for this request; an unknown one counts as not chosen."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = {code for code, _name in settings.LANGUAGES}
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
