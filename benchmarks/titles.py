"""How often the title of a page is right, and how often those of other libraries are, in one run.

    python benchmarks/titles.py FOLDER ... [--misses] [--half 1|2]

``FOLDER`` is one of the collections of ``pages.py`` that give titles. The other libraries (trafilatura,
newspaper4k, news-please, goose3, readability-lxml) take part as far as they are installed; none is needed.

What is counted, of all pages and of each half of the outlets (the rules may be tuned on the first alone):

- ``words``: the same words in the same order, quotes, dashes, white space, soft hyphens and case folded;
- ``kicker``: the same, a kicker or the name of an outlet around one of them aside;
- ``F1``: the mean of the F1 of their words (of texts that set no spaces: their letters); ``.9``: how many reach .9;
- ``printed``: ``words`` and ``kicker`` on those pages alone that print the expected title anywhere in their text.
  Some collections take titles from what a page tells search engines or networks, which its readers never see.

``--causes`` counts the pages of each half by what is between expected and found title, each page once:

- ``same``: letter by letter; ``typography``: the same words, other quotes, dashes, case or white space;
- ``kicker``: the same with a kicker or an outlet around one of them aside;
- ``shared``: expected is a title that the page states (structured data, meta tags, ``title``) and does not print;
- ``absent``: expected is neither stated nor printed by the page;
- ``printed``: the page prints the expected title somewhere, and another one was taken.
"""

from __future__ import annotations

import argparse
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from pages import Case, find_cases, find_half, holds, load, plain
from selectolax.lexbor import LexborHTMLParser

from depositary.errors import ReportError
from depositary.sources.heading import agree
from depositary.sources.headline import find_title, list_titles
from depositary.sources.markup import parse_markup
from depositary.sources.page import decode_page, find_url

Extractor = Callable[[str, str], str | None]
HIDDEN = "head, script, style, noscript, template"
TOKEN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]|[^\W_\u2e80-\u9fff\uac00-\ud7af]+")
INNER = ("tests", "resources", "parser", "test_data")
MEASURES = ("words", "kicker", "F1", ".9", "printed words", "printed kicker")


