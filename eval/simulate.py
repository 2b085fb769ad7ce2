"""Simulated spread: does the true number of sources lie within the bounds?

Known people speak, on the record and not; outlets that were told print it; others copy, rewrite, credit or hide where
they have it from. How many people spoke is known, and compared with the bounds that Musnad gives. Run:
``python eval/simulate.py [--runs 1000] [--seed 7]``. Exits with 1 where a bar is missed.

What makes it hard: one person is described in several ways, all true, by the papers he told; who speaks on the record
to one paper may speak without name to another; a third of those who repeat hide it, half of these in other words; some
drop the nationality or give no source at all; some credit the paper and not the speaker; some cite in a ring; and
two people may be described alike.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from musnad.claims.sources import sources
from musnad.model import Copy, Link, SourceKind, Sources, Telling

FIRST = date(2024, 3, 1)
OUTLETS = [f"صحيفة {name}" for name in ("السهل", "الضفاف", "المدار", "النخيل", "الساحل", "الجسر", "المنار اليوم")]
AGENCIES = ["رويترز", "فرانس برس", "أسوشيتد برس", "الأناضول"]

#: People who speak without name: all that papers may truly call each of them.
UNNAMED = [
    ["مسؤول أمريكي", "مسؤول في البنتاغون", "مسؤول عسكري أمريكي", "مسؤول أمريكي رفيع لم يكشف عن اسمه", "مسؤول"],
    ["مسؤول عراقي", "مصدر حكومي عراقي", "مسؤول في وزارة النقل العراقية", "مصدر مطلع", "مسؤول حكومي"],
    ["دبلوماسي فرنسي", "دبلوماسي أوروبي", "دبلوماسي غربي", "مصدر دبلوماسي", "مسؤول فرنسي"],
    ["ضابط في الشرطة", "مصدر أمني", "مصدر في وزارة الداخلية", "مسؤول أمني عراقي", "ضابط عراقي"],
    ["طبيب في مستشفى الشفاء", "مصدر طبي", "طبيب", "مصدر في المستشفى"],
    ["شاهد عيان", "شاهد", "أحد السكان", "مواطن"],
    ["نائب في البرلمان العراقي", "مصدر برلماني", "نائب", "مصدر سياسي"],
    ["مسؤولون أتراك", "مسؤولون في أنقرة", "مسؤول تركي", "مصادر تركية"],
]
#: People with a name and an office: on the record, then what they may be called off it.
NAMED = [
    (["وزير النقل العراقي رزاق محيبس", "وزير النقل العراقي", "رزاق محيبس"], ["مسؤول عراقي", "مصدر في وزارة النقل"]),
    (["وزير الخارجية التركي هاكان فيدان", "هاكان فيدان", "وزير الخارجية التركي"], ["مسؤول تركي", "مصدر دبلوماسي تركي"]),
    (["الأمين العام للأمم المتحدة أنطونيو غوتيريش", "الأمين العام للأمم المتحدة أنطونيو جوتيريش"], ["مسؤول أممي"]),
    (["مدير ميناء طرابلس جهاد القبطان", "جهاد القبطان"], ["مسؤول في ميناء طرابلس", "مصدر ملاحي"]),
    (["المدرب خالد منصور", "مدرب المنتخب خالد منصور"], ["مصدر مقرب من المنتخب"]),
]
#: Institutions: their own name, their communiqués and their spokesmen.
BODIES: list[list[tuple[SourceKind, str]]] = [
    [
        ("institution", "وزارة الدفاع العراقية"),
        ("document", "بيان لوزارة الدفاع"),
        ("named", "المتحدث باسم وزارة الدفاع العميد كمال رشدي"),
        ("unnamed", "متحدث باسم وزارة الدفاع العراقية"),
    ],
    [
        ("institution", "الخارجية الروسية"),
        ("named", "المتحدثة باسم الخارجية الروسية ماريا زاخاروفا"),
        ("document", "بيان لوزارة الخارجية الروسية"),
    ],
    [("institution", "منظمة الصحة العالمية"), ("document", "تقرير لمنظمة الصحة العالمية")],
    [("institution", "شركة أرامكو"), ("unnamed", "متحدث باسم شركة أرامكو"), ("document", "بيان لشركة أرامكو")],
]


@dataclass(slots=True)
class Spread:
    """One claim on its way: who spoke, the tellings so far, and the copies that a comparison of words would find."""

    chance: random.Random
    spoke: int = 0
    tellings: list[Telling] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)

    def speak(self, ways: list[tuple[SourceKind, str]], outlets: list[str]) -> None:
        """A new person, who tells each of the outlets."""
        self.spoke += 1
        for outlet in outlets:
            kind, words = self.chance.choice(ways)
            self.print(outlet, kind, words, [])

    def print(self, outlet: str, kind: SourceKind, words: str | None, carriers: list[str]) -> Telling:
        page = len(self.tellings) + 1
        chain = [Link("speaker", words, None)] if words else []
        chain += [Link("outlet", carrier, None) for carrier in carriers]
        day = FIRST + timedelta(days=page // 4)
        telling = Telling(
            id=f"t{page:02}",
            page=page,
            content="الجسر أغلق أمام الشاحنات",
            stance="says",
            mode="indirect",
            source_kind=kind,
            source=words,
            chain=tuple(chain),
            outlet=outlet,
            published=day,
        )
        self.tellings.append(telling)
        return telling

    def repeat(self) -> None:
        """Some outlet takes the claim over from a page that has it, in one of the ways of the press."""
        taken = self.chance.choice(self.tellings)
        outlet = self.chance.choice([one for one in OUTLETS if one != taken.outlet])
        way = self.chance.choices(WAYS, WEIGHTS)[0]
        speaker = next((link.text for link in taken.chain if link.role == "speaker"), None)
        carriers = [link.text for link in taken.chain if link.role == "outlet"]
        getattr(self, way)(taken, outlet, speaker, carriers)

    def credit(self, taken: Telling, outlet: str, speaker: str | None, carriers: list[str]) -> None:
        self.print(outlet, taken.source_kind, speaker, carriers or [str(taken.outlet)])

    def credit_paper_only(self, taken: Telling, outlet: str, speaker: str | None, carriers: list[str]) -> None:
        self.print(outlet, "outlet", str(taken.outlet), [])

    def credit_chain(self, taken: Telling, outlet: str, speaker: str | None, carriers: list[str]) -> None:
        self.print(outlet, taken.source_kind, speaker, [*carriers, str(taken.outlet)])

    def credit_in_line(self, taken: Telling, outlet: str, speaker: str | None, carriers: list[str]) -> None:
        telling = self.print(outlet, taken.source_kind, speaker, carriers)
        self.tellings[-1] = replace(telling, credits=(str(taken.outlet),))

    def copy_hidden(self, taken: Telling, outlet: str, speaker: str | None, carriers: list[str]) -> None:
        """Word for word, without credit; the comparison of words finds nine in ten."""
        telling = self.print(outlet, taken.source_kind, speaker, carriers)
        if self.chance.random() < 0.9:
            self.copies.append(Copy(taken.id, telling.id, 0.9, "shared passage"))

    def rewrite_hidden(self, taken: Telling, outlet: str, speaker: str | None, carriers: list[str]) -> None:
        """In other words, without credit, the speaker less well described at times or left out."""
        shorter = speaker.split()[0] if speaker and taken.source_kind == "unnamed" else None
        short = self.chance.choice([speaker, speaker, shorter, None])
        kind: SourceKind = taken.source_kind if short == speaker and speaker else "unnamed" if short else "outlet"
        self.print(outlet, kind, short, [])

    def ring(self, taken: Telling, outlet: str, speaker: str | None, carriers: list[str]) -> None:
        """Two papers that have it from the page, and say that they have it from each other."""
        other = self.chance.choice([one for one in OUTLETS if one not in (outlet, taken.outlet)])
        self.print(outlet, "outlet", other, [])
        self.print(other, "outlet", outlet, [])


WAYS = (
    "credit",
    "credit_paper_only",
    "credit_chain",
    "credit_in_line",
    "copy_hidden",
    "rewrite_hidden",
    "ring",
)
WEIGHTS = (26, 14, 12, 12, 16, 16, 4)


def spread(seed: int) -> Spread:
    """One claim, from its first word to its last repetition."""
    chance = random.Random(seed)
    this = Spread(chance)
    for _ in range(chance.choices((1, 2, 3, 4), (35, 35, 20, 10))[0]):
        this.speak(_ways(chance, this), _told(chance))
    for _ in range(chance.randint(0, 9)):
        this.repeat()
    return this


def _ways(chance: random.Random, this: Spread) -> list[tuple[SourceKind, str]]:
    """What papers may call the next person: never one who has spoken already, unless without name."""
    kind = chance.choices(("unnamed", "named", "body"), (55, 28, 17))[0]
    if kind == "body":
        return chance.choice([body for body in BODIES if not _heard(this, [words for _, words in body])] or [BODIES[0]])
    if kind == "unnamed":
        return [("unnamed", words) for words in chance.choice(UNNAMED)]
    on, off = chance.choice([one for one in NAMED if not _heard(this, one[0])] or NAMED)
    record: list[tuple[SourceKind, str]] = [("named", words) for words in on]
    return record * 2 + [("unnamed", words) for words in off]


def _heard(this: Spread, words: list[str]) -> bool:
    return any(telling.source in words for telling in this.tellings)


def _told(chance: random.Random) -> list[str]:
    """To whom somebody speaks: mostly one, an agency as often as a paper."""
    many = chance.choices((1, 2, 3), (80, 16, 4))[0]
    return chance.sample(OUTLETS + AGENCIES * 2, many)


def measure(runs: int, seed: int) -> tuple[Counter[int], Counter[str], list[tuple[Spread, Sources]]]:
    """Widths, where the true number lies (``within``, ``above``, ``below``), and the runs in which it lies outside."""
    widths, places, outside = Counter[int](), Counter[str](), []
    for run in range(runs):
        this = spread(seed * 1_000_003 + run)
        found = sources(this.tellings, this.copies)
        place = "below" if this.spoke < found.at_least else "above" if this.spoke > found.at_most else "within"
        widths[found.at_most - found.at_least] += 1
        places[place] += 1
        if place != "within":
            outside.append((this, found))
    return widths, places, outside


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=0, help="print so many of the runs outside the bounds")
    given = parser.parse_args()
    widths, places, outside = measure(given.runs, given.seed)
    for this, found in outside[: given.show]:
        print(f"spoke {this.spoke}, bounds {found.at_least}–{found.at_most}")
        for one in this.tellings:
            print(
                "   ",
                one.id,
                one.outlet,
                one.source_kind,
                "|",
                " > ".join(link.text for link in one.chain),
                one.credits,
            )
        print("   ", [origin.statements for origin in found.origins], [(c.original, c.copy) for c in this.copies])
    ordered = sorted(widths.elements())
    median = ordered[len(ordered) // 2]
    share = places["within"] / given.runs
    print(f"{given.runs} runs, seed {given.seed}: the true number lies within the bounds in {share:.1%}")
    print(f"    fewer spoke than at least: {places['below']}, more than at most: {places['above']}")
    print("width of the bounds: " + ", ".join(f"{width}: {widths[width]}" for width in sorted(widths)))
    print(f"    median {median}, mean {sum(ordered) / given.runs:.2f}")
    return 0 if share >= 0.99 and median <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
