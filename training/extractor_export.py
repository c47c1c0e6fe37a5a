"""One graph for both learned readers: shared lower layers, then an upper part for each.

The attribution reader and the extractor share the word embeddings, the marks and the lower layers; the extractor's upper
layers were trained from the attribution reader's and stand beside them. One run of the graph gives the attribution
head's outputs and `extractor.states`.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from training.encoder import Encoder, Reader


class Branched(nn.Module):
    """`reader` as it is, and the upper layers of `own` on the lower layers of `reader`'s encoder."""

    def __init__(self, reader: Reader, own: Encoder, layers: int) -> None:
        super().__init__()
        self.reader = reader
        stack = reader.encoder.bert.encoder.layer
        self.embeddings = reader.encoder.bert.embeddings
        self.lower = stack[: len(stack) - layers]
        self.upper = stack[len(stack) - layers :]
        self.own = own.bert.encoder.layer[len(stack) - layers :]

    def forward(self, ids: Tensor, marks: Tensor) -> dict[str, Tensor]:
        """Outputs of the reader's heads by name, and `extractor.states`."""
        encoder = self.reader.encoder
        words = self.embeddings.word_embeddings(ids) + encoder.marks(marks)
        state = self.embeddings(inputs_embeds=words)
        for layer in self.lower:
            state = _through(layer, state)
        mine = state
        for layer in self.upper:
            state = _through(layer, state)
        for layer in self.own:
            mine = _through(layer, mine)
        values = {f"{n}.{k}": v for n, head in self.reader.heads.items() for k, v in head(state).items()}
        return {**values, "extractor.states": mine}


def _through(layer: nn.Module, state: Tensor) -> Tensor:
    result = layer(state)
    return result[0] if isinstance(result, tuple) else result


def export(reader: Reader, own: Encoder, layers: int, folder: Path, name: str = "reader") -> list[Path]:
    """Write `<name>.onnx` (fp32) and `<name>.int8.onnx` of the branched encoder."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    branched = Branched(reader, own, layers).eval()
    sample = (torch.ones(1, 16, dtype=torch.long), torch.zeros(1, 16, dtype=torch.long))
    names = list(branched(*sample))
    full, small = folder / f"{name}.onnx", folder / f"{name}.int8.onnx"

    class Graph(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.branched = branched

        def forward(self, ids: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
            return tuple(self.branched(ids, marks).values())

    axes = {key: {0: "batch", 1: "length"} for key in ("ids", "marks", *names)}
    torch.onnx.export(
        Graph(), sample, str(full), input_names=["ids", "marks"], output_names=names, dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True)
    return [full, small]
