"""A token classifier in ONNX, as small as one can be: the label of a piece is looked up in a table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CONLL = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
UNKNOWN, OPENS, CLOSES, FILLS = "[UNK]", "[CLS]", "[SEP]", "[PAD]"


def made(
    folder: Path,
    words: Mapping[str, str],
    labels: Sequence[str] = CONLL,
    *,
    inputs: Sequence[str] = ("input_ids", "attention_mask", "token_type_ids"),
    wide: int = 0,
    config: Mapping[str, Any] | None = None,
    cutter: Any = None,
) -> Path:
    """A folder with a model that gives these pieces these labels, all others the first one.

    A piece that goes on within a word is written ``##piece``, or as ``cutter``, another tokenizer, writes it. ``wide``
    labels more are scored than are named.
    """
    folder.mkdir(parents=True, exist_ok=True)
    cutter = cutter or _cutter(words)
    vocabulary = cutter.get_vocab()
    _network(folder / "model.onnx", vocabulary, words, labels, inputs, wide)
    cutter.save(str(folder / "tokenizer.json"))
    named = {"id2label": {str(at): label for at, label in enumerate(labels)}, "max_position_embeddings": 512}
    (folder / "config.json").write_text(json.dumps({**named, **(config or {})}), "utf-8")
    return folder


def _network(
    path: Path,
    vocabulary: Mapping[str, int],
    words: Mapping[str, str],
    labels: Sequence[str],
    inputs: Sequence[str],
    wide: int,
) -> None:
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    table = np.zeros((len(vocabulary), len(labels) + wide), np.float32)
    for word, at in vocabulary.items():
        table[at, labels.index(words.get(word, labels[0]))] = 1
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", inputs[0]], ["logits"])],
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "pieces"]) for name in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "pieces", table.shape[1]])],
        [numpy_helper.from_array(table, "table")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(made, str(path))


def _cutter(words: Mapping[str, str]) -> Any:
    """As BERT cuts: into words, folded, and these into pieces."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = {word: at for at, word in enumerate([FILLS, UNKNOWN, OPENS, CLOSES, *words])}
    cutter = Tokenizer(models.WordPiece(vocabulary, unk_token=UNKNOWN))
    cutter.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
    cutter.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    cutter.post_processor = processors.TemplateProcessing(
        single=f"{OPENS} $A {CLOSES}", special_tokens=[(name, vocabulary[name]) for name in (OPENS, CLOSES)]
    )
    return cutter
