"""The runtime that serves XBlocks in the demo site, and where their fields are kept."""
