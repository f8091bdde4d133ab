"""The interface's languages: until one has a catalogue of ours, its pages speak English, whole."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language, trans_real


class English(trans_real.DjangoTranslation):
    """Answers for another language, and says nothing in it.

    Django's own catalogue alone would put Serbian months beside English sentences.
    """

    def _init_translation_catalog(self) -> None:
        """Without Django's own."""

    def _add_installed_apps_translations(self) -> None:
        """Without those of other packages."""


@cache
def spoken(language: str) -> str:
    """The language that the interface is really in where `language` is asked for.

    Catalogues are read when the desk starts, and every page asks.
    """
    catalogue = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.mo"
    return language if catalogue.exists() else settings.LANGUAGE_CODE


def speak_english_meanwhile() -> None:
    """Let every language without a catalogue of ours answer in English, under its own prefix."""
    for language, _name in settings.LANGUAGES:
        if spoken(language) != language:
            trans_real._translations[language] = English(language)  # type: ignore[attr-defined]


class Languages(LocaleMiddleware):
    """Django's, which takes the language from the address; the header tells what is spoken."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """With the language that the words are in."""
        response["Content-Language"] = spoken(get_language() or settings.LANGUAGE_CODE)
        return super().process_response(request, response)
