"""What the estate brings from its old system: the requests of the last ninety days, taken over from a file."""

import csv
import io
from datetime import datetime, time, timedelta

from guanjia.foundation.rehearsal.public import Stage
from guanjia.foundation.sites.public import local
from guanjia.servicedesk.actions.importing import import_requests

ROWS, DAYS = 320, 90
HEADER = ("工单编号", "报修时间", "要求完成时间", "完成时间", "报修类型", "来源", "位置")
TYPES = (
    ("厨房漏水", 4, 0.45), ("楼道灯不亮", 24, 0.12), ("暖气不热", 12, 0.2), ("单元门对讲故障", 12, 0.3), ("下水道堵塞", 12, 0.25),
    ("外墙瓷砖脱落", 168, 0.5), ("电梯运行异响", 12, 0.15), ("垃圾未清运", 24, 0.08), ("家里停电跳闸", 12, 0.1),
)  # fmt: skip
SOURCES = ("电话", "前台", "微信群")


def take_over(stage: Stage) -> None:
    """Import the file through the same door as the screen; the board learns from it what tends to be late."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    today = local(stage.site, stage.now).date()
    for number in range(1, ROWS + 1):
        words, hours, late_share = stage.rng.choice(TYPES)
        day = today - timedelta(days=stage.rng.randrange(15, DAYS))
        opened = datetime.combine(day, time(stage.rng.randrange(7, 22), stage.rng.randrange(60)))
        took = hours * (stage.rng.uniform(1.1, 2.5) if stage.rng.random() < late_share else stage.rng.uniform(0.1, 0.9))
        closed = opened + timedelta(hours=took)
        due, place = opened + timedelta(hours=hours), f"{stage.rng.randrange(1, 9)}号楼"
        writer.writerow(
            (f"L{number:05}", *(f"{each:%Y-%m-%d %H:%M}" for each in (opened, due, closed)), words,
             stage.rng.choice(SOURCES), place)
        )  # fmt: skip
    report = import_requests(
        site=stage.site, stream=io.BytesIO(text.getvalue().encode("gb18030")), actor=None, at=stage.now
    )
    stage.counts["requests taken over"] = report.accepted
