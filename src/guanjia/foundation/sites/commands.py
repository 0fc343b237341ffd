"""What commands that take a file over into a site have in common: the site, the language, the file, the refusal."""

import sys
import tempfile
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from guanjia.foundation.sites.models import Site

CANNOT_BE_READ = 2


class FileCommand(ABC, BaseCommand):
    """A command FILE --site CODE [--json] [--language]. Subclasses write `take`; status 2 when the file as a whole is refused."""

    about_file = "the file; - reads standard input"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The arguments that every import has; subclasses add their own."""
        parser.add_argument("file", help=self.about_file)
        parser.add_argument("--site", required=True, help="the site's code")
        parser.add_argument("--json", action="store_true", help="print one object and nothing else")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], help="of the messages")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the site and speak the reader's language."""
        with translation.override(options["language"] or translation.get_language() or settings.LANGUAGE_CODE):
            site = Site.objects.filter(code=options["site"]).first()
            if site is None:
                raise file_refusal(_("There is no site %(code)s.") % {"code": options["site"]})
            self.take(site, options)

    @abstractmethod
    def take(self, site: Site, options: dict[str, Any]) -> None:
        """Take the file over and tell what came of it."""


def file_refusal(message: str) -> CommandError:
    """The error by which a command ends that cannot read its file: status 2."""
    return CommandError(message, returncode=CANNOT_BE_READ)


@contextmanager
def opened_file(path: str) -> Iterator[tuple[BinaryIO, str]]:
    """The file and its name, or a copy of standard input and ""; what cannot be opened is refused."""
    if path == "-":
        with tempfile.TemporaryFile() as copy:
            copyfileobj(sys.stdin.buffer, copy)
            copy.seek(0)
            yield copy, ""
        return
    try:
        stream = open(path, "rb")  # noqa: SIM115 - closed below
    except OSError as error:
        facts = {"file": path, "reason": error.strerror}
        raise file_refusal(_("%(file)s cannot be opened: %(reason)s") % facts) from None
    with stream:
        yield stream, Path(path).name
