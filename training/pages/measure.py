"""How well lines are labelled: accuracy by kind of page, and precision and recall of the article's own words."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from musnad.article.agreement import with_agreement
from musnad.article.labeller import label
from musnad.article.lines import Line
from musnad.model import ZoneName
from training.pages.flatten import Sample

STORY = frozenset({"lede", "body", "subheading"})


def body_f1(lines: Sequence[Line], gold: Sequence[ZoneName], found: Sequence[ZoneName]) -> float:
    """F1 of the words (a multiset) of the story's paragraphs."""
    words = [
        Counter(word for line, zone in zip(lines, zones, strict=True) if zone in STORY for word in line.text.split())
        for zones in (gold, found)
    ]
    both = sum((words[0] & words[1]).values())
    return 2 * both / max(1, sum(words[0].values()) + sum(words[1].values()))


def report(samples: Iterable[Sample], show: int = 0) -> str:
    """A table: per kind of page its number, line accuracy, mean and worst body F1; then the commonest confusions."""
    rows: dict[str, list[tuple[int, int, float]]] = {}
    confusions: Counter[tuple[str, str]] = Counter()
    for sample in samples:
        lines = with_agreement(sample.lines, sample.metadata) if sample.kind == "html" else sample.lines
        found = label(lines)
        right = sum(a == b for a, b in zip(found, sample.zones, strict=True))
        rows.setdefault(sample.kind, []).append((right, len(lines), body_f1(lines, sample.zones, found)))
        wrong = [(g, f, line) for g, f, line in zip(sample.zones, found, lines, strict=True) if g != f]
        confusions.update((g, f) for g, f, _ in wrong)
        for gold, zone, line in wrong[:show]:
            print(f"{sample.layout} {sample.kind:10} {gold:11} {zone:11} {line.text[:80]}", file=sys.stderr)
    out = []
    for kind, found_rows in [*rows.items(), ("all", [row for part in rows.values() for row in part])]:
        right, total = sum(r for r, _, _ in found_rows), sum(n for _, n, _ in found_rows)
        scores = [f for _, _, f in found_rows]
        out.append(
            f"{kind:11} pages {len(scores):4}  lines {right / total:.4f}  "
            f"body F1 {sum(scores) / len(scores):.4f}  worst {min(scores):.3f}"
        )
    out += [f"  {gold} taken for {zone}: {n}" for (gold, zone), n in confusions.most_common(15)]
    return "\n".join(out)


if __name__ == "__main__":
    from training.pages.train import composed

    print(report(composed("test", 12), show=int(sys.argv[1]) if len(sys.argv) > 1 else 0))