def main() -> None:
    """Measure each collection and print a table, and the misses of one half if asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--half", type=int, default=1)
    parser.add_argument("--causes", action="store_true")
    asked = parser.parse_args()
    warnings.filterwarnings("ignore")
    print(f"{'collection':16}{'extractor':18}{'half':>5}{'pages':>7}" + "".join(f"{name:>15}" for name in MEASURES))
    extractors = dict(list_extractors())
    for folder in asked.folders:
        cases = [case for case in find_cases(folder) if case.title]
        texts = [decode_page(load(case)) for case in cases]
        for name, extract in extractors.items():
            found = [take(extract, text, case) for case, text in zip(cases, texts, strict=True)]
            show(folder, name, cases, texts, found)
            if asked.causes and name == "depositary":
                show_causes(cases, texts, found)
            if asked.misses and name == "depositary":
                show_misses(cases, found, asked.half)


def list_extractors() -> Iterator[tuple[str, Extractor]]:
    """Yield the extractors that are installed."""
    yield "depositary", extract_own
    for name, make in PEERS.items():
        with suppress(ImportError):
            yield name, make()


def extract_own(text: str, url: str) -> str | None:
    """Return the title as Depositary takes it."""
    with suppress(ReportError):
        page = parse_markup(text)
        return find_title(page, find_url(page, url))
    return None


def make_trafilatura() -> Extractor:
    """Return the extractor of trafilatura."""
    library = import_module("trafilatura")
    return lambda text, url: library.extract_metadata(text, default_url=url).title


def make_newspaper() -> Extractor:
    """Return the extractor of newspaper4k."""
    library = import_module("newspaper")

    def extract(text: str, url: str) -> str | None:
        article = library.Article(url=url or "https://example.com/article")
        article.download(input_html=text)
        article.parse()
        return str(article.title)

    return extract


def make_newsplease() -> Extractor:
    """Return the extractor of news-please."""
    library = import_module("newsplease").NewsPlease
    return lambda text, url: library.from_html(text, url=url or None, fetch_images=False).title


def make_goose() -> Extractor:
    """Return the extractor of goose3."""
    library = import_module("goose3").Goose({"enable_image_fetching": False})
    return lambda text, url: library.extract(raw_html=text, url=url or None).title


def make_readability() -> Extractor:
    """Return the extractor of readability-lxml."""
    library = import_module("readability").Document
    return lambda text, url: library(text).short_title()


PEERS = {
    "trafilatura": make_trafilatura,
    "newspaper4k": make_newspaper,
    "news-please": make_newsplease,
    "goose3": make_goose,
    "readability-lxml": make_readability,
}


def take(extract: Extractor, text: str, case: Case) -> str:
    """Return the title that an extractor takes, nothing where it fails."""
    try:
        return extract(text, case.url or "") or ""
    except Exception:  # whatever another library raises is a miss of its own
        return ""


def show(folder: Path, name: str, cases: list[Case], texts: list[str], found: list[str]) -> None:
    """Print the lines of one extractor: both halves and all."""
    rows = [
        (find_half(case.outlet), judge(case.title or "", title), is_printed(case.title or "", text))
        for case, title, text in zip(cases, found, texts, strict=True)
    ]
    collection = next(part for part in reversed(folder.resolve().parts) if part not in INNER)
    for half, label in ((1, "1"), (2, "2"), (0, "all")):
        chosen = [row for row in rows if half in (0, row[0])]
        if not chosen:
            continue
        printed = [values for _, values, visible in chosen if visible]
        means = [mean([values[i] for _, values, _ in chosen]) for i in range(4)]
        means += [mean([values[i] for values in printed]) for i in range(2)]
        print(f"{collection:16}{name:18}{label:>5}{len(chosen):7}" + "".join(f"{value:15.3f}" for value in means))


def show_causes(cases: list[Case], texts: list[str], found: list[str]) -> None:
    """Print how many pages of each half have which cause."""
    causes = [name_cause(case, text, title) for case, text, title in zip(cases, texts, found, strict=True)]
    for half in (1, 2):
        counted = Counter(cause for case, cause in zip(cases, causes, strict=True) if find_half(case.outlet) == half)
        print(f"  half {half}: " + ", ".join(f"{cause} {count}" for cause, count in counted.most_common()))


def name_cause(case: Case, text: str, found: str) -> str:
    """Return what is between the expected title of a page and the one found."""
    expected = case.title or ""
    if plain(expected) == plain(found):
        return "same" if expected.strip() == found else "typography"
    if holds(expected, found):
        return "kicker"
    if is_printed(expected, text):
        return "printed"
    return "shared" if is_stated(expected, text) else "absent"


def is_stated(title: str, text: str) -> bool:
    """Tell whether a page states a title outside its text, the name of an outlet around it aside."""
    with suppress(ReportError):
        return any(holds(title, stated) for stated in list_titles(parse_markup(text)))
    return False


def show_misses(cases: list[Case], found: list[str], half: int) -> None:
    """Print what is wrong in one half."""
    for case, title in zip(cases, found, strict=True):
        if find_half(case.outlet) == half and plain(case.title or "") != plain(title):
            print(f"  {case.name}\n    expected {case.title!r}\n    found    {title!r}")


def judge(expected: str, found: str) -> tuple[float, float, float, float]:
    """Return how right a title is: same words, kicker aside, F1, and whether that reaches .9."""
    same = plain(expected) == plain(found)
    f1 = 1.0 if same else overlap(expected, found)
    return float(same), float(holds(expected, found)), f1, float(f1 >= 0.9)


def overlap(expected: str, found: str) -> float:
    """Return the F1 of the words of two titles."""
    one, two = (Counter(TOKEN.findall(plain(text))) for text in (expected, found))
    return agree(one, two)


def is_printed(title: str, text: str) -> bool:
    """Tell whether a page prints a title anywhere in what its readers see."""
    tree = LexborHTMLParser(text)
    for node in tree.css(HIDDEN):
        node.decompose()
    return f" {plain(title)} " in f" {plain(tree.body.text(separator=' ') if tree.body else '')} "


def mean(values: list[float]) -> float:
    """Return the mean of some values, 0 of none."""
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    main()
