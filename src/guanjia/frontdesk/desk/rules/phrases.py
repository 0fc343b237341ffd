"""What the desk says first (CALL-002)."""

OPENING = "您好，{company}，很高兴为您服务。"
OPENING_ENGLISH = "Good day, {company}. How may I help you?"
MOST = 60


def said_in(template: str, language: str) -> str:
    """The site's own words, or the house's in the reader's language where the site has chosen none."""
    return template or (OPENING_ENGLISH if language.startswith("en") else OPENING)


def opening(template: str, *, company: str, name: str = "") -> str:
    """The opening sentence with the company's name and, where the template asks for it, the speaker's."""
    return template.replace("{company}", company).replace("{name}", name)


def names_company(template: str) -> bool:
    """Whether an opening says who is speaking: the company's name must be in it."""
    return "{company}" in template
