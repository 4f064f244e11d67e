"""All errors that the program raises intentionally, in one tree.

    DepositaryError                 anything below; its text says what, where and what to do
    |-- InputError                  an input cannot be taken (exit code 2, or a refusal in the ledger)
    |   |-- ReportError             a report is malformed: empty, binary, badly encoded, a field missing
    |   |-- DateError               not a date
    |   |-- FetchError              a URL that cannot or must not be fetched
    |   |   |-- AddressError        not an address that may be fetched: no server was asked
    |   |   `-- UnreachableError    a server that does not answer, or not in time: it may later
    |   |-- UnknownNameError        a name that no state, organisation or group has, or that several have
    |   |-- UnpackError             compressed bytes that are damaged, truncated or too large
    |   `-- LanguageError           not a language code
    |-- LexiconError                a data file of the program is damaged or missing
    |-- ModelError                  the language model is missing or cannot be loaded
    |   `-- ModelServerError        the server of a language model cannot be used at all: the run stops
    |-- EvidenceError               a span differs from the text of its report
    |-- RegisterError               the register cannot be opened, read or written
    `-- ExchangeError               data cannot be exported, or exported files are damaged

>>> issubclass(DateError, InputError)
True
"""

from __future__ import annotations


class DepositaryError(Exception):
    """The base of all errors. Its message says what, where and what to do."""


class InputError(DepositaryError):
    """An input cannot be taken."""


class ReportError(InputError):
    """A report is malformed: empty, binary, badly encoded, or a field is missing."""


class DateError(InputError):
    """A text is not a date."""


class LanguageError(InputError):
    """A text is not a language code."""


class UnknownNameError(InputError):
    """No state, organisation or group has a name, or several have it."""


class FetchError(InputError):
    """A URL cannot be fetched, or must not be."""


class AddressError(FetchError):
    """A URL that is none, or that may not be asked; its server did no wrong."""


class UnreachableError(FetchError):
    """A server that does not answer, or not in time; later it may."""


class UnpackError(InputError):
    """Compressed bytes are damaged, truncated, or unpack to too much."""


class LexiconError(DepositaryError):
    """A data file of the program is damaged or missing."""


class ModelError(DepositaryError):
    """The language model is missing or cannot be loaded."""


class ModelServerError(ModelError):
    """The server of a language model cannot be used at all: no answer, a wrong key, an unknown model."""


class EvidenceError(DepositaryError):
    """A span differs from the text of its report."""


class RegisterError(DepositaryError):
    """The register cannot be opened, read or written."""


class ExchangeError(DepositaryError):
    """Data cannot be exported, or exported files are damaged."""
