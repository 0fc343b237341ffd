"""How a name is set on a card."""

WIDE_BLANK = "\u3000"


def card_name(name: str) -> str:
    """The name as place cards show it: a two-character Chinese name gets a wide blank between its characters."""
    tight = "".join(name.split())
    if len(tight) == 2 and all("\u3400" <= char <= "\u9fff" or ord(char) > 0x1FFFF for char in tight):
        return tight[0] + WIDE_BLANK + tight[1]
    return " ".join(name.split()).replace("•", "·").replace("‧", "·").replace("・", "·")
