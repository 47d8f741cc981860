"""The report page: the same numbers as the file, in few queries, with its empty states."""

import csv
import io
import re
from html import unescape

import pytest

from tests import given
from tests import given_surveys as gs
from tests.pages.world import address, client_of, the
from tests.reporting import scenes
from tests.reporting.test_speed import LIMIT

pytestmark = pytest.mark.django_db

ARTICLE = re.compile(r'<article class="mo-indicator" id="(\w+)".*?</article>', re.DOTALL)
ROW = re.compile(r'<tr[^>]*><th scope="row">(.*?)</th>(.*?)</tr>', re.DOTALL)
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)


def words_of(html):
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def on_screen(html):
    """The figures of all tables: indicator, place, value, range, people."""
    found = set()
    for article in ARTICLE.finditer(html):
        for place, cells in ROW.findall(article[0]):
            texts = [words_of(cell) for cell in CELL.findall(cells)]
            if texts[0].startswith("Hidden"):
                found.add((article[1], words_of(place), "hidden", "hidden", "hidden"))
            elif len(texts) == 4:
                value = texts[0].split(" ")[0]
                people = texts[2].split(",")[0]
                found.add((article[1], words_of(place), value, texts[1], people))
    return found


def in_file(text, *, page_cohort):
    """The same from the file: each row stands over time, by cohort, or in both tables."""
    rows = list(csv.DictReader(io.StringIO(text)))
    newest = {}
    for row in rows:
        newest[row["indicator"]] = max(int(row["release"]), newest.get(row["indicator"], 0))
    found = set()
    for row in rows:
        sign = "%" if row["unit"] == "%" else ""
        numbers = (f"{row['value']}{sign}", f"{row['low']}{sign} to {row['high']}{sign}")
        people = f"{row['people']} of {row['asked']} people"
        figure = ("hidden",) * 3 if row["value"] == "hidden" else (*numbers, people)
        if row["cohort"] == page_cohort:
            found.add((row["indicator"], row["window_or_quarter"], *figure))
        if int(row["release"]) == newest[row["indicator"]]:
            found.add((row["indicator"], row["cohort"], *figure))
    return found


@pytest.mark.parametrize(
    ("query", "page_cohort"),
    [("", "Whole program"), ("?cohort=spring", "Spring"), ("?release=1&cohort=autumn", "Autumn")],
)
def test_the_file_holds_exactly_what_the_page_shows(program, query, page_cohort):
    client = client_of("sponsor")
    page = client.get(address("report", program.slug) + query).content.decode()
    text = client.get(address("report_csv", program.slug) + query).content.decode()
    assert f"{address('report_csv', program.slug)}{query}" in unescape(page)
    assert on_screen(page) == in_file(text, page_cohort=page_cohort)
    assert any("hidden" in figure for figure in on_screen(page))
    assert any("hidden" not in figure for figure in on_screen(page))


def test_headline_figures_stand_in_the_tables_too(program):
    page = client_of("sponsor").get(address("report", program.slug)).content.decode()
    shown = {(key, value) for key, _place, value, _range, _people in on_screen(page)}
    figures = {
        (article[1], words_of(value))
        for article in ARTICLE.finditer(page)
        for value in re.findall(r'<span class="mo-figure">(.*?)</span>', article[0])
    }
    assert figures
    assert figures <= shown


def test_a_hidden_cohort_shows_the_whole_program_and_says_so(program):
    answer = client_of("sponsor").get(f"{address('report', program.slug)}?cohort=spring")
    page = answer.content.decode()
    assert "Hidden to protect people. The whole program is shown instead." in page
    assert "<svg role" not in page


def test_more_answers_and_releases_cost_no_more_queries(program):
    client = client_of("sponsor")
    with gs.own_queries() as before:
        client.get(address("report", program.slug))
    scenes.a_release(
        program, {"autumn": 12, "spring": 12}, key="end", title="End", opens_at=given.TUESDAY
    )
    with gs.own_queries() as after:
        assert "End" in client.get(address("report", program.slug)).content.decode()
    assert len(after) == len(before) <= LIMIT


def test_the_page_speaks_the_readers_language(program):
    answer = client_of("sponsor").get(
        address("report", program.slug), headers={"Accept-Language": "es-419"}
    )
    assert "Confianza" in answer.content.decode()


def test_the_first_line_counts_without_a_verb_that_could_disagree(program):
    page = client_of("sponsor").get(address("report", program.slug)).content.decode()
    headline = words_of(re.search(r"<h1.*?</h1>", page, re.DOTALL)[0])
    assert re.fullmatch(r"Of \d+ targets?: \d+ met, \d+ missed, \d+ not settled\.", headline)


@pytest.mark.parametrize("role", ["coordinator", "analyst", "sponsor"])
def test_a_release_leads_to_its_survey_and_the_newest_numbers_to_none(program, role):
    client, there = client_of(role), address("window_detail", program.slug, 0)[:-2]
    path = address("report", program.slug)
    assert there not in client.get(path).content.decode()
    page = client.get(path, {"release": "1"}).content.decode()
    found = re.search(f'href="({there}[0-9]+/?)"', page)
    assert found[1] == address("window_detail", program.slug, the(program, "halfway").id)
    assert client.get(found[1]).status_code == 200
