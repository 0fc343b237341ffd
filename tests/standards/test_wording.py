import pytest
from django.utils.translation import override

from guanjia.kernel.span import parse_span
from guanjia.standards.queries.saying import say_field
from guanjia.standards.queries.wording import describe_span, describe_when
from guanjia.standards.rules.parse import parse_standard
from tests.standards.test_parse import BASE


@pytest.mark.parametrize(
    ("span", "english", "chinese"),
    [
        ("-2h", "2 hours", "2 小时"),
        ("1h1m", "1 hour 1 minute", "1 小时 1 分钟"),
        ("36h", "1 day 12 hours", "1 天 12 小时"),
        ("3wd", "3 working days", "3 个工作日"),
        ("30wh", "30 working hours", "30 个工作小时"),
        ("45s", "45 seconds", "45 秒"),
        ("0s", "at once", "立即"),
    ],
)
def test_describe_span(span, english, chinese):
    with override("en"):
        assert describe_span(parse_span(span)) == english
    with override("zh-hans"):
        assert describe_span(parse_span(span)) == chinese


@pytest.mark.parametrize(
    ("when", "english", "chinese"),
    [
        ({"relative": {"moment": "starts_at", "offset": "-30m"}}, "30 minutes before the start", "开始前 30 分钟"),
        (
            {"relative": {"moment": ["ended_at", "ends_at"], "offset": "24h"}},
            "1 day after the real end or the planned end",
            "实际结束或计划结束后 1 天",
        ),
        ({"relative": {"moment": "x_at", "offset": "0s"}}, "at x_at", "x_at时"),
        (
            {"chain": {"start": "seated_at", "until": "ends_at", "links": ["10m-15m", "60m"]}},
            "from the leaders being seated on, each counted from the one before: 10-15 min, 60 min",
            "自领导入座起，每次从上一次实际完成算起：10-15 分钟，60 分钟",
        ),
        ({"calendar": {"rule": "FREQ=DAILY;BYHOUR=17;BYMINUTE=30"}}, "every day 17:30", "每天 17:30"),
        (
            {"calendar": {"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;BYHOUR=9"}},
            "every 2 weeks Monday, Friday 09:00",
            "每 2 周 周一，周五 09:00",
        ),
        ({"calendar": {"rule": "FREQ=MONTHLY;BYMONTHDAY=-1"}}, "every month on the last day", "每月 最后一天"),
        (
            {"calendar": {"rule": "FREQ=YEARLY;BYMONTH=3"}},
            "by the calendar: FREQ=YEARLY;BYMONTH=3",
            "按日历：FREQ=YEARLY;BYMONTH=3",
        ),
        ({"floating": {"start": "s", "every": "90d"}}, "90 days after the last time", "上次完成后 90 天"),
        ({"quota": {"count": 1, "period": "quarter"}}, "once a quarter", "每季度 1 次"),
        (
            {"quota": {"count": 2, "period": "day", "spacing": "2h", "between": ["08:00", "20:00"]}},
            "2 times a day, at least 2 hours apart, between 08:00 and 20:00",
            "每天 2 次，间隔不少于 2 小时，08:00 至 20:00",
        ),
        (
            {"timer": {"name": "r", "target": "8wh", "begin": "a", "end": "b"}},
            "within 8 working hours, clock stopped while paused",
            "8 个工作小时内（挂起时停表）",
        ),
        (
            {"trigger": {"fact": "hours", "step": 12000, "within": "3d"}},
            "within 3 days of: hours / 12000",
            "hours / 12000 发生后 3 天内",
        ),
    ],
)
def test_describe_when(when, english, chinese):
    found = parse_standard({**BASE, "when": when}).when
    with override("en"):
        assert describe_when(found) == english
    with override("zh-hans"):
        assert describe_when(found) == chinese


RICH = parse_standard(
    {
        **BASE,
        "window": {"opens": "1h"},
        "filter": {"size": {"gte": 50}},
        "proof": ["photo", "signature"],
        "ladder": [{"after": "5m", "post": "conference.manager", "channel": "voice"}],
        "items": [
            {"code": "a", "text": {"en": "Lights on", "zh": "灯光已开启"}},
            {
                "code": "b",
                "text": {"en": "Temperature", "zh": "室温"},
                "proof": "number",
                "least": 20,
                "most": 26,
                "unit": "°C",
                "required": False,
                "on_failure": "work_order",
            },
        ],
        "not_after": ["ended_at"],
        "at_risk": "10m",
    }
)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("post", ["Group leader"]),
        ("window", ["opens 1 hour before due", "stays owed until it is done"]),
        ("filter", ["size: {gte: 50}"]),
        ("proof", ["photo, signature"]),
        ("ladder", ["5 minutes after due: conference.manager, by voice call"]),
        ("items", ["Lights on", "Temperature (reading, 20–26 °C, optional, failed: work order)"]),
        ("not_after", ["the real end"]),
        ("at_risk", ["10 minutes"]),
        ("on_move", ["open ones follow"]),
        ("scored", ["yes"]),
        ("discharged_by", ["evidence"]),
        ("gates", []),
        ("after", []),
        ("weight", ["1"]),
    ],
)
def test_say_field(name, lines):
    with override("en"):
        assert say_field(name, RICH, {"conference.leader": "Group leader"}) == lines
