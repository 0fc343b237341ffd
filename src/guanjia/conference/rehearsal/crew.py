"""The people who run a conference site, and what they do with their own hands."""

from guanjia.conference.actions.counting import read_count
from guanjia.conference.models import Block
from guanjia.duties.public import Duty
from guanjia.foundation.rehearsal.public import Stage
from guanjia.people.public import Roles, User
from guanjia.posts.public import Part

PARTS = (
    Part("conference.manager", "manager", "项目经理", "Project manager", Roles.SITE_MANAGER),
    Part("conference.coordinator", "coordinator", "客服协调", "Client co-ordinator", Roles.COORDINATOR),
    Part("conference.leader", "leader", "会务服务组长", "Conference group leader", Roles.TEAM_LEADER),
    Part("conference.attendant", "attendant", "会务服务员", "Attendant", Roles.ATTENDANT, 4),
    Part("conference.greeter", "greeter", "迎宾", "Greeter", Roles.RECEPTIONIST, 2),
    Part("environment.supervisor", "supervisor", "环境主管", "Environment supervisor", Roles.ENVIRONMENT_SUPERVISOR),
    Part("environment.cleaner", "cleaner", "保洁员", "Cleaner", Roles.CLEANER, 2),
    Part("hotline", "hotline", "服务热线", "Service hotline", Roles.HOTLINE),
    Part("frontdesk", "desk", "前台", "Front desk", Roles.RECEPTIONIST),
    Part("technician", "technician", "技术保障", "Technician", Roles.TECHNICIAN, 2),
    Part("security", "guard", "安保", "Security", Roles.GUARD, 2),
    Part("fire.checker", "fire", "消防检查员", "Fire checker", Roles.GUARD),
)

NAMES = (
    "王建国", "李敏", "张伟", "刘洋", "陈静", "杨帆", "赵磊", "黄丽", "周涛", "吴倩",
    "徐强", "孙悦", "马超", "朱婷", "胡斌", "郭颖", "何勇", "高洁", "林峰", "罗丹",
)  # fmt: skip


def read_heads(stage: Stage, duty: Duty, worker: User) -> None:
    """A count of heads is read from the list, not ticked."""
    block = Block.objects.select_related("event__site").get(pk=duty.subject_id)
    read_count(block=block, actor=worker, at=stage.now)
