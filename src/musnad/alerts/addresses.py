"""Where alerts go: an http(s) address that takes JSON, ``mailto:`` and addresses of mail, or what apprise knows."""

from __future__ import annotations

from email.headerregistry import Address
from typing import Literal
from urllib.parse import unquote, urlsplit

from musnad.errors import InputError

Way = Literal["webhook", "mail", "apprise"]


def way(address: str) -> Way:
    """How an address is reached. ``mailto:`` is mail by one's own server (RFC 6068), ``mailto://`` apprise's."""
    if address.lower().startswith(("http://", "https://")):
        return "webhook"
    if address.lower().startswith("mailto:") and not address.lower().startswith("mailto://"):
        return "mail"
    return "apprise"


def recipients(address: str) -> list[str]:
    """The addresses of mail in ``mailto:a@example.org,b@example.org``. Raises InputError where one is none."""
    listed = [unquote(each).strip() for each in address.partition(":")[2].partition("?")[0].split(",")]
    for each in listed:
        try:
            sound = bool(Address(addr_spec=each).domain)
        except (ValueError, IndexError):
            sound = False
        if not sound or not each.isprintable():
            raise InputError("alert_bad_mail", source=address)
    return listed


def shown(address: str) -> str:
    """An address as it may be shown: a webhook's path, and all of apprise's, may hold a secret."""
    if way(address) == "mail":
        return address
    parts = urlsplit(address)
    host = f"{parts.hostname or ''}/" if way(address) == "webhook" else ""
    return f"{parts.scheme}://{host}\u2026"


def check(address: str) -> None:
    """Raises InputError where nothing could be sent to an address."""
    if way(address) == "webhook":
        if not urlsplit(address).hostname:
            raise InputError("alert_bad_address", source=address)
    elif way(address) == "mail":
        recipients(address)
    elif "://" not in address:
        raise InputError("alert_bad_address", source=address)
    else:
        from musnad.alerts.sending import through_apprise

        through_apprise(address)
