"""A treaty's own text as a value: title, preamble, articles, annexes, signature block, final clauses, identifiers.

Every part names its words by a span of the report that holds the text.

>>> Identifier(Scheme.CETS, "210").value
'210'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from depositary.model.clauses import Clauses
from depositary.model.text import Report, Span
from depositary.model.vocabulary import Kind, RelationCode


class Scheme(StrEnum):
    """A list of treaties that gives each a number or a name."""

    UNTS = "unts"  # registration number of the United Nations Treaty Series
    MTDSG = "mtdsg"  # chapter and number among the treaties deposited with the Secretary-General
    CETS = "cets"  # Council of Europe Treaty Series; ETS up to number 193
    UKTS = "ukts"  # United Kingdom Treaty Series, number and year
    CELEX = "celex"  # document number of the law of the European Union
    ELI = "eli"  # European Legislation Identifier
    WIKIDATA = "wikidata"


class Identifier(msgspec.Struct, frozen=True, order=True):
    """The number or name of a treaty in one list, in its usual form."""

    scheme: Scheme
    value: str


class Parent(msgspec.Struct, frozen=True):
    """The agreement that a protocol, an amendment or an extension belongs to.

    ``start`` and ``end`` are its place in the title.
    """

    relation: RelationCode
    title: str
    start: int
    end: int


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of an article. ``label`` is its number or letter, as "2" or "a"."""

    label: str | None
    span: Span


class Article(msgspec.Struct, frozen=True):
    """An article. ``number`` is as "12", "2.1" or "XIV"; ``part`` is the chapter that it stands in."""

    number: str
    title: str | None
    part: str | None
    heading: Span
    paragraphs: tuple[Paragraph, ...] = ()


class Annex(msgspec.Struct, frozen=True):
    """An annex, appendix, schedule or attached protocol."""

    title: str
    span: Span


class SignatureBlock(msgspec.Struct, frozen=True):
    """The words above the signatures: where and when it was done, in which languages."""

    span: Span
    place: str | None = None
    on: dt.date | None = None
    languages: tuple[str, ...] = ()


class Topic(StrEnum):
    """What a final clause is about."""

    CONSENT = "consent"
    ENTRY = "entry"
    JOINING = "joining"
    PROVISIONAL = "provisional"
    LEAVING = "leaving"
    DURATION = "duration"
    RENEWAL = "renewal"
    AMENDMENT = "amendment"
    RESERVATIONS = "reservations"
    DISPUTES = "disputes"
    DEPOSITARY = "depositary"
    LANGUAGES = "languages"
    REGISTRATION = "registration"


class Provision(msgspec.Struct, frozen=True):
    """One sentence of the text that gives a final clause. ``article`` is the number of its article."""

    topic: Topic
    article: str | None
    span: Span
    said: Clauses


class TreatyText(msgspec.Struct, frozen=True):
    """The text of one treaty, taken apart. ``clauses`` joins what its provisions say."""

    title: str
    kind: Kind
    parties: tuple[str, ...] = ()
    subject: str | None = None
    parent: Parent | None = None
    heading: Span | None = None
    preamble: Span | None = None
    articles: tuple[Article, ...] = ()
    annexes: tuple[Annex, ...] = ()
    signature: SignatureBlock | None = None
    clauses: Clauses = Clauses()
    provisions: tuple[Provision, ...] = ()
    identifiers: tuple[Identifier, ...] = ()

    def spans(self) -> Iterator[Span]:
        """Yield every span of the text."""
        yield from (span for span in (self.heading, self.preamble) if span)
        for article in self.articles:
            yield article.heading
            yield from (paragraph.span for paragraph in article.paragraphs)
        yield from (annex.span for annex in self.annexes)
        yield from (provision.span for provision in self.provisions)
        if self.signature:
            yield self.signature.span

    def assert_evidence(self, report: Report) -> TreatyText:
        """Check that every span has the words of the report, and return the value.

        Raises:
            EvidenceError: a span differs from the text of the report.
        """
        for span in self.spans():
            report.assert_span(span)
        return self
