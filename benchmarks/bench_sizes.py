"""
JavaScript and CSS of every block, compressed as a web server does it, against the budgets.

What counts is what the views ask the page to load, so nothing can be forgotten here. The status is
1 when something is over its budget. A KB is 1,000 bytes.
"""

import gzip
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from benchmarks.common import a_site

KB = 1000
SCRIPT, STYLES, EDITOR = 15 * KB, 5 * KB, 40 * KB
SCRIPTS_OF_A_UNIT, STYLES_OF_A_UNIT = 25 * KB, 5 * KB
_COURSE = """
<course org="Northlight" course="SIZES" url_name="2026" display_name="Sizes">
  <chapter display_name="One"><sequential>
    <vertical url_name="unit" display_name="Unit"/>
  </sequential></chapter></course>
"""


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many compressed bytes something has, and how many it may have."""

    what: str
    bytes: int
    budget: int

    @property
    def is_over(self) -> bool:
        return self.bytes > self.budget

    def __str__(self) -> str:
        said = "OVER its budget" if self.is_over else "budget"
        return f"{self.what}: {self.bytes / KB:.1f} KB, {said} {self.budget // KB} KB"


def block_types() -> Sequence[str]:
    """Return the types of the blocks that the distribution has."""
    entry_points = distribution("openedx-mentoring-outcomes").entry_points
    return sorted(point.name for point in entry_points.select(group="xblock.v1"))


def sizes() -> Sequence[Size]:
    """
    Return the sizes of every block, of its editor, and of all the blocks in one unit.

    There a file that several of them load counts once, as a browser loads it once.
    """
    found, scripts, styles = [], set(), set()
    for block_type, block, editor in _blocks():
        seen = [
            resource
            for view in ("student_view", "author_view", "public_view")
            for resource in block.render(view).resources
        ]
        scripts |= _files(seen, "javascript")
        styles |= _files(seen, "css")
        found += [
            Size(what=f"{block_type}, JavaScript", bytes=_script(seen), budget=SCRIPT),
            Size(what=f"{block_type}, CSS", bytes=_styles(seen), budget=STYLES),
        ]
        written = editor.render("studio_view").resources
        whole = _script(written) + _styles(written)
        found.append(Size(what=f"{block_type}, editor", bytes=whole, budget=EDITOR))
    return [
        *found,
        Size(
            what="all blocks in a unit, JavaScript",
            bytes=_compressed(scripts),
            budget=SCRIPTS_OF_A_UNIT,
        ),
        Size(what="all blocks in a unit, CSS", bytes=_compressed(styles), budget=STYLES_OF_A_UNIT),
    ]


def _blocks() -> Iterable[tuple[str, Any, Any]]:
    """Make a unit with each block; yield the block as the author's LMS and Studio have it."""
    from demo.blocks.authoring import add_block, load_course, studio_runtime
    from demo.blocks.runtime import DemoRuntime
    from demo.blocks.viewer import Viewer
    from demo.courses.people import PersonCard, add_person

    author = add_person(PersonCard(username="author", name="Author", is_global_staff=True))
    course = load_course(_COURSE, author=author)
    viewer = Viewer(course_key=course.key, user=author, real_user=author, may_view_as=True)
    for block_type in block_types():
        key = add_block(course.units.get(), block_type)
        lms, studio = DemoRuntime(viewer), studio_runtime(course.key, author)
        yield block_type, lms.get_block(key), studio.get_block(key)


def _script(resources: Collection[Any]) -> int:
    return _compressed(_files(resources, "javascript"))


def _styles(resources: Collection[Any]) -> int:
    return _compressed(_files(resources, "css"))


def _files(resources: Collection[Any], kind: str) -> set[bytes]:
    return {_content(one) for one in resources if kind in one.mimetype}


def _content(resource: Any) -> bytes:
    """Return the text of the resource, or the static file that its address names."""
    from django.conf import settings
    from django.contrib.staticfiles import finders

    if resource.kind == "text":
        return resource.data.encode()
    path = finders.find(resource.data.removeprefix(settings.STATIC_URL))
    if path is None:
        raise FileNotFoundError(f"{resource.data} is no static file of this site.")
    return Path(path).read_bytes()


def _compressed(contents: Iterable[bytes]) -> int:
    return sum(len(gzip.compress(content, compresslevel=6, mtime=0)) for content in contents)


def main() -> int:
    """Print one line per budget."""
    with a_site():
        found = sizes()
    print(*found, sep="\n")
    return 1 if any(size.is_over for size in found) else 0


if __name__ == "__main__":
    sys.exit(main())
