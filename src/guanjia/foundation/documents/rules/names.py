"""How a name is set on a card."""

WIDE_BLANK = "\u3000"


def card_name(name: str) -> str:
    """The name as place cards show it: a two-character Chinese name gets a wide blank between its characters."""
    calm = " ".join(name.split())
    if len(calm) == 2 and all("\u3400" <= char <= "\u9fff" or ord(char) > 0x1FFFF for char in calm):
        return calm[0] + WIDE_BLANK + calm[1]
    return calm.replace("•", "·").replace("‧", "·").replace("・", "·")
