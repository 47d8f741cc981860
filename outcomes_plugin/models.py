"""Every applet's models, so that Django finds them all in the one app."""

from outcomes_plugin.actors import models as actors
from outcomes_plugin.consent import models as consent
from outcomes_plugin.ledger import models as ledger

__all__ = ["actors", "consent", "ledger"]
