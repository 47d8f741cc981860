"""Who would read what a person shares now, and who reads what they have shared."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from outcomes_plugin.actors.data import Actor
from outcomes_plugin.pairings import api as pairings_api
from outcomes_plugin.pairings.data import PairingData
from outcomes_plugin.programs import api as programs_api

from . import rules
from .access import entry_data
from .data import Audience, EntryData, Visibility
from .models import JournalEntry, JournalReply


@dataclass(frozen=True, kw_only=True)
class Readers:
    """The people around one person's journal: mentors they are paired with, and coordinators."""

    pairings: Sequence[PairingData] = ()
    coordinators: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def tokens(self) -> Mapping[Visibility, str]:
        return rules.audience_tokens(self.pairings, self.coordinators)

    def audience(self) -> Audience:
        """Return who would read what is shared now, by name."""
        mentors = [pairing.mentor for pairing in self.pairings]
        return Audience(
            mentor_names=tuple(self.names[one] for one in mentors if one in self.names),
            coordinator_names=tuple(
                self.names[one] for one in self.coordinators if one in self.names
            ),
            tokens=self.tokens,
        )

    def entry(self, row: JournalEntry, replies: Sequence[JournalReply] = ()) -> EntryData:
        """Return the row with who can read it now, by name."""
        is_for_staff = row.visibility == Visibility.STAFF
        return entry_data(
            row,
            names=self.names,
            mentors=rules.mentors_reading(
                self.pairings, visibility=row.visibility, shared_at=row.shared_at
            ),
            coordinators=self.coordinators if is_for_staff else (),
            replies=replies,
        )


def open_pairings(actor: Actor, program_id: int) -> Sequence[PairingData]:
    """Return the actor's open pairings as mentee in the program, in one query."""
    found = [
        pairing
        for pairing in pairings_api.my_pairings(actor)
        if pairing.is_open and pairing.program_id == program_id and pairing.mentee == actor.person
    ]
    return sorted(found, key=lambda pairing: pairing.id)


def readers_of(
    actor: Actor, program_id: int, coordinators: Sequence[str], *, others: Collection[str] = ()
) -> Readers:
    """Return who is around the actor's journal; `others` are named too."""
    pairings = open_pairings(actor, program_id)
    # Nobody shares with themselves: a mentee may coordinate, too.
    around = [one for one in coordinators if one != actor.person]
    persons = {*around, *others, *(pairing.mentor for pairing in pairings)}
    return Readers(
        pairings=pairings, coordinators=around, names=programs_api.names_of(sorted(persons))
    )
