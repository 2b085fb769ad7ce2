"""A site that nobody could log in to is refused before anything is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.cli.keeping import serve
from musnad.errors import StoreError


@pytest.mark.parametrize(("host", "login"), [("0.0.0.0", False), ("127.0.0.1", True)])
def test_a_site_that_is_refused_leaves_no_store(tmp_path: Path, host: str, login: bool) -> None:
    place = tmp_path / "new.db"
    with pytest.raises(StoreError) as error:
        serve(str(place), (host, 8000), login, False, None, (1.0, None))
    assert error.value.code == "serve_no_user"
    assert list(tmp_path.iterdir()) == []
