"""
Print one page of the reference.

    python -m scripts.reference events
"""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    name = sys.argv[1].replace("-", "_")
    sys.stdout.write(import_module(f"scripts.reference.{name}").page())
