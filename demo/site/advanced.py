"""Which blocks Studio offers: those that the plugins of this site bring."""

from importlib.metadata import entry_points

SAMPLES = ("workbench", "sample_xblocks")


def advanced_block_types() -> list[str]:
    """Return the installed block types, without the samples that xblock-sdk registers."""
    found = entry_points(group="xblock.v1")
    return sorted({point.name for point in found if not point.value.startswith(SAMPLES)})
