"""How a notice's time and a price are said."""

from datetime import datetime


def span_words(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """From and to on the site's wall clock: "2026-11-22 09:00–17:00"; the day of the end where it is another."""
    if starts_at is None:
        return ""
    text = f"{starts_at:%Y-%m-%d %H:%M}"
    if ends_at is None:
        return text
    same = starts_at.date() == ends_at.date()
    return f"{text}–{ends_at:%H:%M}" if same else f"{text} – {ends_at:%Y-%m-%d %H:%M}"


def yuan(fen: int) -> str:
    """An amount as people read it: 123450 fen are "¥1,234.50"."""
    return f"¥{fen // 100:,}.{fen % 100:02}"
