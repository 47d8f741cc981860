"""What each named part of the system may do. A name may do nothing that is not listed here."""

from collections.abc import Mapping

SYSTEM_ACTIONS: Mapping[str, frozenset[str]] = {
    "close": frozenset({"window.open", "window.close", "release.make", "members.read"}),
    "hr": frozenset({"hr.take_held"}),
    "pairings": frozenset({"meeting.forget", "pairing.expire"}),
    "mail": frozenset({"mail.remind", "mail.send"}),
    "progress": frozenset({"progress.record"}),
    "relay": frozenset({"ledger.deliver"}),
    "retention": frozenset({"retention.run"}),
    "retirement": frozenset({"person.erase"}),
}
