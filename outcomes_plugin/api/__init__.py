"""
The public Python API: what blocks, pages and other plugins may call.

Every function takes the actor first and refuses by itself. What it raises stands in
`outcomes_plugin.errors`, what it returns in the `data` modules of the applets. The modules here
are drawers by noun; the names are called as `api.name`.
"""

from outcomes_plugin.api import (
    _authoring,
    _burden,
    _calendars,
    _career,
    _courses,
    _frameworks,
    _goals,
    _health,
    _instruments,
    _journals,
    _meetings,
    _notices,
    _own_data,
    _pairings,
    _people,
    _programs,
    _progress,
    _relay,
    _reporting,
    _requests,
    _site,
    _surveys,
)
from outcomes_plugin.api._authoring import *
from outcomes_plugin.api._burden import *
from outcomes_plugin.api._calendars import *
from outcomes_plugin.api._career import *
from outcomes_plugin.api._courses import *
from outcomes_plugin.api._frameworks import *
from outcomes_plugin.api._goals import *
from outcomes_plugin.api._health import *
from outcomes_plugin.api._instruments import *
from outcomes_plugin.api._journals import *
from outcomes_plugin.api._meetings import *
from outcomes_plugin.api._notices import *
from outcomes_plugin.api._own_data import *
from outcomes_plugin.api._pairings import *
from outcomes_plugin.api._people import *
from outcomes_plugin.api._programs import *
from outcomes_plugin.api._progress import *
from outcomes_plugin.api._relay import *
from outcomes_plugin.api._reporting import *
from outcomes_plugin.api._requests import *
from outcomes_plugin.api._site import *
from outcomes_plugin.api._surveys import *

__all__: list[str] = []
__all__ += _burden.__all__
__all__ += _authoring.__all__
__all__ += _calendars.__all__
__all__ += _career.__all__
__all__ += _courses.__all__
__all__ += _frameworks.__all__
__all__ += _goals.__all__
__all__ += _health.__all__
__all__ += _instruments.__all__
__all__ += _journals.__all__
__all__ += _meetings.__all__
__all__ += _notices.__all__
__all__ += _own_data.__all__
__all__ += _pairings.__all__
__all__ += _people.__all__
__all__ += _programs.__all__
__all__ += _progress.__all__
__all__ += _relay.__all__
__all__ += _reporting.__all__
__all__ += _requests.__all__
__all__ += _site.__all__
__all__ += _surveys.__all__
