"""One window: who answered, and how far that can be trusted."""

from outcomes_plugin import api
from outcomes_plugin.reporting.window_data import WindowDetail as WindowDetailData
from outcomes_plugin.rest_api.v1.base import OutcomesView
from outcomes_plugin.rest_api.v1.endpoint import endpoint
from outcomes_plugin.rest_api.v1.shapes import window_detail as shapes


class WindowDetail(OutcomesView):
    """The response to a window, and its quality."""

    @endpoint(gives=shapes.WindowDetail)
    def get(self, window_id: int) -> WindowDetailData:
        """Read response rates and, for those entitled, comparisons, quality and purpose."""
        return api.window_detail(self.actor, window_id, language=self.language, at=self.at)
