"""Published figures for `outcomes_plugin.stats.multiplicity`."""

from functools import partial

from outcomes_plugin.stats import multiplicity
from outcomes_plugin.stats.reference import ReferenceCase

THROMBOLYSIS = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
)
_FOUR = (0.01, 0.04, 0.03, 0.005)
_PAPER = "Benjamini and Hochberg (1995), JRSS B 57:289, section 4.1"
_TRIAL = "15 endpoints of a thrombolysis trial (Neuhaus et al. 1992)"


def _holm(position: int) -> float:
    return float(multiplicity.holm(_FOUR)[position])


CASES = (
    ReferenceCase(
        function="benjamini_hochberg",
        figure="hypotheses rejected at .05",
        expected=4,
        compute=lambda: int((multiplicity.benjamini_hochberg(THROMBOLYSIS) <= 0.05).sum()),
        tolerance=0,
        source=_PAPER,
        data=_TRIAL,
    ),
    ReferenceCase(
        function="holm",
        figure="hypotheses rejected at .05",
        expected=3,
        compute=lambda: int((multiplicity.holm(THROMBOLYSIS) <= 0.05).sum()),
        tolerance=0,
        source=_PAPER,
        data=_TRIAL,
    ),
    *(
        ReferenceCase(
            function="holm",
            figure=f"adjusted p of {_FOUR[position]}",
            expected=expected,
            compute=partial(_holm, position),
            tolerance=1e-12,
            source="R documentation's definition of p.adjust(method = 'holm'), by hand",
            data="four p-values: .01, .04, .03, .005",
        )
        for position, expected in enumerate((0.03, 0.06, 0.06, 0.02))
    ),
)
