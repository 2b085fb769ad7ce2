"""JSON → an http(s) address that waits for it (a webhook), by the rules of fetching: public addresses only, judged
before anything is sent and again at the connection; no redirect is followed."""

from __future__ import annotations

import asyncio

import httpx

from musnad.errors import InputError
from musnad.gather.fetching import SECONDS, Admit, checked, is_public, open_client, refuse_private

_HEADERS = {"Content-Type": "application/json; charset=utf-8", "Accept": "*/*"}
#: Answers that say that nothing was done with what was sent (RFC 6585, 4; RFC 9110, 15.6.4).
_NOT_NOW = frozenset({429, 503})


class NotArrived(InputError):
    """What was sent surely did not arrive, or was not taken."""


def post(address: str, body: bytes, *, private: bool = False) -> None:
    """Send ``body`` (JSON, UTF-8) once. ``private`` admits addresses of a network of one's own.

    Raises NotArrived where it surely did not arrive, InputError where it may have.
    """
    admit: Admit = (lambda host, ip, port: True) if private else is_public
    asyncio.run(_post(address, body, admit))


async def _post(address: str, body: bytes, admit: Admit) -> None:
    try:
        url = checked(address)
        await refuse_private(url, address, admit)
    except InputError as error:
        raise NotArrived(error.code, **error.values) from error
    except (OSError, UnicodeError) as error:
        raise NotArrived("alert_unreachable", source=address, why=str(error)) from error
    async with open_client(admit) as client:
        try:
            answer = await asyncio.wait_for(client.post(url, content=body, headers=_HEADERS), SECONDS)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise NotArrived("alert_unreachable", source=address, why=str(error) or "no connection") from error
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            why = str(error) or f"no answer in {SECONDS:.0f} seconds"
            raise InputError("alert_unanswered", source=address, why=why) from error
    if answer.status_code in _NOT_NOW:
        raise NotArrived("alert_refused", source=address, why=f"HTTP {answer.status_code}")
    if not answer.is_success:
        raise InputError("alert_refused", source=address, why=f"HTTP {answer.status_code}")
