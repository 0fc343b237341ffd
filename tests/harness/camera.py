"""A camera that shows a code, for pages that scan."""

import io
from pathlib import Path

import segno
from PIL import Image

FRAME = (640, 480)
FRAMES = 30


def camera_showing(text: str, folder: Path) -> Path:
    """A film of one second that shows `text` as a QR code, in the form that Chromium's fake camera plays in a loop."""
    drawn = io.BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="png", scale=8, border=4)
    code = Image.open(drawn).convert("RGB")
    code.thumbnail((FRAME[1] - 40, FRAME[1] - 40), Image.Resampling.NEAREST)
    frame = Image.new("RGB", FRAME, "white")
    frame.paste(code, ((FRAME[0] - code.width) // 2, (FRAME[1] - code.height) // 2))
    still = io.BytesIO()
    frame.save(still, "JPEG", quality=95)
    film = folder / "camera.mjpeg"
    film.write_bytes(still.getvalue() * FRAMES)
    return film
