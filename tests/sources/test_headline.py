"""Which of the headlines that a page gives is its title."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depositary.sources.byline import clean_byline
from depositary.sources.headline import find_title
from depositary.sources.markup import parse_markup

HOST = "https://www.lakedaily.example/politics/1"


def title_of(markup: str, url: str | None = HOST) -> str | None:
    return find_title(parse_markup(markup), url)


def meta(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


PAGES = {
    "of two headings that titles do not know, the short one and the repeated ones are furniture": (
        "<title>Ferry treaty: what the lake talks about | Lakedaily</title><h1>Videos of today</h1>"
        "<h1>Four neighbours agree at last who may cross, fish and rescue where</h1>"
        "<h1>Have our newsletter sent to your home every single day</h1>"
        "<h1>Have our newsletter sent to your home every single day</h1>",
        "Four neighbours agree at last who may cross, fish and rescue where",
    ),
    "a heading that is a whole title is not cut at its bar": (
        "<title>Nile ferries | From pier to pier</title><h2>Nile ferries: questions</h2>"
        "<h2>Nile ferries | From pier to pier</h2>",
        "Nile ferries | From pier to pier",
    ),
    "a day before the headline goes": (
        "<title>Nile ferries</title><h2>24.12.2022 - Treaty on Nile ferries signed</h2>"
        + meta("24.12.2022 - Treaty on Nile ferries signed"),
        "Treaty on Nile ferries signed",
    ),
    "a section that stands behind two of three titles goes": (
        '<meta name="twitter:title" content="Treaty on Nile ferries signed-Politics">'
        + meta("Treaty on Nile ferries signed-Politics")
        + "<title>Treaty on Nile ferries signed</title>",
        "Treaty on Nile ferries signed",
    ),
    "what a page calls its site is no name if it is its title": (
        '<meta name="application-name" content="Nile ferries - Treaty signed in Juba">'
        "<title>Nile ferries - Treaty signed in Juba</title>",
        "Nile ferries - Treaty signed in Juba",
    ),
    "the printed headline goes before the one for search and sharing": (
        meta("Ferry treaty: ministers sign in Juba") + "<h1>Ministers sign treaty on Nile ferries in Juba</h1>",
        "Ministers sign treaty on Nile ferries in Juba",
    ),
    "a motto behind the name of the outlet goes with it": (
        "<title>Ministers sign treaty in Juba : Lakedaily Archive | All about ferries and their friends</title>",
        "Ministers sign treaty in Juba",
    ),
    "a longer name that ends with that of the outlet goes": (
        "<title>Ministers sign treaty in Juba - The International Weekly Lakedaily</title>",
        "Ministers sign treaty in Juba",
    ),
    "a title that was cut short is whole in the heading": (
        meta("Ministers of four states on the lake sign a treaty on ferries, fishing and")
        + "<h1>Ministers of four states on the lake sign a treaty on ferries, fishing and rescue at sea</h1>",
        "Ministers of four states on the lake sign a treaty on ferries, fishing and rescue at sea",
    ),
    "the name of the site may be a heading": (
        "<title>Ferry treaty signed - The Lake Daily</title><h1>The Lake Daily</h1><h1>Ferry treaty signed</h1>",
        "Ferry treaty signed",
    ),
    "a heading that leads home is the name of the site": (
        "<title>Ferry treaty signed by four</title><h1><a href='/'>All the news that floats</a></h1>",
        "Ferry treaty signed by four",
    ),
    "the first heading may stand in the path above the report": (
        "<title>Ferry treaty: four states sign in Juba</title><ol class=breadcrumbs><li><h1>Ferry treaty: four states"
        " sign in Juba</h1></ol><article><h2>Four states sign the ferry treaty</h2></article>"
        + meta("Four states sign the ferry treaty"),
        "Four states sign the ferry treaty",
    ),
    "the path is a title, and better than a heading that is only like one": (
        "<title>Ferry treaty: four states sign in Juba</title><ol class=breadcrumbs><li><h1>Ferry treaty: four states"
        " sign in Juba</h1></ol><article><h2>Four states sign the ferry treaty</h2></article>",
        "Ferry treaty: four states sign in Juba",
    ),
    "a heading of the third level that is the title goes before one that is not": (
        "<title>Ferry treaty signed in Juba | Lakedaily</title><h2>4 replies to “Ferry treaty signed in Juba”</h2>"
        "<h1>Notes of an old sailor</h1><h3>Ferry treaty signed in Juba!</h3>",
        "Ferry treaty signed in Juba!",
    ),
    "a heading of the third level that is the title goes before a longer one that holds it": (
        "<title>Four ministers sign the treaty on Nile ferries in Juba</title><h2>On “Four ministers sign the"
        " treaty on Nile ferries in Juba”</h2><h3>Four ministers sign the treaty on Nile ferries in Juba</h3>",
        "Four ministers sign the treaty on Nile ferries in Juba",
    ),
    "a heading of the third level that is only like the title stays aside": (
        "<title>Ferry treaty signed in Juba | Lakedaily</title><h3>Ferry treaty signed: what now?</h3>",
        "Ferry treaty signed in Juba",
    ),
    "a heading that leads home by the whole address is the name of the site": (
        "<title>Ferry treaty signed by four</title>"
        "<h1><a href='https://lakedaily.example'>All the news that floats</a></h1>",
        "Ferry treaty signed by four",
    ),
    "a heading that leads to the first page of another site is a headline": (
        "<title>Lakes and rivers</title><h1><a href='https://ferries.example/'>Four ministers, one pen</a></h1>",
        "Four ministers, one pen",
    ),
    "a heading that leads to itself is a headline": (
        "<title>Lakes and rivers</title><h1><a href='#'>Four ministers, one pen</a></h1>",
        "Four ministers, one pen",
    ),
    "a whole sentence before another is no kicker for a dash in the title": (
        meta("What ferries owe to the lake and to each other - Four states sign")
        + "<h1><span>What ferries owe to the lake and to each other</span><br><span>Four states sign</span></h1>",
        "What ferries owe to the lake and to each other Four states sign",
    ),
    "markup within a word does not part it": (
        "<title>Ferry treaty signed | Lakedaily</title><h1>F<span>erry treaty</span> <b>signed</b></h1>",
        "Ferry treaty signed",
    ),
    "words of the heading keep the marks that they are printed with": (
        "<title>Ferry treaty - signed | Lakedaily</title><h1>Ferry treaty: signed</h1>",
        "Ferry treaty: signed",
    ),
    "a printed headline loses the outlet behind it": (
        "<title>Ferry treaty signed – Lakedaily - Lakedaily</title><h1>Ferry treaty signed – Lakedaily</h1>",
        "Ferry treaty signed",
    ),
    "a section of texts without spaces goes with the outlet behind it": (
        "<title>네 나라가 호수 나룻배 조약에 서명했다-정치ㅣ호수일보</title>",
        "네 나라가 호수 나룻배 조약에 서명했다",
    ),
    "the path is better than a heading of another matter": (
        "<title>Ferry treaty signed in Juba</title><nav><h1>Ferry treaty signed in Juba</h1></nav><h2>Weather</h2>",
        "Ferry treaty signed in Juba",
    ),
    "a heading of the second level must be the very title": (
        "<title>Ferry treaty signed in Juba</title><h2>Ferry treaty signed: what now?</h2>",
        "Ferry treaty signed in Juba",
    ),
    "the only heading of the page, though no title is near": (
        "<title>Lakes and rivers, our dossier</title><h1>Four ministers, one pen</h1>",
        "Four ministers, one pen",
    ),
    "a kicker that its class names": (
        meta("Transport: Four states sign ferry treaty")
        + "<h1><span class='head__kicker'>Transport</span> <span>Four states sign ferry treaty</span></h1>",
        "Four states sign ferry treaty",
    ),
    "a kicker that a title sets apart": (
        meta("On the lake - Four states sign ferry treaty")
        + "<h1><span>On the lake</span><br><span>Four states sign ferry treaty</span></h1>",
        "Four states sign ferry treaty",
    ),
    "a kicker that a title lacks": (
        meta("Four states sign ferry treaty") + "<h1><div>On the lake |</div>Four states sign ferry treaty</h1>",
        "Four states sign ferry treaty",
    ),
    "a kicker that heading and titles join stays": (
        meta("On the lake: Four states sign ferry treaty")
        + "<h1><span class=kicker>On the lake</span><span>: </span>Four states sign ferry treaty</h1>",
        "On the lake: Four states sign ferry treaty",
    ),
    "words that are set off by their letters stay": (
        meta("Hope sails for Juba") + "<h1><em>Hope</em> sails for <b>Juba</b></h1>",
        "Hope sails for Juba",
    ),
    "a second line that the titles lack": (
        meta("Ferry treaty signed") + "<h1>Ferry treaty signed <span>What each of the four states gains</span></h1>",
        "Ferry treaty signed",
    ),
    "soft hyphens are not seen": (
        "<h1>Ferry trans\xadport treaty signed</h1>",
        "Ferry transport treaty signed",
    ),
    "a separator that belongs to the headline": (
        "<meta property='og:site_name' content='RP'><title>Art on the prow - Painters meet - RP</title>",
        "Art on the prow - Painters meet",
    ),
    "an outlet behind a colon": (
        '<meta property="og:site_name" content="湖畔日誌"><title>四国签署「渡轮条约」:湖畔日誌</title>',
        "四国签署「渡轮条约」",
    ),
    "what is said behind a colon stays": (
        '<meta property="og:site_name" content="湖畔日誌"><title>外交部：四国签署渡轮条约</title>',
        "外交部：四国签署渡轮条约",
    ),
    "outlets of texts without spaces": ("<title>四国签署湖上渡轮条约-湖畔新闻网</title>", "四国签署湖上渡轮条约"),
    "a hyphen of texts without spaces": ("<title>苏丹-乍得签署湖上条约</title>", "苏丹-乍得签署湖上条约"),
    "the title that two sources share": (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferries"}</script>'
        + meta("Four states sign ferry treaty")
        + "<title>Four states sign ferry treaty | Lake Daily</title>",
        "Four states sign ferry treaty",
    ),
}


@pytest.mark.parametrize(("markup", "title"), PAGES.values(), ids=PAGES)
def test_title_is_the_headline_that_readers_see(markup, title):
    assert title_of(markup) == title


def test_a_page_without_titles_has_none():
    assert title_of("<p>Four states signed a treaty.</p>") is None


def test_an_unclosed_heading_is_no_headline():
    assert (
        title_of("<title>Ferry treaty signed</title><h1>" + "<p>Ferry treaty signed</p>" * 1000)
        == "Ferry treaty signed"
    )


def test_many_nested_headings_cost_little():
    begun = time.process_time()
    assert title_of("<title>Ferry treaty signed</title>" + "<h1><div>Ferry</div>" * 200 + "<h2><i>" * 200)
    assert time.process_time() - begun < 2


TEXT = st.text("abAB: |-–/", max_size=20)


@given(TEXT, TEXT, TEXT, st.sampled_from(["span class=kicker", "small", "b", "a href=/x"]))
def test_any_heading_gives_a_title_of_its_own_words(title, first, rest, tag):
    markup = f"<title>{title}</title><h1><{tag}>{first}</{tag.split()[0]}>{rest}</h1>"
    found = title_of(markup)
    assert found is None or any("".join(found.split()) in "".join(text.split()) for text in (title, first + rest))


NAMED = "<title>You will not believe who sails where now</title>"


@pytest.mark.parametrize("level", ["h1", "h2"])
@pytest.mark.parametrize("heading", ["Nile Ferry Treaty", "Nile-Ferry-Treaty"])
def test_a_heading_that_the_address_names_is_the_headline(level: str, heading: str) -> None:
    markup = f"{NAMED}<h2>Weather map</h2><{level}>{heading}</{level}>"
    assert title_of(markup, "https://www.lakedaily.example/world/nile-ferry-treaty.html") == heading


@pytest.mark.parametrize("heading", ["Ferries", "Weather map"])
def test_one_word_or_a_heading_of_another_matter_is_not_named(heading: str) -> None:
    markup = f"{NAMED}<h2>{heading}</h2>"
    assert title_of(markup, "https://www.lakedaily.example/ferries") == "You will not believe who sails where now"


def test_a_title_that_the_address_names_better_stays() -> None:
    markup = "<title>Nile ferry treaty signed</title><h2>Nile ferries</h2>"
    assert title_of(markup, "https://www.lakedaily.example/nile-ferry-treaty-signed") == "Nile ferry treaty signed"


def test_an_address_made_of_the_title_outweighs_a_heading_unlike_both() -> None:
    markup = NAMED + "<h1>Four ministers, one pen</h1>"
    made = "https://www.lakedaily.example/you-will-not-believe-who-sails-where-now"
    assert title_of(markup, made) == "You will not believe who sails where now"
    assert title_of(markup, made.replace("sails", "1")) == "Four ministers, one pen"


def test_the_first_page_of_a_site_may_lead_to_itself() -> None:
    markup = "<title>Lakes and rivers</title><h1><a href='https://lakedaily.example/'>Four ministers, one pen</a></h1>"
    assert title_of(markup, "https://lakedaily.example/") == "Four ministers, one pen"


@pytest.mark.parametrize("href", ["http://[lake", "", "   "])
def test_a_broken_link_leads_nowhere(href: str) -> None:
    assert title_of(f"<title>Lakes</title><h1><a href='{href}'>Four ministers, one pen</a></h1>")


@pytest.mark.parametrize(
    ("told", "byline"),
    [("By Ana Oz May 3, 2021", "Ana Oz"), ("Ana Oz vor 3 Stunden", "Ana Oz"), ("By Ana May", "Ana May")],
)
def test_a_byline_ends_before_the_day_that_follows_it(told: str, byline: str) -> None:
    assert clean_byline(told) == byline
