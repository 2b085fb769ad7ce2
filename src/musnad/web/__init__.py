"""Store → HTML and JSON: the pages that people and programs see. ``serve`` runs them; ``create_app`` makes them."""

from musnad.web.app import create_app
from musnad.web.serving import is_loopback, needs_login, serve

__all__ = ["create_app", "is_loopback", "needs_login", "serve"]
