"""Words sought in what is kept: statements and articles, however the words are spelt, and in both scripts for names.

A query is words, all of which must be there, and phrases in quotation marks of any kind. Hamza, tashkeel, the article,
clitics, ta marbuta, alef maqsura and the kind of digits do not matter (:mod:`musnad.store.keys`) unless it is exact.
"""

from musnad.search.facets import Facet, Facets
from musnad.search.finding import MOST_COUNTED, Hit, Results, search
from musnad.search.found import found_readings
from musnad.search.names import Also
from musnad.search.news import new_statements
from musnad.search.query import HitKind, Query
from musnad.search.saving import check_name, query_of_dict, query_to_dict

__all__ = [
    "MOST_COUNTED",
    "Also",
    "Facet",
    "Facets",
    "Hit",
    "HitKind",
    "Query",
    "Results",
    "check_name",
    "found_readings",
    "new_statements",
    "query_of_dict",
    "query_to_dict",
    "search",
]
