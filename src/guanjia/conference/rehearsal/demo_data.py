"""What the demo site has: a municipal conference centre and a week of meetings. Names are invented."""

from dataclasses import dataclass

from guanjia.conference.rules.states import Regime, Secrecy

F, C, W, P = Regime.FISCAL, Regime.COMMERCIAL, Regime.OWNERS, Regime.PUBLIC_BENEFIT


@dataclass(frozen=True)
class DemoRoom:
    """A room: code, name, floor, spaces it consists of, area of each in m2, capacity per style, equipment."""

    code: str
    name: str
    level: int
    spaces: tuple[str, ...]
    area_m2: int
    styles: dict[str, int]
    equipment: dict[str, int]


ROOMS = (
    DemoRoom(
        "HALL",
        "多功能厅（全厅）",
        1,
        ("HALL-A", "HALL-B", "HALL-C"),
        400,
        {"theatre": 1000, "classroom": 560, "banquet": 600, "cabaret": 420},
        {"led_screen": 3, "microphone": 12},
    ),
    DemoRoom(
        "HALL-A",
        "多功能厅A",
        1,
        ("HALL-A",),
        400,
        {"theatre": 320, "classroom": 180, "banquet": 200},
        {"led_screen": 1, "microphone": 4},
    ),
    DemoRoom(
        "HALL-B",
        "多功能厅B",
        1,
        ("HALL-B",),
        400,
        {"theatre": 320, "classroom": 180, "banquet": 200},
        {"led_screen": 1, "microphone": 4},
    ),
    DemoRoom(
        "HALL-C",
        "多功能厅C",
        1,
        ("HALL-C",),
        400,
        {"theatre": 320, "classroom": 180, "banquet": 200},
        {"led_screen": 1, "microphone": 4},
    ),
    DemoRoom("301", "301会议室", 3, ("301",), 60, {"boardroom": 18, "u_shape": 20}, {"display": 1, "microphone": 6}),
    DemoRoom(
        "302",
        "302会议室",
        3,
        ("302",),
        90,
        {"classroom": 36, "u_shape": 24, "theatre": 60},
        {"projector": 1, "microphone": 4},
    ),
    DemoRoom(
        "401",
        "401会议室",
        4,
        ("401",),
        120,
        {"theatre": 100, "classroom": 54, "hollow_square": 30},
        {"projector": 1, "microphone": 6},
    ),
    DemoRoom("402", "402洽谈室", 4, ("402",), 40, {"talks": 12, "boardroom": 12}, {"display": 1}),
    DemoRoom("601", "601贵宾厅", 6, ("601",), 110, {"sofa_meeting": 16, "signing": 20}, {"microphone": 4}),
    DemoRoom(
        "701",
        "701常务会议室",
        7,
        ("701",),
        150,
        {"hollow_square": 32, "boardroom": 28},
        {"display": 2, "microphone": 16},
    ),
)


@dataclass(frozen=True)
class DemoMeeting:
    """A meeting: days from today, start as HH:MM or minutes from now (+-n), length, room, title, heads."""

    day: int
    start: str | int
    minutes: int
    room: str
    title: str
    heads: int
    regime: Regime = F
    secrecy: Secrecy = Secrecy.ORDINARY


MEETINGS = (
    DemoMeeting(-2, "09:00", 120, "401", "全市营商环境工作推进会", 80),
    DemoMeeting(-2, "14:30", 90, "301", "物业服务企业座谈会", 16, C),
    DemoMeeting(-1, "09:00", 180, "HALL-A", "基层干部业务培训班（第一期）", 160),
    DemoMeeting(-1, "10:00", 60, "402", "智慧园区合作洽谈", 8, C),
    DemoMeeting(-1, "14:00", 120, "302", "云栖花园业主委员会会议", 22, W),
    DemoMeeting(0, -45, 120, "302", "城市更新项目调度会", 30),
    DemoMeeting(0, 30, 90, "401", "消防安全工作例会", 60),
    DemoMeeting(0, 110, 120, "HALL-B", "新品发布会", 220, C),
    DemoMeeting(0, 200, 60, "701", "专题会议", 24, F, Secrecy.INTERNAL),
    DemoMeeting(1, "09:00", 150, "HALL", "全市经济工作会议", 820),
    DemoMeeting(1, "15:00", 90, "601", "客商会见", 14, C),
    DemoMeeting(2, "09:30", 120, "302", "老年大学公益讲座", 50, P),
    DemoMeeting(3, "08:30", 480, "HALL-C", "数字产业论坛", 260, C),
    DemoMeeting(4, "14:00", 120, "301", "预算评审会", 15),
)
