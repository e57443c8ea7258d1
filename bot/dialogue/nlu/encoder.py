"""What a sentence means, as numbers: the sentence encoder, run by onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

GRAPH, TOKENIZER = "encoder.onnx", "tokenizer.json"
# Means over the tokens of these layers: the last alone knows topics, the ones before it more of who did what to whom.
LAYERS = ("layer2", "layer3", "layer4", "layer5")
MOST_TOKENS = 256
_BATCH = 8


class SentenceEncoder:
    """Reads `encoder.onnx` and `tokenizer.json` in a folder."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # fastest for the few words of a message; many texts are read side by side
        self._session = onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)

    def words(self) -> frozenset[str]:
        """The words the encoder knows as a whole."""
        return frozenset(word for word in self._tokenizer.get_vocab() if word.isalpha())

    def __call__(self, texts: Sequence[str]) -> Any:
        """One row of 4 × 384 numbers a text, each layer's part of length 1; equal texts are read once."""
        place = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(place))]
        rows = np.zeros((len(place), len(LAYERS) * 384), np.float32)
        by_length = sorted(range(len(place)), key=lambda i: len(tokens[i]))
        batches = [by_length[begin:begin + _BATCH] for begin in range(0, len(place), _BATCH)]

        def encode(batch: Sequence[int]) -> None:
            rows[batch] = self._encode([tokens[i] for i in batch])

        if len(batches) == 1:
            encode(batches[0])
        else:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                list(pool.map(encode, batches))
        return rows[[place[text] for text in texts]]

    def _encode(self, tokens: Sequence[Sequence[int]]) -> Any:
        longest = max(map(len, tokens))
        ids = np.zeros((len(tokens), longest), np.int64)
        mask = np.zeros((len(tokens), longest), np.float32)
        for row, found in enumerate(tokens):
            ids[row, :len(found)], mask[row, :len(found)] = found, 1
        layers = self._session.run(list(LAYERS), {"ids": ids, "mask": mask})
        return np.concatenate([layer / np.linalg.norm(layer, axis=1, keepdims=True) for layer in layers], axis=1)
