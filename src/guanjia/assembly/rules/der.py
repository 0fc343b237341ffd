"""The little of DER (X.690) that time stamps need: values with a tag and a definite length, written and read strictly."""

from dataclasses import dataclass

INTEGER, BIT_STRING, OCTETS, NULL, OID, TIME, SEQUENCE, SET = 0x02, 0x03, 0x04, 0x05, 0x06, 0x18, 0x30, 0x31
BOOLEAN_TRUE = b"\x01\x01\xff"


class BadDer(ValueError):
    """Not DER, or not what was expected there."""


@dataclass(frozen=True)
class Value:
    """One value: its tag, what is in it, and all its bytes."""

    tag: int
    body: bytes
    whole: bytes

    def parts(self) -> list["Value"]:
        """The values in it, one after the other."""
        return read_all(self.body)

    def expect(self, tag: int) -> "Value":
        """Itself, if it has this tag; else BadDer."""
        if self.tag != tag:
            raise BadDer(f"tag {self.tag:#x} where {tag:#x} belongs")
        return self

    @property
    def number(self) -> int:
        """The integer that it is."""
        return int.from_bytes(self.expect(INTEGER).body, "big", signed=True)

    @property
    def oid(self) -> str:
        """The object identifier that it is, with dots."""
        body = self.expect(OID).body
        if not body:
            raise BadDer("an empty object identifier")
        arcs, arc = [min(body[0] // 40, 2)], 0
        arcs.append(body[0] - 40 * arcs[0])
        for byte in body[1:]:
            arc = arc << 7 | byte & 0x7F
            if not byte & 0x80:
                arcs.append(arc)
                arc = 0
        return ".".join(map(str, arcs))


def read_one(data: bytes) -> Value:
    """The one value that these bytes are; raises BadDer for less or more."""
    found = read_all(data)
    if len(found) != 1:
        raise BadDer("one value was expected")
    return found[0]


def read_all(data: bytes) -> list[Value]:
    """All values of these bytes. Raises BadDer for what is cut off or has no definite length."""
    found, at = [], 0
    while at < len(data):
        value = _read(data, at)
        found.append(value)
        at += len(value.whole)
    return found


def _read(data: bytes, at: int) -> Value:
    if at + 2 > len(data) or data[at] & 0x1F == 0x1F:
        raise BadDer("cut off, or a long tag")
    length, head = data[at + 1], 2
    if length & 0x80:
        size = length & 0x7F
        if not 1 <= size <= 4 or at + 2 + size > len(data):
            raise BadDer("no definite length")
        length, head = int.from_bytes(data[at + 2 : at + 2 + size], "big"), 2 + size
    end = at + head + length
    if end > len(data):
        raise BadDer("cut off")
    return Value(data[at], data[at + head : end], data[at:end])


def write(tag: int, *parts: bytes) -> bytes:
    """A value of this tag with these parts."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    size = (len(body).bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + len(body).to_bytes(size, "big") + body


def integer(number: int) -> bytes:
    """An integer that is not negative."""
    return write(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def identifier(dotted: str) -> bytes:
    """An object identifier."""
    first, second, *rest = map(int, dotted.split("."))
    body = bytes([first * 40 + second])
    for arc in rest:
        septets = [arc & 0x7F]
        while arc := arc >> 7:
            septets.append(arc & 0x7F | 0x80)
        body += bytes(reversed(septets))
    return write(OID, body)
