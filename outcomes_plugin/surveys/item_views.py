"""The items and sections of a questionnaire as one reader meets them."""

from collections.abc import Mapping, Sequence
from typing import Any

from .answer_words import answers_in_words
from .data import Answers, ItemView, PointView, SectionView
from .questionnaire import Item, Questionnaire, Section
from .showing import shown_among
from .texts import say
from .wording import html_of, plain_of, recalls_of


def items_and_sections(
    questionnaire: Questionnaire,
    *,
    role: str,
    language: str,
    answers: Answers | None,
    is_identified: bool,
) -> Mapping[str, Any]:
    """
    Return `items` and `sections` for a person of the role, hidden items among them.

    Earlier answers are recalled in the words of `answers`; an answer that no longer counts,
    because its item is hidden, is not.
    """
    items = questionnaire.items_for(role)
    words = _words(items, answers or {}, language)
    sections = {item.section for item in items}
    return {
        "items": tuple(
            _item(item, language, words, is_shared=item.shared_with_mentor and is_identified)
            for item in items
        ),
        "sections": tuple(
            _section(section, language, words)
            for section in questionnaire.sections
            if section.key in sections
        ),
    }


def _words(items: Sequence[Item], answers: Answers, language: str) -> Mapping[str, str]:
    shown = set(shown_among(items, answers))
    return answers_in_words([item for item in items if item.key in shown], answers, language)


def _item(item: Item, language: str, words: Mapping[str, str], *, is_shared: bool) -> ItemView:
    return ItemView(
        key=item.key,
        kind=item.kind,
        prompt=plain_of(item.prompt, language, words=words),
        prompt_html=html_of(item.prompt, language, words=words),
        help_html=html_of(item.help, language, words=words),
        points=tuple(
            PointView(
                value=point.value, label=say(point.label, language), exclusive=point.exclusive
            )
            for point in item.points
        ),
        required=item.required,
        does_not_apply=item.does_not_apply,
        shared_with_mentor=is_shared,
        low_label=say(item.low, language),
        high_label=say(item.high, language),
        section=item.section,
        show_if=item.show_if,
        recalls=recalls_of(item.prompt, item.help, language=language),
        style=item.style,
        other=item.other,
        least=item.least,
        most=item.most,
        low=item.lowest,
        high=item.highest,
        decimals=item.decimals,
        unit=say(item.unit, language),
        earliest=item.earliest,
        latest=item.latest,
        longest=item.longest,
    )


def _section(section: Section, language: str, words: Mapping[str, str]) -> SectionView:
    return SectionView(
        key=section.key,
        title=say(section.title, language),
        text_html=html_of(section.text, language, words=words),
        new_page=section.new_page,
        recalls=recalls_of(section.text, language=language),
    )
