"""How long it takes to group many tellings, from scratch, and how the time grows.

    python bench/claims.py [25000 50000 100000]

The tellings are made by varying: events (deeds, places, people, numbers, days drawn from the gazetteers with a fixed
seed), each told by one to nine pages in other words. Prints CPU seconds and the growth beside linear; one process.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from musnad.claims.blocking import Blocks
from musnad.claims.grouping import Grouping, group, grow
from musnad.claims.meant import meaning
from musnad.lexicon import table
from musnad.lexicon.places import is_item
from musnad.model.claim import Amount, Named, Telling
from musnad.text.rarity import steps

SIZES = (25_000, 50_000, 100_000)
FIRST_DAY = date(2024, 1, 1)
#: Each deed in several wordings; {n} a number with its unit, {place}, {body}, {who}.
DEEDS = (
    ("مقتل {n} في {thing} قرب {place}", "{thing} قرب {place} يودي بحياة {n}", "قتل {n} جراء {thing} بالقرب من {place}"),
    ("{body} تعلن عن {thing} في {place} بكلفة {n}", "إعلان {body} عن {thing} بقيمة {n} في {place}"),
    ("{who} يزور {place} لبحث {thing} مع {body}", "زيارة {who} إلى {place} لبحث {thing} مع {body}"),
    ("محكمة في {place} تقضي بسجن {who} في قضية {thing}", "سجن {who} بحكم محكمة في {place} في قضية {thing}"),
    ("{body} ترفض {thing} الذي اقترحه {who}", "رفض {body} لما اقترحه {who} من {thing}"),
    ("ارتفاع {thing} في {place} بنسبة {n}", "{thing} في {place} يرتفع بنسبة {n}"),
    ("{who} يتهم {body} بالتستر على {thing} في {place}", "اتهام من {who} لـ{body} بالتستر على {thing} في {place}"),
    ("{body} توقع مع {who} اتفاقا بشأن {thing}", "توقيع اتفاق بين {body} و{who} بشأن {thing}"),
)
NOUNS = """
انهيار حريق فيضان تصادم انفجار تسرب مستودع منجم جسر مدرسة مصنع مستشفى ميناء محطة خط سد مزرعة سوق مطار قطار
حافلة مركب سفينة طائرة مختبر متحف ملعب مهرجان معرض مؤتمر مشروع قرض صندوق ضريبة رسوم وقود قمح دقيق سكر دواء
لقاح كهرباء مياه إسمنت حديد نحاس فوسفات بطالة تضخم إيجارات تأمين معاشات رواتب تهريب تزوير رشوة احتيال قرصنة
تجسس هجرة لجوء حدود
"""
KINDS = """
كبير قديم جديد بحري جبلي صناعي زراعي تجاري حكومي خاص دولي محلي ريفي مركزي شمالي جنوبي شرقي غربي مؤقت سنوي طبي
تعليمي نسائي شبابي رياضي ثقافي سياحي عسكري مدني مالي مصرفي عقاري نفطي غازي شمسي نووي رقمي فضائي
"""


def main() -> None:
    """Time each size, then one page added to the largest."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    first = 0.0
    for size in sizes:
        tellings = list(made(size))
        began, wall = time.process_time(), time.monotonic()
        found = group(tellings)
        took = time.process_time() - began
        first = first or took / sizes[0]
        print(
            f"{size:7} tellings: {took:6.1f} s CPU, {time.monotonic() - wall:6.1f} s; {len(found.claims)} claims,"
            f" {len(found.links)} links; {took / size / first:.2f} × linear"
        )
    _added(tellings, found)


def _added(tellings: list[Telling], found: Grouping) -> None:
    blocks = Blocks()
    for telling in tellings:
        blocks.add(meaning(telling))
    page = [next(made(1, seed=7 + at)) for at in range(12)]
    began = time.process_time()
    grow(found, blocks, page)
    print(f"a page of {len(page)} statements added in memory: {time.process_time() - began:.2f} s CPU")


def made(count: int, seed: int = 1) -> Iterator[Telling]:
    """So many tellings of events, in order of their events."""
    chance, number = random.Random(seed), 0
    places, people, bodies = _names("ar/cities"), _people(chance), _names("ar/organisations")
    while number < count:
        slots, amount, names = _event(chance, places, people, bodies)
        wordings, day = chance.choice(DEEDS), FIRST_DAY + timedelta(days=chance.randrange(365))
        for _ in range(min(chance.choice((1, 1, 1, 2, 3, 5, 9)), count - number)):
            words = chance.choice(wordings).format(**slots)
            yield Telling(
                id=f"{seed}-{number:07}",
                page=number,
                content=words,
                stance="says",
                mode="indirect",
                source_kind="institution",
                published=day + timedelta(days=chance.randrange(2)),
                names=tuple(name for name in names if name.text in words),
                amounts=(amount,) if amount.text in words else (),
                passage=words,
            )
            number += 1


def _event(
    chance: random.Random, places: list[str], people: list[str], bodies: list[str]
) -> tuple[dict[str, str], Amount, tuple[Named, ...]]:
    value, unit = chance.randrange(3, 900), chance.choice(("شخصا", "مليون دولار", "بالمئة"))
    slots = {
        "n": f"{value} {unit}",
        "thing": f"{chance.choice(NOUNS.split())} {chance.choice(_vocabulary())} {chance.choice(KINDS.split())}",
        "place": chance.choice(places),
        "body": chance.choice(bodies),
        "who": chance.choice(people),
    }
    scale, what = {"شخصا": (1, "شخص"), "مليون دولار": (1e6, "دولار"), "بالمئة": (1, "%")}[unit]
    return slots, Amount(slots["n"], value * scale, what), (Named(slots["who"], "PER"), Named(slots["body"], "ORG"))


@cache
def _vocabulary() -> list[str]:
    """Words of the press that are neither everyday nor rare: its events are as various as its vocabulary."""
    return sorted(word for word, step in steps().items() if 11 <= step <= 15 and len(word) > 3)


def _names(name: str) -> list[str]:
    rows = [names for of in table(name).values() if isinstance(of, dict) for names in of.values()]
    return [next(one for one in names if not is_item(one)) for names in rows if isinstance(names, list) and names]


def _people(chance: random.Random) -> list[str]:
    given = table("ar/names")["best_known"]["arab"].split()
    return [f"{chance.choice(given)} {chance.choice(given)}" for _ in range(3000)]


if __name__ == "__main__":
    main()
