"""One message on its way: by a webhook, by mail, or through apprise (the extra ``musnad[alerts]``)."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Mapping
from datetime import UTC
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from musnad.alerts.addresses import recipients, shown, way
from musnad.errors import InputError
from musnad.export.json_lines import json_line
from musnad.gather.posting import NotArrived, post
from musnad.store import Message, utc_text

SERVER, SENDER = "MUSNAD_SMTP", "MUSNAD_MAIL_FROM"
_SECONDS = 30.0


def send(message: Message) -> None:
    """Send once. Raises NotArrived where it surely did not arrive, InputError where it may have."""
    {"webhook": _by_webhook, "mail": _by_mail, "apprise": _through_apprise}[way(message.alert.address)](message)


def _by_webhook(message: Message) -> None:
    told = {name: value for name, value in message.body.items() if name != "ids"}
    body = {"id": message.id, "alert": message.alert.id, "at": utc_text(message.made), **told}
    post(message.alert.address, json_line(body), private=message.alert.private)


def _by_mail(message: Message) -> None:
    sender = os.environ.get(SENDER)
    where = os.environ.get(SERVER)
    if not where or not sender:
        raise NotArrived("alert_no_mail_server", source=shown(message.alert.address), server=SERVER, sender=SENDER)
    mail = _mail(message, sender)
    try:
        server = _connected(where)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise NotArrived("alert_unreachable", source=shown(where), why=_why(error)) from error
    try:
        with server:
            server.send_message(mail)
    except (smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
        raise NotArrived("alert_refused", source=message.alert.address, why=_why(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise InputError("alert_unanswered", source=message.alert.address, why=_why(error)) from error


def _mail(message: Message, sender: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, ", ".join(recipients(message.alert.address))
    mail["Subject"] = message.body["subject"]
    mail["Date"] = format_datetime(message.made.replace(tzinfo=UTC))
    # The same message has the same id (RFC 5322, 3.6.4), whoever sends it.
    mail["Message-ID"] = f"<alert-{message.alert.id}-{message.id}-{message.made:%Y%m%d%H%M%S}@musnad.invalid>"
    mail["Content-Language"] = message.alert.language
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday answers it
    mail.set_content(message.body["text"])
    return mail


def _connected(where: str) -> smtplib.SMTP:
    """A server that waits for mail: ``smtps://`` speaks TLS at once, ``smtp://`` where the server offers it; a password
    is sent over TLS only."""
    parts = urlsplit(where)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError(f"{SERVER} must be smtp://user:password@host:port or smtps://\u2026")
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(parts.hostname, parts.port or 465, timeout=_SECONDS, context=context)
    else:
        server = smtplib.SMTP(parts.hostname, parts.port or 587, timeout=_SECONDS)
    try:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        if parts.username:
            if not isinstance(server.sock, ssl.SSLSocket):
                raise ValueError("the server offers no TLS, and a password would go in the clear")
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _through_apprise(message: Message) -> None:
    service = through_apprise(message.alert.address)
    if not service.notify(title=message.body["subject"], body=message.body["text"]):
        raise InputError("alert_unanswered", source=shown(message.alert.address), why="apprise could not send it")


def through_apprise(address: str) -> Any:
    """The service behind one of apprise's addresses. Raises NotArrived where the kit or the service is not there."""
    try:
        import apprise
    except ImportError as error:
        raise NotArrived("extra_missing", form=shown(address), kit="apprise", extra="alerts") from error
    service = apprise.Apprise()
    if not service.add(address):
        raise NotArrived("alert_bad_address", source=shown(address))
    return service


def _why(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decoded(error.smtp_error)}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _refusals(error.recipients)
    return str(error) or type(error).__name__


def _refusals(answers: Mapping[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{who}: {code} {_decoded(said)}" for who, (code, said) in answers.items())


def _decoded(said: bytes | str) -> str:
    return said if isinstance(said, str) else said.decode("utf-8", "replace")
