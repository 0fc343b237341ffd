"""The door of files."""

from guanjia.foundation.files.models import FileHold, StoredFile
from guanjia.foundation.files.permissions import is_at_site, site_of, site_page
from guanjia.foundation.files.rules.fonts import font_file, font_folder
from guanjia.foundation.files.rules.images import Watermark
from guanjia.foundation.files.rules.names import safe_name
from guanjia.foundation.files.rules.sniff import DOCUMENTS, PHOTOS, SHEETS, SOUNDS, sniff
from guanjia.foundation.files.serving import content_of, may_see, register_holder, thumbnail_of, url
from guanjia.foundation.files.storing import FileRefused, Holder, hold, release, store
from guanjia.foundation.files.sweeping import erase_held_by, sweep_orphans

__all__ = [
    "DOCUMENTS",
    "PHOTOS",
    "SHEETS",
    "SOUNDS",
    "FileHold",
    "FileRefused",
    "Holder",
    "StoredFile",
    "Watermark",
    "content_of",
    "erase_held_by",
    "font_file",
    "font_folder",
    "hold",
    "is_at_site",
    "may_see",
    "register_holder",
    "release",
    "safe_name",
    "site_of",
    "site_page",
    "sniff",
    "store",
    "sweep_orphans",
    "thumbnail_of",
    "url",
]
