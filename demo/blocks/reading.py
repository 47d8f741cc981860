"""The site's own text block, in the place of the platform's `html`."""

from lxml import etree
from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.fields import Scope, String


class ReadingBlock(XBlock):
    """A text that counts as completed when it has been seen."""

    completion_mode = XBlockCompletionMode.COMPLETABLE

    display_name = String(default="Text", scope=Scope.settings)
    data = String(default="", scope=Scope.content)

    @classmethod
    def parse_xml(cls, node, runtime, keys):
        """Keep the markup inside the element as it is."""
        block = runtime.construct_xblock_from_class(cls, keys)
        block.display_name = node.get("display_name", "Text")
        block.data = (node.text or "") + "".join(
            etree.tostring(child, encoding="unicode", method="html") for child in node
        )
        return block

    def student_view(self, _context=None):
        """Show the text."""
        return Fragment(self.data)

    public_view = author_view = student_view

    def index_dictionary(self):
        """Let the search find the words of the text."""
        text = "".join(etree.HTML(self.data or "<p/>").itertext())
        return {"content": {"display_name": self.display_name, "text": text}}
