"""Where a training of the extractor begins: the layers and heads that the package ships, laid over new ones.

Classes, issues, fields and columns may have been added since; what is new starts as it is made, what was there keeps its
weights, by name. A training that begins here has seen what the shipped weights were trained on: figures of texts left out need
one that does not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch

from training.extractor_loop import Upper
from training.extractor_model import Heads
from training.restore import dequantized


def begin(models: Path, upper: Upper, heads: Heads, classes: Sequence[str], issues: Sequence[str]) -> None:
    """Lay the shipped weights over `upper` and `heads`, in place. Raises SystemExit where the number of layers differs."""
    graph = dequantized(onnx.load(str(models / "reader.int8.onnx")).graph)
    state = upper.state_dict()
    for name in state:
        value = graph.get(name, graph.get(f"reader.own.{name}"))
        if value is None:
            raise SystemExit(f"the graph in {models} has no {name}: another number of layers?")
        state[name] = value.reshape(state[name].shape)
    upper.load_state_dict(state)
    table = json.loads((models / "extractor.json").read_text(encoding="utf-8"))
    old_classes, old_issues = table["classes"], table["issues"]
    with np.load(models / "extractor.npz") as arrays:
        old = {n: torch.tensor(arrays[n].astype(np.float32)) for n in arrays.files}
    own = heads.state_dict()
    for name, value in own.items():
        before = old.get(name)
        if before is None:
            continue
        if len(value) == len(classes) and len(before) == len(old_classes):
            _rows(value, before, classes, old_classes)
        elif len(value) == len(issues) and len(before) == len(old_issues):
            _rows(value, before, issues, old_issues)
        else:  # columns and fields are only ever appended
            value[tuple(slice(0, n) for n in before.shape)] = before
    heads.load_state_dict(own)


def _rows(value: torch.Tensor, before: torch.Tensor, names: Sequence[str], old: Sequence[str]) -> None:
    for number, name in enumerate(names):
        if name in old:
            value[number] = before[old.index(name)]
