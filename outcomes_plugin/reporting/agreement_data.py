"""How alike both sides of a pairing see a facet, as a value that crosses the border."""

from dataclasses import dataclass
from datetime import datetime

from .window_data import QualityFigure


@dataclass(frozen=True, kw_only=True)
class FacetAgreement:
    """
    How alike mentors and their mentees see one facet; of a hidden one there is only the sentence.

    `difference` is the mentees' mean less that of their mentors, `alike` is ICC(A,1).
    """

    key: str
    title: str
    finding: str
    difference: QualityFigure
    alike: QualityFigure
    release_number: int
    release_title: str
    closed_at: datetime
