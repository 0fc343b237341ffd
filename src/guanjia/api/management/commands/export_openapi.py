"""Writes docs/api/openapi.yaml."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from guanjia.api.document import text_of_document


class Command(BaseCommand):
    """`guanjia export-openapi [--check] [FILE]`."""

    help = "Write the API's OpenAPI document (default docs/api/openapi.yaml); --check only says whether it is current."

    def add_arguments(self, parser: CommandParser) -> None:
        """File and --check."""
        parser.add_argument("file", nargs="?", type=Path, default=settings.ROOT / "docs" / "api" / "openapi.yaml")
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, file: Path, check: bool, **options: Any) -> None:
        """Write the file, or fail when it is not what it should be."""
        text = text_of_document()
        if check:
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                raise CommandError(f"{file} is out of date. Run guanjia export-openapi.")
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.stdout.write(str(file))
