"""Read releases as a report. Nothing here computes a number: all of them are released cells."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.errors import Invalid, NotFound
from outcomes_plugin.frameworks import api as frameworks_api
from outcomes_plugin.frameworks.data import Domain, IndicatorData
from outcomes_plugin.programs import api as programs_api

from . import wording
from .access import Reader, reader_of
from .data import (
    WHOLE,
    CohortChoice,
    DomainReport,
    Explanation,
    IndicatorReport,
    ReleaseData,
    ReportData,
    ReportState,
    Status,
)
from .figures import Words
from .indicator_reports import IndicatorCells, indicator_report
from .languages import SOURCE
from .models import Release, ReleaseCell, ReleaseChart


@dataclass(frozen=True, kw_only=True)
class _Read:
    """Everything that a report is made of, read in a handful of queries."""

    reader: Reader
    releases: Sequence[Release]
    cells: Sequence[ReleaseCell]
    versions: Mapping[tuple[str, int], IndicatorData]
    cohort_titles: Mapping[str, str]


def releases(actor: Actor, program: programs_api.ProgramRef) -> Sequence[ReleaseData]:
    """
    Return the releases that the actor may see, the latest first.

    Raises:
        NotFound: no such program, or nothing of its releases.
    """
    reader = reader_of(actor, program)
    return [row.to_data() for row in reversed(_releases(reader))]


def report(
    actor: Actor,
    program: programs_api.ProgramRef,
    *,
    language: str,
    release: int | None = None,
    cohort: str | None = None,
) -> ReportData:
    """
    Return the program's report: of one release by number, or the latest cell of each indicator.

    The number of queries does not depend on how many people answered.

    Raises:
        NotFound: no such program, or nothing of its releases.
        Invalid: no such release or cohort in what the actor may see.
    """
    read = _read(reader_of(actor, program))
    chosen = _chosen(read, release)
    cohort = cohort or None
    choices = _cohort_choices(read)
    if cohort is not None and cohort not in {choice.slug for choice in choices}:
        raise Invalid(_("This report does not tell that group apart. Choose one of its cohorts."))
    with translation.override(language):
        words = Words(language=language, cohort_titles=read.cohort_titles)
        domains = _domains(read, chosen, cohort=cohort or WHOLE, words=words)
        return _report_data(read, chosen, choices, cohort, domains, language=language)


def explain(
    actor: Actor,
    program: programs_api.ProgramRef,
    *,
    indicator: str,
    release: int,
    language: str,
    cohort: str | None = None,
) -> Explanation:
    """
    Return where a figure came from.

    Raises:
        NotFound: no such program, or no such indicator in the release.
        Invalid: no such release or cohort in what the actor may see.
    """
    found = report(actor, program, language=language, release=release, cohort=cohort)
    for domain in found.domains:
        for one in domain.indicators:
            if one.key == indicator:
                return one.explanation
    raise NotFound


def _releases(reader: Reader) -> list[Release]:
    rows = Release.objects.filter(program_id=reader.program.id).order_by("closed_at", "number")
    # The certificate may be long, and it is not for readers.
    return [row for row in rows.defer("certificate") if reader.may_see(row)]


def _read(reader: Reader) -> _Read:
    releases = _releases(reader)
    rows = ReleaseCell.objects.filter(release__program_id=reader.program.id).order_by("id")
    seen = {row.pk for row in releases}
    return _Read(
        reader=reader,
        releases=releases,
        cells=[cell for cell in rows if cell.release_id in seen and reader.may_see_cell(cell)],
        versions={
            (one.key, one.version): one for one in frameworks_api.every_version(reader.program.id)
        },
        cohort_titles={one.slug: one.title for one in programs_api.cohorts(reader.program.id)},
    )


def _chosen(read: _Read, number: int | None) -> Release | None:
    if number is None:
        return None
    for release in read.releases:
        if release.number == number:
            return release
    raise Invalid(_("There is no such release. Choose one of the list."))


def _cohort_choices(read: _Read) -> Sequence[CohortChoice]:
    slugs = {cell.cohort for cell in read.cells}
    return [
        CohortChoice(slug=slug, title=title)
        for slug, title in read.cohort_titles.items()
        if slug in slugs
    ]


def _domains(
    read: _Read, chosen: Release | None, *, cohort: str, words: Words
) -> Sequence[DomainReport]:
    found = list(_indicator_cells(read, chosen))
    charts = _charts([one.release for one in found], words.language)
    reports: dict[Domain, list[IndicatorReport]] = {domain: [] for domain in Domain}
    for one in found:
        chart = charts.get((one.release.pk, one.indicator.key))
        report_of_one = indicator_report(one, cohort=cohort, chart=chart, words=words)
        reports[one.indicator.domain].append(report_of_one)
    return [
        DomainReport(domain=domain, title=wording.domain(domain), indicators=indicators)
        for domain, indicators in reports.items()
    ]


def _indicator_cells(read: _Read, chosen: Release | None) -> Iterator[IndicatorCells]:
    """Yield, in the order of the framework, each indicator with its cells up to what is shown."""
    by_id = {release.pk: release for release in read.releases}
    by_key: dict[str, list[ReleaseCell]] = {}
    late: dict[tuple[str, int | None], ReleaseCell] = {}
    for cell in read.cells:
        window_id = by_id[cell.release_id].late_window_id
        if window_id is not None:
            late[cell.indicator_key, window_id] = cell
        if _is_on_the_way(by_id[cell.release_id], chosen):
            by_key.setdefault(cell.indicator_key, []).append(cell)
    for key in dict.fromkeys(key for key, _version in read.versions):
        cells = sorted(by_key.get(key, []), key=lambda cell: _place(by_id[cell.release_id]))
        if chosen is not None:
            cells = [cell for cell in cells if _place(by_id[cell.release_id]) <= _place(chosen)]
        if not cells or (chosen is not None and cells[-1].release_id != chosen.pk):
            continue
        last = cells[-1]
        yield IndicatorCells(
            indicator=read.versions[key, last.indicator_version],
            release=by_id[last.release_id],
            cells=cells,
            releases=by_id,
            versions=read.versions,
            with_late=late.get((key, by_id[last.release_id].window_id)),
        )


def _is_on_the_way(release: Release, chosen: Release | None) -> bool:
    """
    Return whether the release is part of the way to the chosen one, or to the latest.

    A window stands on it once: as it was on time, but where its late answers were chosen.
    """
    if chosen is not None and chosen.late_window_id is not None:
        return release == chosen or (
            release.late_window_id is None and release.window_id != chosen.late_window_id
        )
    return release.late_window_id is None


def _place(release: Release) -> tuple[object, int]:
    return (release.closed_at, release.number)


def _charts(shown: Sequence[Release], language: str) -> Mapping[tuple[int, str], ReleaseChart]:
    """Return each chart in the reader's language, in English where it was not drawn in that."""
    rows = ReleaseChart.objects.filter(
        release_id__in={release.pk for release in shown}, language__in={language, SOURCE}
    )
    own_last = sorted(rows, key=lambda row: row.language == language)
    return {(row.release_id, row.indicator_key): row for row in own_last}


