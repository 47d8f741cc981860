"""Every applet's models, so that Django finds them all in the one app."""

from outcomes_plugin.actors import models as actors
from outcomes_plugin.consent import models as consent
from outcomes_plugin.frameworks import models as frameworks
from outcomes_plugin.goals import models as goals
from outcomes_plugin.journals import models as journals
from outcomes_plugin.ledger import models as ledger
from outcomes_plugin.mail import models as mail
from outcomes_plugin.pairings import models as pairings
from outcomes_plugin.programs import models as programs
from outcomes_plugin.progression import models as progression
from outcomes_plugin.reporting import models as reporting
from outcomes_plugin.requests import models as requests
from outcomes_plugin.surveys import models as surveys
from outcomes_plugin.upkeep import models as upkeep

__all__ = [
    "actors",
    "consent",
    "frameworks",
    "goals",
    "journals",
    "ledger",
    "mail",
    "pairings",
    "programs",
    "progression",
    "reporting",
    "requests",
    "surveys",
    "upkeep",
]
