"""The outline of a room on the floor drawing: a rectangle typed as four numbers."""


class BadBox(ValueError):
    """The four numbers are none."""


def read_box(text: str) -> tuple[float, float, float, float] | None:
    """Left, top, width and depth in metres of "12 4 8 6"; None for nothing. Raises BadBox."""
    if not text.strip():
        return None
    try:
        x, y, wide, deep = (float(part) for part in text.replace(",", " ").replace("，", " ").split())
    except ValueError as error:
        raise BadBox(text) from error
    if not (wide > 0 and deep > 0 and all(abs(n) < 10_000 for n in (x, y, wide, deep))):
        raise BadBox(text)
    return x, y, wide, deep
