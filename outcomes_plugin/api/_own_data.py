"""What is kept about oneself, and the mail one wants."""

from outcomes_plugin.governance.api import export_of
from outcomes_plugin.mail.api import choose_mail, mail_choices
from outcomes_plugin.programs.api import choose as choose_purpose
from outcomes_plugin.programs.api import own_choices

__all__ = [
    "choose_mail",
    "choose_purpose",
    "export_of",
    "mail_choices",
    "own_choices",
]
