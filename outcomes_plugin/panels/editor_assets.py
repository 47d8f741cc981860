"""The scripts of the editor, in the order in which they are loaded."""

_PARTS = (
    "words",
    "rows",
    "document",
    "draft",
    "dom",
    "gestures",
    "outline",
    "kinds",
    "matrix",
    "conditions",
    "measures",
    "question",
    "about",
    "adding",
    "windows",
    "preview",
    "keeping",
    "publishing",
)
EDITOR_SCRIPTS = (*(f"editor_{part}.js" for part in _PARTS), "editor.js")
