import io
import re
from pathlib import Path

from django.core.management import call_command

from tests.programs import matrix

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"
NAMES = {"HR steward": "hr_steward"}


def test_the_page_is_what_the_command_prints():
    printed = io.StringIO()
    call_command("outcomes_print_permissions", stdout=printed)
    assert printed.getvalue() == PAGE.read_text(encoding="utf-8")


def test_the_page_says_what_the_matrix_says():
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("| about |"))
    heads = [cell.strip() for cell in lines[start].strip("|").split("|")][1:]
    holders = [NAMES.get(head, head.replace(" ", "_")) for head in heads]
    found = set()
    for line in lines[start + 2 :]:
        about, *cells = line.strip().removeprefix("|").removesuffix("|").split("|")
        thing = re.match(r" `(\w+)`", about)[1]
        assert len(cells) == len(holders)
        for holder, cell in zip(holders, cells, strict=True):
            found |= {(holder, thing, action) for action in re.findall(r"`(\w+)`", cell)}
    assert found == matrix.GRANTED
