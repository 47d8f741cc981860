"""Whether the product runs."""

from typing import Any

from outcomes_plugin import api
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import health as shapes


class Health(OutcomesView):
    """What waits, and since when."""

    @endpoint(gives=shapes.Health)
    def get(self) -> Any:
        """Read, as global staff, what waits to be delivered or taken, and which tasks run."""
        return api.site_health(self.actor, at=self.at)
