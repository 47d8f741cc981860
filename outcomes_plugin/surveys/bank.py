"""The question bank: what a program's authors can take, their own earlier questions among it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.programs import api as programs_api
from outcomes_plugin.programs.data import Action, Thing

from .bank_data import PoolGroup, QuestionPool, ScalePreset, TemplatePack
from .bank_files import (
    ShippedPack,
    ShippedPool,
    pack_files,
    pool_files,
    scale_files,
    scales_of,
)
from .models import InstrumentVersion
from .texts import say
from .wording import plain_of

_GROUPS: Mapping[PoolGroup, str | Promise] = {
    PoolGroup.FACETS: _("How mentoring is experienced"),
    PoolGroup.PULSE: _("Pulse"),
    PoolGroup.MEETINGS: _("Meetings"),
    PoolGroup.SUPPORT: _("Support"),
    PoolGroup.GOALS: _("Goals and success"),
    PoolGroup.LOGISTICS: _("The program"),
    PoolGroup.OWN: _("Asked in this program before"),
}
# What ties an item to the others of its questionnaire and means nothing without them.
_TIES = ("section", "show_if")
_LONGEST_SCALE = 50


def question_bank(
    actor: Actor, program: programs_api.ProgramRef, *, language: str
) -> Sequence[QuestionPool]:
    """
    Return the pools of questions, group by group, then one for each questionnaire of the program.

    Of a questionnaire's versions every question is offered, in its newest words and under its key,
    so that its trend goes on where it is asked again. Conditions and sections stay behind.

    Raises:
        NotFound: no such program, or the actor may not read its questionnaires.
    """
    program_id = _may_read(actor, program)
    shipped = sorted(pool_files().values(), key=lambda pool: list(PoolGroup).index(_group(pool)))
    return [
        *(_shipped_pool(pool, language) for pool in shipped),
        *_own_pools(program_id, language),
    ]


def scale_presets(
    actor: Actor, program: programs_api.ProgramRef, *, language: str
) -> Sequence[ScalePreset]:
    """
    Return the scales that a question can use without writing one.

    Raises:
        NotFound: no such program, or the actor may not read its questionnaires.
    """
    _may_read(actor, program)
    return [
        ScalePreset(key=key, title=say(scale["title"], language), points=scale["points"])
        for key, scale in scale_files().items()
    ]


def template_packs(
    actor: Actor, program: programs_api.ProgramRef, *, language: str
) -> Sequence[TemplatePack]:
    """
    Return the questionnaires to start from, in the order in which a program needs them.

    Raises:
        NotFound: no such program, or the actor may not read its questionnaires.
    """
    _may_read(actor, program)
    return [_pack(one, language) for one in pack_files().values()]


def _may_read(actor: Actor, program: programs_api.ProgramRef) -> int:
    return programs_api.require(actor, program, Thing.QUESTIONNAIRES, Action.READ).program.id


def _group(pool: ShippedPool) -> PoolGroup:
    return PoolGroup(pool.group)


def _shipped_pool(pool: ShippedPool, language: str) -> QuestionPool:
    return QuestionPool(
        key=pool.key,
        group=_group(pool),
        group_title=str(_GROUPS[_group(pool)]),
        title=say(pool.title, language),
        about=say(pool.about, language),
        role=pool.role,
        items=pool.items,
        prompts=_prompts(pool.items, language),
        scales=scales_of(pool.items),
        scores=pool.scores,
    )


def _prompts(items: Iterable[Mapping[str, Any]], language: str) -> Mapping[str, str]:
    return {item["key"]: plain_of(item["prompt"], language, words={}) for item in items}


def _pack(pack: ShippedPack, language: str) -> TemplatePack:
    document = pack.document
    return TemplatePack(
        key=pack.key,
        title=say(document["title"], language),
        about=say(document["about"], language),
        role=pack.role,
        minutes=document["minutes"],
        questions=len(document["items"]),
        document=document,
    )


def _own_pools(program_id: int, language: str) -> Sequence[QuestionPool]:
    rows = InstrumentVersion.objects.filter(instrument__program_id=program_id)
    versions: dict[str, list[InstrumentVersion]] = {}
    for row in rows.select_related("instrument").order_by("instrument__key", "-number"):
        versions.setdefault(row.instrument.key, []).append(row)
    return [_own_pool(key, newest_first, language) for key, newest_first in versions.items()]


def _own_pool(key: str, newest_first: Sequence[InstrumentVersion], language: str) -> QuestionPool:
    newest = newest_first[0]
    items, scales = _ever_asked(newest_first)
    return QuestionPool(
        key=key,
        group=PoolGroup.OWN,
        group_title=str(_GROUPS[PoolGroup.OWN]),
        title=say(newest.document["title"], language),
        about=say(newest.document["about"], language),
        role="",
        items=items,
        prompts=_prompts(items, language),
        scales=scales,
        scores=newest.document.get("scores", []),
        version=newest.number,
    )


def _ever_asked(
    newest_first: Sequence[InstrumentVersion],
) -> tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]:
    """Return every question of the versions in its newest words, and the scales they name."""
    items: dict[str, Mapping[str, Any]] = {}
    scales: dict[str, Any] = {}
    for version in newest_first:
        for item in version.document["items"]:
            if item["key"] in items or item["kind"] == "information":
                continue
            kept = {name: item[name] for name in item if name not in _TIES}
            if "scale" in item:
                kept["scale"] = _scale_of(item["scale"], version, scales)
            items[item["key"]] = kept
    return list(items.values()), scales


def _scale_of(key: str, version: InstrumentVersion, scales: dict[str, Any]) -> str:
    """Return the key under which the scale is among the scales now; another one may have its."""
    scale = version.document["scales"][key]
    if scales.setdefault(key, scale) == scale:
        return key
    own = f"{key[:_LONGEST_SCALE]}_v{version.number}"
    scales[own] = scale
    return own
