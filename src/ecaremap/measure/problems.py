"""What can go wrong so that nothing can be measured, in words."""


class UnreadableLog(Exception):
    """A log, or something about it, cannot be used at all.

    Attributes:
        message: what is wrong, in one sentence. fix: what to do instead.
    """

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
