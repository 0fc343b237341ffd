"""Names, telephones and number plates of people who do not exist."""

from itertools import accumulate
from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单仇"
)
RARE_SURNAMES = ("欧阳", "司徒", "诸葛", "上官", "尉迟")
COMMON = list(accumulate(max(1, 60 - place) for place in range(len(SURNAMES))))
GIVEN = {
    "m": "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢阳建国志海文博轩晨睿泽",
    "f": "芳娜敏静丽艳娟霞秀英慧巧雅琴玉兰红玲燕莉萍雪梅倩婷怡欣悦佳琪璐瑶洁颖晶蕾薇月桂珍琳涵",
}
DOUBLE_GIVEN = 0.62
PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
PLATE_SIGNS = "0123456789"


def draw_name(rng: Random, gender: str, surname: str = "") -> str:
    """A Chinese name, of this surname when one is given."""
    if not surname:
        rare = rng.random() < 0.01
        surname = rng.choice(RARE_SURNAMES) if rare else rng.choices(SURNAMES, cum_weights=COMMON)[0]
    signs = GIVEN[gender]
    given = rng.choice(signs)
    return surname + given + (rng.choice(signs) if rng.random() < DOUBLE_GIVEN else "")


def phone_of(number: int) -> str:
    """The telephone of the person with this number. 154 is given to nobody, so nobody real is ever rung; the digits are
    stirred, so that tails spread evenly and no two persons share a whole number.
    """
    return f"154{number * 38_710_007 % 100_000_000:08}"


def draw_plate(rng: Random, province: str = "浙A") -> str:
    """A number plate."""
    signs = rng.choice(PLATE_LETTERS) + "".join(rng.choice(PLATE_SIGNS) for _ in range(4))
    return province + signs
