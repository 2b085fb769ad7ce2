"""The folder of a model, opened: ``model.onnx``, ``tokenizer.json``, ``config.json``, perhaps ``labels.toml``.

These are the files that ``optimum-cli export onnx`` writes for a model of Hugging Face.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import rtoml

from musnad.errors import ModelError
from musnad.model import Sentence, Token
from musnad.model.document import EntityType
from musnad.text.entities.own.labels import TYPES, Label, labels_of, stretches
from musnad.text.entities.own.scoring import Classifier, Size

#: The variable of the environment that names the folder.
FOLDER = "MUSNAD_ENTITY_MODEL"
_PLACES = ("model.onnx", "onnx/model.onnx")
_LONGEST = 512  # pieces


@dataclass(frozen=True, slots=True)
class OwnModel:
    """A model by the name of its folder, and what its labels are here."""

    name: str
    labels: tuple[Label, ...]
    classifier: Classifier

    @property
    def types(self) -> frozenset[EntityType]:
        """The types that it can name."""
        return frozenset(label.type for label in self.labels if label.type)

    def read(
        self, text: str, tokens: Sequence[Token], sentences: Sequence[Sentence]
    ) -> Iterator[list[tuple[int, int, EntityType]]]:
        """The names of each sentence as token stretches with their type. Raises ModelError."""
        best = self.classifier.best(text, tokens, sentences)
        for sentence in sentences:
            here = best[sentence.first : sentence.last]
            yield list(stretches((None if at < 0 else self.labels[at] for at in here), sentence.first))


def own_model() -> OwnModel | None:
    """The model of the folder that the environment names, None where it names none. Raises ModelError."""
    folder = os.environ.get(FOLDER)
    return _opened(folder) if folder else None


@cache
def _opened(folder: str) -> OwnModel:
    where = Path(folder)
    if not where.is_dir():
        raise ModelError("model_no_folder", source=folder)
    network = next((where / place for place in _PLACES if (where / place).is_file()), where / _PLACES[0])
    config = _config(where)
    written, own = _labels(where, config)
    labels = labels_of(written, own)
    if not any(label.type for label in labels):
        raise ModelError("model_labels", source=folder, labels=", ".join(written[:12]))
    positions = config.get("max_position_embeddings")
    # Two positions are left free: some families of models count from two.
    longest = min(_LONGEST, positions - 2) if isinstance(positions, int) else _LONGEST
    padding = config.get("pad_token_id")
    files = _there(where, network), _there(where, where / "tokenizer.json")
    classifier = Classifier.of(folder, files, Size(longest, padding if isinstance(padding, int) else 0, len(labels)))
    return OwnModel(where.resolve().name, labels, classifier)


def _there(folder: Path, file: Path) -> Path:
    if not file.is_file():
        raise ModelError("model_no_file", source=str(folder), file=str(file.relative_to(folder)))
    return file


def _config(folder: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(_there(folder, folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError("model_broken", source=str(folder), why=f"config.json: {error}"[:200]) from None
    if not isinstance(found, dict):
        raise ModelError("model_broken", source=str(folder), why="config.json: no JSON object")
    return found


def _labels(folder: Path, config: Mapping[str, Any]) -> tuple[list[str], Mapping[str, str]]:
    """The labels in the order of the model, and what ``labels.toml`` says some of them are. Raises ModelError."""
    try:
        numbered = {int(number): str(label) for number, label in config["id2label"].items()}
        written = [numbered[at] for at in range(len(numbered))]
    except (KeyError, ValueError, AttributeError):
        raise ModelError("model_broken", source=str(folder), why="config.json: no id2label from 0 on") from None
    path = folder / "labels.toml"
    try:
        own = rtoml.loads(path.read_text("utf-8")).get("labels", {}) if path.is_file() else {}
    except (OSError, ValueError) as error:
        raise ModelError("model_broken", source=str(folder), why=f"labels.toml: {error}"[:200]) from None
    return written, _sound(folder, own)


def _sound(folder: Path, own: object) -> Mapping[str, str]:
    """The table of ``labels.toml``. Raises ModelError where it names a type that there is not."""
    types = {*TYPES, ""}
    wrong = [v for v in own.values() if not isinstance(v, str) or v not in types] if isinstance(own, dict) else [own]
    if wrong:
        why = f"labels.toml: {wrong[0]!r} is none of {' '.join(sorted(TYPES))}"
        raise ModelError("model_broken", source=str(folder), why=why)
    return cast(Mapping[str, str], own)
