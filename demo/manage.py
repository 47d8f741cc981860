#!/usr/bin/env python
"""Run a management command of the demo site."""

import os
import sys


def main() -> None:
    """Run the command named on the command line, from whatever folder this is called in."""
    # Python puts demo/ itself first, where our `platform` would hide the standard library's.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
