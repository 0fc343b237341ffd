"""The door of documents."""

from guanjia.foundation.documents.pages import count_pages, page_picture
from guanjia.foundation.documents.rendering import DocumentRefused, missing_glyphs, render_pdf, render_png
from guanjia.foundation.documents.rules.codes import photo_svg, qr_image, qr_png, qr_svg
from guanjia.foundation.documents.rules.names import card_name

__all__ = [
    "DocumentRefused",
    "card_name",
    "count_pages",
    "missing_glyphs",
    "page_picture",
    "photo_svg",
    "qr_image",
    "qr_png",
    "qr_svg",
    "render_pdf",
    "render_png",
]
