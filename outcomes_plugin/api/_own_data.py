"""What is kept about oneself, and the mail one wants."""

from outcomes_plugin.governance.api import export_of
from outcomes_plugin.mail.api import choose_mail, mail_choices

__all__ = [
    "choose_mail",
    "export_of",
    "mail_choices",
]
