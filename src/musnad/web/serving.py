"""The application on an address of this machine."""

from __future__ import annotations

import ipaddress

import uvicorn

from musnad.errors import StoreError
from musnad.store import Store
from musnad.web.app import create_app


def serve(store: Store, host: str = "127.0.0.1", port: int = 8000, login: bool = False) -> None:
    """Show ``store`` until stopped; who must log in is said by :func:`needs_login`.

    Without a login only requests for the loopback's own names are answered, so that a foreign site whose name was
    turned to this machine (DNS rebinding) gets nothing. Raises StoreError where nobody could log in who must.
    """
    login = needs_login(store, host, login)
    hosts = None if login else frozenset({"localhost", "127.0.0.1", "::1", host})
    app = create_app(store, login=login, hosts=hosts)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def needs_login(store: Store, host: str, wished: bool = False) -> bool:
    """Whether people must log in: where others can reach the site or the store, or it is wished.

    Raises StoreError ``serve_no_user`` where they must and nobody can.
    """
    needed = wished or store.is_shared or not is_loopback(host)
    if needed and not store.accounts.any():
        raise StoreError("serve_no_user", store=store.where, host=host)
    return needed


def is_loopback(host: str) -> bool:
    """True for an address or name that only this machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
