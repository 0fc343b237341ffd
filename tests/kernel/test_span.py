from datetime import timedelta

import pytest

from guanjia.kernel.span import Span, parse_elapsed, parse_span, span_text

H = timedelta(hours=1)
M = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("45s", Span(0, timedelta(seconds=45))),
        ("1h30m", Span(0, 90 * M)),
        ("-2h", Span(0, -2 * H)),
        ("3d", Span(3)),
        ("2w", Span(14)),
        ("-1d2h", Span(-1, -2 * H)),
        ("8wh", Span(0, 8 * H, True)),
        ("90wm", Span(0, 90 * M, True)),
        ("5wd", Span(5, working=True)),
        ("0s", Span()),
    ],
)
def test_parse_span_reads_what_people_write(text, span):
    assert parse_span(text) == span
    assert parse_span(span_text(span)) == span


@pytest.mark.parametrize("text", ["", "-", "2", "h", "2 h", "1h2wd", "--2h", "2x", "1.5h"])
def test_parse_span_refuses_nonsense_with_its_text(text):
    with pytest.raises(ValueError, match=r"duration|mixes"):
        parse_span(text)


@pytest.mark.parametrize(
    "text", ["36526d", "876601h", "9999999999h", "99999999999999999999m", "1000000wd", "36525d24h"]
)
def test_parse_span_refuses_what_no_calendar_can_count(text):
    with pytest.raises(ValueError, match="longer than a hundred years"):
        parse_span(text)


@pytest.mark.parametrize("text", ["36525d", "876600h", "-36525d"])
def test_parse_span_reads_a_hundred_years(text):
    assert parse_span(text).days or parse_span(text).time


def test_parse_elapsed_takes_a_day_as_24_hours_and_refuses_working_time():
    assert parse_elapsed("1d") == 24 * H
    with pytest.raises(ValueError, match="working time"):
        parse_elapsed("1wh")
