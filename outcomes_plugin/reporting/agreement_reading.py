"""Read from releases how alike both sides see a facet. Nothing here computes a figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import in_language
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Role, Thing

from . import wording
from .agreement_data import FacetAgreement
from .data import QualityData, QualityKind
from .models import Release, ReleaseQuality
from .quality_words import figure_of
from .rules import FEW_PEOPLE

_DIFFERENCE, _ALIKE = QualityKind.AGREEMENT_MEAN_DIFFERENCE, QualityKind.AGREEMENT_ICC


def agreement(
    actor: Actor, program: programs_api.ProgramRef, *, language: str, release: int | None = None
) -> Sequence[FacetAgreement]:
    """
    Return the facets of one release by number, or each as it was released last.

    Raises:
        NotFound: no such program, or the actor may not read its releases.
    """
    held = programs_api.require(actor, program, Thing.RELEASES, Action.READ)
    rows = ReleaseQuality.objects.filter(
        release__program_id=held.program.id, kind__in=[_DIFFERENCE, _ALIKE]
    ).order_by("release__closed_at", "release__number", "id")
    if release is not None:
        rows = rows.filter(release__number=release)
    latest: dict[str, Release] = {}
    found: dict[tuple[int, str, str], QualityData] = {}
    for row in rows.select_related("release").defer("release__certificate"):
        latest[row.key] = row.release
        found[row.release_id, row.key, row.kind] = row.to_data()
    with translation.override(language):
        titles = _titles(held.program.id, latest, language=language)
        return [
            _facet(
                key, titles[key], one, found[one.pk, key, _DIFFERENCE], found[one.pk, key, _ALIKE]
            )
            for key, one in latest.items()
        ]


def _titles(program_id: int, keys: Iterable[str], *, language: str) -> Mapping[str, str]:
    """Return what each facet is called: as the indicator of the mentees' side is."""
    titles = {key: key for key in keys}
    if not titles:
        return titles
    for one in frameworks_api.indicators(program_id):
        score = one.source.get("score")
        if score in titles and one.source.get("role") == Role.MENTEE and titles[score] == score:
            titles[score] = in_language(one.title, language)
    return titles


def _facet(
    key: str, title: str, release: Release, difference: QualityData, alike: QualityData
) -> FacetAgreement:
    return FacetAgreement(
        key=key,
        title=title,
        finding=_finding(difference),
        difference=replace(figure_of(difference), people=_mentors(difference)),
        alike=replace(figure_of(alike), people=_mentors(alike)),
        release_number=release.number,
        release_title=release.title,
        closed_at=release.closed_at,
    )


def _finding(data: QualityData) -> str:
    """Return what the whole interval of the difference says."""
    if data.low is None or data.high is None:
        return wording.hidden()
    if data.low > 0:
        said = _("Mentees rate it higher than their mentors do.")
    elif data.high < 0:
        said = _("Mentors rate it higher than their mentees do.")
    else:
        said = _("Which side rates it higher is not settled: the range includes 0.")
    if (data.n or 0) >= FEW_PEOPLE:
        return said
    return _("{finding} This rests on few people: read it with care.").format(finding=said)


def _mentors(data: QualityData) -> str:
    if data.n is None:
        return ""
    if data.n_is_least:
        return ngettext(
            "at least {n} mentor with their mentees",
            "at least {n} mentors with their mentees",
            data.n,
        ).format(n=data.n)
    return ngettext(
        "{n} mentor with their mentees", "{n} mentors with their mentees", data.n
    ).format(n=data.n)
