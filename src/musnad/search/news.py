"""What a search finds that was not in the store before."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from musnad.search.finding import Hit, hit_of
from musnad.search.passages import passages
from musnad.search.query import Query, plan
from musnad.store import Store

_MOST = 1000


def new_statements(store: Store, query: Query, version: int) -> list[Hit]:
    """The statements found on pages that were added after the version with this key, the newest publication first (at
    most 1,000). Raises StoreError."""
    planned = plan(replace(query, kind="statement"))
    if planned is None:
        return []
    planned = replace(planned, match=replace(planned.match, newer_than=version))
    return [hit_of(passage, planned) for passage in islice(passages(store, planned), _MOST)]
