"""The people who run a conference site: posts, accounts, roles, and who stands where in which hours."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from guanjia.conference.actions.counting import read_count
from guanjia.conference.models import Block
from guanjia.duties.public import Duty
from guanjia.foundation.rehearsal.public import Stage
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.people.public import Membership, Roles, User
from guanjia.posts.public import Post, Roster


@dataclass(frozen=True)
class Part:
    """A post with the role of those who stand on it and how many there are; `login` begins their user names."""

    code: str
    login: str
    zh: str
    en: str
    role: Roles
    heads: int = 1


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


@dataclass
class Crew:
    """Everybody by the code of their post, in a fixed order."""

    by_post: dict[str, list[User]]

    def everybody(self) -> list[User]:
        """All of them, in the order of PARTS."""
        return [user for part in PARTS for user in self.by_post[part.code]]


def engage(site: Site, *, prefix: str, password: str | None = None) -> Crew:
    """Make posts, accounts (prefix, login, number from the second on) and roles for a site that has none.

    Without a password nobody can log in with them.
    """
    pattern = User(username="pattern")
    if password is None:
        pattern.set_unusable_password()
    else:
        pattern.set_password(password)
    crew, names = Crew({}), iter(NAMES)
    for part in PARTS:
        Post.objects.create(site=site, code=part.code, name_zh=part.zh, name_en=part.en)
        users = User.objects.bulk_create(
            User(
                username=f"{prefix}{part.login}{number if number > 1 else ''}",
                display_name=next(names),
                password=pattern.password,
            )
            for number in range(1, part.heads + 1)
        )
        Membership.objects.bulk_create(
            Membership(user=user, company=site.company, site=site, role=part.role) for user in users
        )
        crew.by_post[part.code] = users
    return crew


def fill_roster(site: Site, crew: Crew, days: list[date], *, begin: time = time(6), end: time = time(23)) -> None:
    """Put everybody on their post from `begin` to `end` of each day on the site's wall clock."""
    posts = {post.code: post for post in Post.objects.filter(site=site)}
    Roster.objects.bulk_create(
        Roster(
            site=site,
            post=posts[part.code],
            user=user,
            starts_at=to_utc(site, datetime.combine(day, begin)),
            ends_at=to_utc(site, datetime.combine(day, end)),
        )
        for day in days
        for part in PARTS
        for user in crew.by_post[part.code]
    )


def days_between(first: date, last: date) -> list[date]:
    """All days from the first to the last."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def read_heads(stage: Stage, duty: Duty, worker: User) -> None:
    """A count of heads is read from the list, not ticked."""
    block = Block.objects.select_related("event__site").get(pk=duty.subject_id)
    read_count(block=block, actor=worker, at=stage.now)
