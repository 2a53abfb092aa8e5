"""What can go wrong between us and Google, and whether trying again can ever help.

GoogleError
├── PassingError (permanent = False): the same call may succeed later
│   ├── RateLimited          429, or Drive's 403 rateLimitExceeded
│   ├── Unavailable          5xx, a reset, a timeout: nothing was changed, or it was a read
│   └── OutcomeUnknown       the same on a write: it may have been applied; read again and diff
└── PermanentError (permanent = True): a person must do something first
    ├── NotFound             404: deleted, or never shared with us
    ├── AccessLost           403: the file is no longer shared with us
    ├── NotASpreadsheet      400: an .xlsx kept in Drive
    ├── ProtectedAgainstUs   400: somebody protected a range that we write
    ├── QuotaUsedUp          403: storage, daily or sharing quota
    ├── AnswerTooLarge       what Google says of the file is more than we can hold
    ├── CredentialsRefused   the key was refused by the token endpoint, or 401
    └── Refused              any other 4xx
"""


# Each is named by what happened, not by the fact that it is an exception.
# ruff: noqa: N818


class GoogleError(Exception):
    """Google did not do what we asked."""

    permanent = False

    def __init__(self, detail: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(detail or (type(self).__doc__ or "").strip())
        self.retry_after = retry_after


class PassingError(GoogleError):
    """The same call may succeed later."""


class RateLimited(PassingError):
    """Google's quota for this minute is used up."""


class Unavailable(PassingError):
    """Google did not answer."""


class OutcomeUnknown(PassingError):
    """A write got no clear answer: it may have been applied."""


class PermanentError(GoogleError):
    """The same call cannot succeed until a person changes something."""

    permanent = True


class NotFound(PermanentError):
    """The file does not exist, or was never shared with the service account."""


class AccessLost(PermanentError):
    """The service account may not open the file."""


class NotASpreadsheet(PermanentError):
    """The file is not a Google Sheet (an .xlsx in Drive, for example)."""


class ProtectedAgainstUs(PermanentError):
    """A range that we write is protected against the service account."""


class QuotaUsedUp(PermanentError):
    """A quota that does not come back within minutes is used up."""


class AnswerTooLarge(PermanentError):
    """What Google says of the file is more than this process can hold."""


class CredentialsRefused(PermanentError):
    """Google refuses the service account's key."""


class Refused(PermanentError):
    """Google refuses the request."""
