"""What may be written, decided without a database."""

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from outcomes_plugin.errors import Invalid
from outcomes_plugin.journals import rules
from outcomes_plugin.journals.data import Visibility

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)


@over(ANY_TEXT)
def test_what_is_kept_can_be_kept_and_is_kept_as_it_is_from_then_on(text):
    kept = rules.plain(text)
    kept.encode("utf-8")
    assert "\x00" not in kept
    assert "\r" not in kept
    assert rules.plain(kept) == kept


@over(st.lists(st.text("abcßé", min_size=1, max_size=9), max_size=30))
def test_words_between_spaces_are_counted_however_wide_the_spaces_are(words):
    assert rules.word_count("  \n".join(words)) == len(words)


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("   ", 0), ("“I do not believe.”", 4), ("今日は雨", 4)]
)
def test_words_are_counted_in_scripts_without_spaces_too(text, words):
    assert rules.word_count(text) == words


@over(st.lists(ANY_TEXT, max_size=rules.MOST_TAGS))
def test_tags_are_each_there_once_and_tidying_them_again_changes_nothing(tags):
    try:
        tidy = rules.tidy_tags(tags)
    except Invalid:
        return
    assert len({tag.casefold() for tag in tidy}) == len(tidy)
    assert rules.tidy_tags(tidy) == tidy
    assert all(tag == tag.strip() and len(tag) <= rules.LONGEST_TAG for tag in tidy)


@over(st.lists(st.lists(st.sampled_from(["a", "A", "b", "ß", "SS", "الإصغاء"]), max_size=4)))
def test_the_most_used_tag_comes_first_and_none_twice(of_entries):
    told = [tag.casefold() for tags in of_entries for tag in tags]
    found = rules.tags_by_use(of_entries)
    assert {tag.casefold() for tag in found} == set(told)
    uses = [told.count(tag.casefold()) for tag in found]
    assert uses == sorted(uses, reverse=True)
    assert len(found) == len(set(told))


@over(st.sets(st.text("abcdef", min_size=1), max_size=5))
def test_other_coordinators_are_another_word_and_their_order_is_none(people):
    tokens = rules.audience_tokens([], list(people))
    assert tokens == rules.audience_tokens([], sorted(people, reverse=True))
    assert Visibility.MENTOR not in tokens
    assert (Visibility.STAFF in tokens) == bool(people)
    more = rules.audience_tokens([], [*people, "newcomer"])
    assert more[Visibility.STAFF] != tokens.get(Visibility.STAFF)


@pytest.mark.parametrize("key", ["Week", "week 6", "week-6", "w" * 65, None, 5, "é", "a\n"])
def test_a_key_that_could_not_be_told_from_another_is_none(key):
    assert not rules.is_key(key)
    assert rules.is_key("week_6")
    assert rules.is_key("")


@pytest.mark.parametrize("entry_id", ["", "A" * 32, "a" * 31, "a" * 33, None, 5, "g" * 32])
def test_an_id_is_32_hexadecimal_characters(entry_id):
    assert not rules.is_entry_id(entry_id)
    assert rules.is_entry_id("0" * 32)
