"""The application on an address of this machine."""

from __future__ import annotations

import ipaddress

import uvicorn

from musnad.store import Store
from musnad.web.app import create_app


def serve(store: Store, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Show ``store`` until stopped. Away from the loopback pages can be read and searched, not added.

    On the loopback only requests for the loopback's own names are answered, so that a foreign site whose name was
    turned to this machine (DNS rebinding) gets nothing.
    """
    local = is_loopback(host)
    hosts = frozenset({"localhost", "127.0.0.1", "::1", host}) if local else None
    app = create_app(store, may_add=local, hosts=hosts)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def is_loopback(host: str) -> bool:
    """True for an address or name that only this machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
