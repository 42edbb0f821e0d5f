"""Errors a person can act on.

Every error a user may meet is one of these. The message is Swedish, says what is wrong and what to do about
it, and never holds the value of a cell: messages end up in logs and on projectors.
"""


class JamstalldError(Exception):
    """Anything that is wrong in a way the reader can do something about.

    Parameters
    ----------
    message
        Swedish, one or two sentences: what is wrong, and how to mend it.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnreadableFileError(JamstalldError):
    """The file is broken, empty, locked by a password or no spreadsheet at all."""


class RequestError(JamstalldError):
    """The question asks for something that does not exist or may not be asked."""


class MissingVariableError(RequestError):
    """The loaded data lack the variable a view is about."""


class EmptyDatabaseError(RequestError):
    """Nothing has been loaded yet."""


class DatabaseError(JamstalldError):
    """The database cannot be opened, is used by another process or belongs to another salt."""


class SettingsError(JamstalldError):
    """A setting is missing, unreadable or outside what is allowed."""
