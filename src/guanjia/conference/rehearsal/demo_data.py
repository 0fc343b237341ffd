"""What the demo site has: a municipal conference centre and a week of meetings. Names are invented."""

from dataclasses import dataclass

from guanjia.conference.rules.states import EventState, Regime, Secrecy

F, C, W, P = Regime.FISCAL, Regime.COMMERCIAL, Regime.OWNERS, Regime.PUBLIC_BENEFIT
S = EventState


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
    """A meeting: days from today, start as HH:MM or minutes from now (+-n), length, room, title, heads.

    `reaches` is the state at which it stands still for whoever looks; None = wherever the clock has brought it.
    """

    day: int
    start: str | int
    minutes: int
    room: str
    title: str
    heads: int
    regime: Regime = F
    secrecy: Secrecy = Secrecy.ORDINARY
    reaches: EventState | None = None
    by_telephone: bool = False


MEETINGS = (
    DemoMeeting(-2, "09:00", 120, "401", "全市营商环境工作推进会", 80, reaches=S.ARCHIVED),
    DemoMeeting(-2, "14:30", 90, "301", "物业服务企业座谈会", 16, C, reaches=S.CLOSED),
    DemoMeeting(-1, "09:00", 180, "HALL-A", "基层干部业务培训班（第一期）", 160),
    DemoMeeting(-1, "10:00", 60, "402", "智慧园区合作洽谈", 8, C),
    DemoMeeting(-1, "14:00", 120, "302", "云栖花园业主委员会会议", 22, W),
    DemoMeeting(0, -300, 90, "301", "安全生产月度会商", 12, reaches=S.RESTORING),
    DemoMeeting(0, -130, 105, "402", "设备采购洽谈", 9, C),
    DemoMeeting(0, -60, 150, "601", "外商接待会见", 12, C, reaches=S.INTERRUPTED),
    DemoMeeting(0, -45, 120, "302", "城市更新项目调度会", 30),
    DemoMeeting(0, 15, 90, "HALL-A", "青年干部读书会", 90),
    DemoMeeting(0, 30, 90, "401", "消防安全工作例会", 60, by_telephone=True),
    DemoMeeting(0, 110, 120, "HALL-B", "新品发布会", 220, C),
    DemoMeeting(0, 200, 60, "701", "专题会议", 24, F, Secrecy.INTERNAL),
    DemoMeeting(1, "09:00", 150, "HALL", "全市经济工作会议", 820),
    DemoMeeting(1, "14:30", 90, "701", "", 20, F, Secrecy.CONTROLLED),
    DemoMeeting(1, "15:00", 90, "601", "客商会见", 14, C),
    DemoMeeting(2, "09:30", 120, "302", "老年大学公益讲座", 50, P),
    DemoMeeting(3, "08:30", 480, "HALL-C", "数字产业论坛", 260, C),
    DemoMeeting(4, "14:00", 120, "301", "预算评审会", 15),
    DemoMeeting(5, "09:00", 180, "HALL-B", "年度答谢会", 120, C, reaches=S.ENQUIRY),
    DemoMeeting(5, "14:00", 120, "401", "党外人士座谈会", 60, reaches=S.APPLIED),
    DemoMeeting(6, "09:00", 120, "302", "家长学校开放日", 40, P, reaches=S.NEEDS_CONFIRMED),
    DemoMeeting(6, "14:00", 180, "HALL-A", "供应链对接会", 150, C, reaches=S.SCHEME),
    DemoMeeting(7, "09:30", 150, "401", "业主代表大会", 70, W, reaches=S.BUDGETED),
    DemoMeeting(7, "14:00", 120, "HALL", "应急指挥培训", 400, reaches=S.APPROVED),
    DemoMeeting(8, "09:00", 240, "HALL-C", "露天音乐会", 200, C, reaches=S.CANCELLED),
    DemoMeeting(8, "14:00", 120, "HALL-A", "部门联欢会", 100, reaches=S.DECLINED),
    DemoMeeting(9, "09:00", 240, "HALL-B", "品牌年会", 240, C, reaches=S.LOST),
)
"""Every state that an event can stand in is here, so that each screen has something to show."""

DELEGATIONS = (
    "市发展和改革委员会", "市财政局", "市住房和城乡建设局", "市应急管理局", "市市场监督管理局", "高新区管委会",
    "江州水务集团", "启明科技有限公司", "云栖花园业主委员会", "江州大学", "市工商业联合会", "市消防救援支队",
)  # fmt: skip
