"""What stands inside a journal's panel: one's own, or what a mentee shares with their mentor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outcomes_plugin import api
from outcomes_plugin.actors.data import Actor
from outcomes_plugin.journals.data import EntryData, JournalState, JournalView

from . import journal_words as words
from .panel import Place, filled

PAGE = 5
WITH_ENTRIES = frozenset({JournalState.READY, JournalState.READ_ONLY})


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """
    What a journal asks, as the author wrote it: free writing has neither heading nor key.

    `recap_keys` name prompts whose entries are shown instead of the latest ones; `writes` is false
    for a recap alone.
    """

    title: str = ""
    text: str = ""
    key: str = ""
    recap_keys: Sequence[str] = ()
    writes: bool = True


FREE_WRITING = Prompt()


def view_of(
    actor: Actor, program: str, place: Place, prompt: Prompt, *, tag: str = "", most: int = PAGE
) -> JournalView:
    """Return what the actor sees of their own journal at the prompt, or all that has a tag."""
    return api.journal_view(
        actor,
        program,
        language=place.language,
        key=prompt.key,
        recap_keys=tuple(prompt.recap_keys),
        tag=tag,
        most=most,
    )


def own(view: JournalView, place: Place, prompt: Prompt, *, entry: EntryData | None = None) -> str:
    """Return one's own journal, with this entry in the editor if one is named."""
    return filled("journal/own.html", _context(view, place, prompt, entry=entry))


def earlier(view: JournalView, place: Place, prompt: Prompt, *, tag: str = "") -> str:
    """Return the entries below the editor, and the tags by which one finds them."""
    return filled("journal/entries.html", {**_context(view, place, prompt), "chosen_tag": tag})


def _context(
    view: JournalView, place: Place, prompt: Prompt, *, entry: EntryData | None = None
) -> Mapping[str, Any]:
    zone = place.time_zone or view.time_zone
    can_write = view.state is JournalState.READY and prompt.writes
    return {
        "uid": place.uid,
        "view": view,
        "notice": view.notice,
        "prompt": prompt,
        "state_part": f"outcomes_plugin/journal/part_{view.state}.html",
        "editor": words.editor(view, entry, prompt) if can_write else None,
        "entries": [words.card(one, view, zone=zone) for one in view.entries],
        "is_owner": view.state in WITH_ENTRIES,
    }


def shared(actor: Actor, program: str, place: Place, mentee: str) -> str:
    """Return what the mentee shares with the actor, or raise NotFound."""
    found = api.journal_shared_with_mentor(actor, program, mentee=mentee)
    zone = place.time_zone or found.time_zone
    entries = [words.card(one, None, zone=zone) for one in found.entries]
    context = {"uid": place.uid, "name": found.name, "entries": entries}
    return filled("journal/shared.html", context)
