"""What reception refuses."""


class ReceptionRefused(Exception):
    """Bad input: `field` names what is wrong ("" = the whole), str() says the rule in the reader's language.

    `article` is the law that is quoted, "" where no law speaks.
    """

    def __init__(self, field: str, message: str, article: str = "") -> None:
        super().__init__(message)
        self.field, self.article = field, article