def _report_data(
    read: _Read,
    chosen: Release | None,
    choices: Sequence[CohortChoice],
    cohort: str | None,
    domains: Sequence[DomainReport],
    *,
    language: str,
) -> ReportData:
    program = read.reader.program
    shown = [one for domain in domains for one in domain.indicators]
    counts = Counter((one.parent or one.figure).status for one in shown)
    state = _state(read)
    return ReportData(
        program=program,
        language=language,
        state=state,
        state_sentence=_state_sentence(state, k=program.k),
        headline=_headline(counts) if state is ReportState.FIGURES else "",
        releases=[row.to_data() for row in reversed(read.releases)],
        release=chosen.to_data() if chosen is not None else None,
        cohorts=choices,
        cohort=next((choice for choice in choices if choice.slug == cohort), None),
        domains=domains if state is ReportState.FIGURES else [],
        counts=counts,
        hidden_sentence=wording.hidden(),
        merge_rule=wording.merge_rule(program.k),
        methods=list(dict.fromkeys(wording.method(one.measure) for one in shown)),
    )


def _state(read: _Read) -> ReportState:
    if not read.releases:
        return ReportState.NOTHING_CLOSED
    if all(release.asked is None for release in read.releases):
        return ReportState.PARTICIPATION_ONLY
    return ReportState.FIGURES


def _state_sentence(state: ReportState, *, k: int) -> str:
    return {
        ReportState.NOTHING_CLOSED: _(
            "Nothing has closed yet. Results appear after a survey or a quarter has closed, if "
            "enough people have answered."
        ),
        ReportState.PARTICIPATION_ONLY: _(
            "Fewer than {least} people take part, so this program shows participation and "
            "activity, and no figures."
        ).format(least=2 * k),
        ReportState.FIGURES: "",
    }[state]


def _headline(counts: Mapping[Status, int]) -> str:
    met, missed, unsettled = (
        counts.get(status, 0) for status in (Status.MET, Status.BELOW, Status.NOT_SETTLED)
    )
    if not met + missed + unsettled:
        return _("No number can be compared with a target yet.")
    return ngettext(
        "Of {all} target: {met} met, {missed} missed, {unsettled} not settled.",
        "Of {all} targets: {met} met, {missed} missed, {unsettled} not settled.",
        met + missed + unsettled,
    ).format(all=met + missed + unsettled, met=met, missed=missed, unsettled=unsettled)
