"""The API described for programs: OpenAPI 3.1."""

import json

import yaml
from django.utils import translation

from guanjia.api.api import api

KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "Made by the sender. The same key again within a day gets the same answer and does nothing twice.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[\\x21-\\x7e]+$"},
}


def text_of_document() -> str:
    """The document as YAML, the same on every machine."""
    with translation.override("en"):
        plain = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    for path in plain["paths"].values():
        if "post" in path:
            path["post"].setdefault("parameters", []).append(KEY)
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=110)
