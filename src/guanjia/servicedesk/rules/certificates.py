"""Which skills need a certificate (EQUI-010)."""

CERTIFICATE_OF = {"electrical": "electrician", "lift": "lift"}
"""Kind of posts.Qualification by skill; a skill that is missing needs none."""


def certificate_for(skill: str) -> str:
    """The certificate that work of this skill asks for, "" for none."""
    return CERTIFICATE_OF.get(skill, "")
