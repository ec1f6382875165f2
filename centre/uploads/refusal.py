"""A file that is not taken, and why, in words for who sent it."""


class Refusal(Exception):
    """A file is refused. ``message`` is a lazy translation, to be formatted with ``params``."""

    def __init__(self, message: object, code: str, **params: object) -> None:
        super().__init__(message, code, params)
        self.message = message
        self.code = code
        self.params = params
