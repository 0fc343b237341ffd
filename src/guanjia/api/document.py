"""The API described for programs: OpenAPI 3.1."""

import json

import yaml
from django.utils import translation

from guanjia.api.api import api


def text_of_document() -> str:
    """The document as YAML, the same on every machine."""
    with translation.override("en"):
        plain = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=110)
