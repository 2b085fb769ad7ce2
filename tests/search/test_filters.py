"""What narrows a search, over the sample pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.search import Query, found_readings, search
from musnad.store import Store
from musnad.store.facets import days_asked, facets_of_page

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


def pages(store: Store, **asked: Any) -> set[str]:
    return {hit.id for hit in search(store, limit=500, **asked).hits}


def hits(store: Store, **asked: Any) -> list[Any]:
    return list(search(store, limit=500, **asked).hits)


class TestKinds:
    @pytest.mark.parametrize("mode", ["direct", "indirect", "mixed", "nominal"])
    def test_each_mode_finds_its_statements(self, samples: Store, mode: str) -> None:
        found = hits(samples, mode=mode)
        assert found
        assert {hit.mode for hit in found} == {mode}

    @pytest.mark.parametrize("kind", ["named", "unnamed", "institution", "document"])
    def test_each_kind_of_source_finds_its_statements(self, samples: Store, kind: str) -> None:
        found = hits(samples, source_kind=kind)
        assert found
        assert {hit.source_kind for hit in found} == {kind}

    def test_the_kinds_of_source_together_are_all_statements(self, samples: Store) -> None:
        kinds = ("named", "unnamed", "institution", "document", "outlet")
        assert sum(len(hits(samples, source_kind=kind)) for kind in kinds) == samples.counts()["statements"]

    def test_language(self, samples: Store) -> None:
        assert len(pages(samples, language="ar")) == 17
        assert pages(samples, language="en") == set()


class TestNames:
    def test_a_speaker_is_found_in_the_other_script(self, samples: Store) -> None:
        assert pages(samples, speaker="IMF") == {"central-bank"}
        assert pages(samples, speaker="IMF", names=False) == set()

    def test_words_of_a_speaker_may_stand_apart(self, samples: Store) -> None:
        assert pages(samples, speaker="وزير جيبوتي") == {"gulf-of-aden-ships", "navy-denial"}

    def test_an_outlet_is_the_pages_or_one_that_carried_the_statement(self, samples: Store) -> None:
        assert pages(samples, outlet="AFP") == {"navy-denial"}
        assert pages(samples, outlet="outlet:afp") == {"navy-denial"}
        assert "border-talks" in pages(samples, outlet="ضفاف")

    def test_an_entity_by_its_name_in_either_script_and_by_its_id(self, samples: Store) -> None:
        assert pages(samples, entity="Yemen") == {"grain-corridor", "madar-grain-copy"}
        assert pages(samples, entity="اليمن") == pages(samples, entity="wd:Q805") == pages(samples, entity="Yemen")

    def test_what_was_sought_besides_is_told_and_can_be_switched_off(self, samples: Store) -> None:
        (also,) = search(samples, "Germany").also
        assert (also.word, also.spellings) == ("Germany", ("ألمانيا",))
        typed = search(samples, "Germany", names=False)
        assert (typed.also, typed.count) == ((), 0)

    def test_the_words_of_a_name_are_marked_in_the_other_script(self, samples: Store) -> None:
        hit = search(samples, "Pentagon", kind="statement").hits[0]
        assert [mark.of(hit.text) for mark in hit.marks] == ["البنتاغون"]


class TestDaysSpokenOf:
    def test_a_day_is_found_however_the_page_says_it(self, samples: Store) -> None:
        day = date(2022, 3, 28)
        assert "madar-port-calendar" not in pages(samples, about_from=day, about_to=day)
        both = {"query": "جيبوتي", "about_from": day, "about_to": day}
        assert pages(samples, **both) == {"gulf-of-aden-ships", "gulf-of-aden-explained", "navy-denial"}

    def test_open_ends(self, samples: Store) -> None:
        assert pages(samples, about_from=date(2025, 1, 1)) == {"madar-port-calendar"}
        assert pages(samples, about_from=date(2023, 1, 1), about_to=date(2024, 1, 1)) == {"almarfa-film-quotes"}
        assert pages(samples, about_from=date(9999, 12, 31)) == set()
        assert pages(samples, about_from=date(2022, 3, 2), about_to=date(2022, 3, 1)) == set()

    @given(st.tuples(DAYS, DAYS).map(sorted), st.tuples(DAYS, DAYS).map(sorted))
    def test_two_stretches_meet_in_the_index_where_they_meet(self, said: list[date], asked: list[date]) -> None:
        times = [{"start": 0, "end": 1, "from": said[0].isoformat(), "to": said[1].isoformat()}]
        kept = facets_of_page({"language": "ar", "outlet": None, "entities": [], "times": times}, [(0, 5)])
        meets = said[0] <= asked[1] and asked[0] <= said[1]
        assert bool(set(kept) & set(days_asked(*asked))) == meets


class TestExact:
    def test_the_letters_count(self, samples: Store) -> None:
        assert pages(samples, query="المسئول", exact=True) == set()
        assert "navy-denial" not in pages(samples, query="المسؤول", exact=True)
        assert "gulf-of-aden-ships" in pages(samples, query="المسؤول", exact=True)

    def test_attached_letters_count(self, samples: Store) -> None:
        assert pages(samples, query="جيبوتي", exact=True) >= {"gulf-of-aden-ships"}
        assert pages(samples, query="لجيبوتي", exact=True) == set()

    def test_digits_count(self, samples: Store) -> None:
        assert pages(samples, query="420", exact=True) == {"difaf-vaccine"}
        assert pages(samples, query="٤٢٠", exact=True) == set()

    def test_only_the_letters_typed_are_marked(self, samples: Store) -> None:
        for hit in hits(samples, query="سفن", exact=True):
            assert {mark.of(hit.text) for mark in hit.marks} <= {"سفن"}

    def test_every_page_of_results_together_is_all_of_them(self, samples: Store) -> None:
        whole = [hit.statement or hit.id for hit in hits(samples, query="في", exact=True)]
        seen: list[str] = []
        after = None
        while True:
            results = search(samples, "في", exact=True, limit=3, after=after)
            seen += [hit.statement or hit.id for hit in results.hits]
            after = results.after
            if after is None:
                break
        assert seen == whole
        assert len(whole) > 20


class TestFacets:
    def test_each_count_is_what_the_search_narrowed_to_it_finds(self, samples: Store) -> None:
        facets = search(samples, "السفن", kind="statement", facets=True).facets
        assert facets is not None
        names = {"stance": "stance", "kind": "source_kind", "mode": "mode", "outlet": "outlet"}
        for name, field in names.items():
            for facet in facets.by[name]:
                narrowed = search(samples, "السفن", kind="statement", **{field: facet.value})
                assert narrowed.count == facet.count, facet

    def test_months_are_in_order_and_speakers_counted(self, samples: Store) -> None:
        facets = search(samples, day_from=date(2022, 3, 1), facets=True).facets
        assert facets is not None
        assert [facet.value for facet in facets.by["month"]] == ["2022-03"]
        assert "مسؤول أمريكي" in {facet.label for facet in facets.by["speaker"]}
        assert not facets.at_least

    def test_the_count_is_that_of_the_search(self, samples: Store) -> None:
        plain, counted = search(samples, "السفن"), search(samples, "السفن", facets=True)
        assert counted.facets is not None
        assert plain.count == counted.count == counted.facets.over


class TestWhatAnExportTakes:
    def test_the_statements_found_and_what_is_in_them(self, samples: Store) -> None:
        (reading,) = found_readings(samples, Query("القرصنة"))
        assert len(reading["statements"]) == 1
        start = reading["statements"][0]["cue"]["start"]
        assert all(start <= entity["start"] for entity in reading["entities"])

    def test_whole_readings_of_the_pages_found(self, samples: Store) -> None:
        (reading,) = found_readings(samples, Query("القرصنة"), whole=True)
        number = samples.number_of("gulf-of-aden-ships")
        assert number is not None
        assert reading == samples.reading(number)

    def test_everything_where_nothing_is_asked_for(self, samples: Store) -> None:
        assert list(found_readings(samples, Query())) == list(samples.readings())

    def test_as_many_statements_as_the_search_finds(self, samples: Store) -> None:
        query = Query(source_kind="unnamed")
        many = sum(len(reading["statements"]) for reading in found_readings(samples, query))
        assert many == search(samples, query).count > 20
