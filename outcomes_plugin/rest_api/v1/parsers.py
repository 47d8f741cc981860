"""Read what is sent: a JSON object, and not a large one."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import JSONParser

from outcomes_plugin.panels.editor import LARGEST_BODY as LARGEST_DOCUMENT_BODY
from outcomes_plugin.panels.panel import LARGEST_BODY, read_body


class ObjectParser(JSONParser):
    """Reads a body as the panels do: of a limited size, and an object."""

    largest = LARGEST_BODY

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Mapping[str, Any]:
        """
        Return the object.

        Raises:
            Invalid: the body is no JSON object, or is larger than anything that is written here.
        """
        return read_body(stream.read(self.largest + 1), largest=self.largest)


class DocumentParser(ObjectParser):
    """Reads a body that holds a whole questionnaire."""

    largest = LARGEST_DOCUMENT_BODY


class RowsParser(ObjectParser):
    """Reads a body that holds rows of HR."""

    largest = 2 * 1024 * 1024
