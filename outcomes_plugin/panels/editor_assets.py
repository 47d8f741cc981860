"""The scripts of the editor, in the order in which they are loaded."""

EDITOR_SCRIPTS = ("editor.js",)
