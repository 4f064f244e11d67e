"""All errors that the program raises on purpose, in one tree.

    DepositaryError                 anything below; its text says what, where and what to do
    |-- InputError                  an input cannot be taken (exit code 2, or a refusal in the ledger)
    |   |-- ReportError             a report is malformed: empty, binary, badly encoded, a field missing
    |   |-- DateError               a date that is none
    |   |-- FetchError              a URL that cannot be fetched, or may not be
    |   |   `-- UnreachableError    a server that does not answer, or not in time: later it may
    |   |-- UnpackError             packed bytes that are damaged, cut off or a bomb
    |   `-- LanguageError           a language code that is none
    |-- LexiconError                a data file of the program is damaged or missing
    |-- ModelError                  the linguistic model is missing or does not load
    |   `-- ModelServerError        the server of a language model cannot be used at all: the run stops
    |-- EvidenceError               a span does not hold the words it claims to hold
    |-- RegisterError               the register cannot be opened, read or written
    `-- ExchangeError               data cannot be written out, or what was written is damaged

>>> issubclass(DateError, InputError)
True
"""

from __future__ import annotations


class DepositaryError(Exception):
    """Anything that the program refuses, in words a user can act on."""


class InputError(DepositaryError):
    """An input cannot be taken."""


class ReportError(InputError):
    """A report is malformed: empty, binary, badly encoded, or a field is missing."""


class DateError(InputError):
    """A date that is none."""


class LanguageError(InputError):
    """A language code that is none."""


class FetchError(InputError):
    """A URL that cannot be fetched, or may not be."""


class UnreachableError(FetchError):
    """A server that does not answer, or not in time; later it may."""


class UnpackError(InputError):
    """Packed bytes that are damaged, cut off, or unpack to too much."""


class LexiconError(DepositaryError):
    """A data file of the program is damaged or missing."""


class ModelError(DepositaryError):
    """The linguistic model is missing or does not load."""


class ModelServerError(ModelError):
    """The server of a language model cannot be used at all: no answer, a wrong key, an unknown model."""


class EvidenceError(DepositaryError):
    """A span does not hold the words it claims to hold."""


class RegisterError(DepositaryError):
    """The register cannot be opened, read or written."""


class ExchangeError(DepositaryError):
    """Data cannot be written out, or what was written is damaged."""
