"""The weights that the package runs: one graph for both learned readers, and the extractor's heads beside it.

    python -m training.extractor_export TRAINED --checkpoint ATTRIBUTION.pt FOLDER

The attribution reader and the extractor share the word embeddings, the marks and the lower layers; the extractor's upper
layers were trained from the attribution reader's and stand beside them. One run of the graph gives the attribution
head's outputs and `extractor.states`, so neither reader's training can spoil the other's.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from training import encoder as shared
from training.attribution import load
from training.extractor_loop import Upper


class Branched(nn.Module):
    """`reader` as it is, and the extractor's upper layers on the lower layers of its encoder."""

    def __init__(self, reader: shared.Reader, own: Upper) -> None:
        super().__init__()
        self.encoder, self.heads, self.own = reader.encoder, reader.heads, own

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor | None = None) -> dict[str, Tensor]:
        """Outputs of the reader's heads by name, and `extractor.states` (batch, length, width)."""
        bert = self.encoder.bert
        state = bert.embeddings(inputs_embeds=bert.embeddings.word_embeddings(ids) + self.encoder.marks(marks))
        stack = list(bert.encoder.layer)
        fork = len(stack) - len(self.own.layers)
        state = _through(stack[:fork], state)
        mine = _through(self.own.layers, state)
        state = _through(stack[fork:], state)
        values = {f"{n}.{k}": v for n, head in self.heads.items() for k, v in head(state).items()}
        return {**values, "extractor.states": mine}


def _through(layers: object, state: Tensor) -> Tensor:
    for layer in layers:  # type: ignore[attr-defined]
        result = layer(state)
        state = result[0] if isinstance(result, tuple) else result
    return state


def main() -> None:
    """Read the command line and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("trained", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--checkpoint", type=Path, required=True)
    args = parser.parse_args()
    layers = json.loads((args.trained / "extractor.json").read_text(encoding="utf-8"))["layers"]
    trained = load(args.checkpoint)
    eager = shared.Reader(shared.Encoder.pretrained("eager"), {"attribution": trained.heads["attribution"]})
    eager.encoder.load_state_dict(trained.encoder.state_dict())
    own = Upper(eager.encoder, layers)
    own.load_state_dict(torch.load(args.trained / "shipped.pt", map_location="cpu", weights_only=True))
    shared.export(Branched(eager, own), args.folder)  # type: ignore[arg-type]
    (args.folder / "reader.onnx").unlink()
    shutil.copy(shared.weights_folder() / "tokenizer.json", args.folder / "tokenizer.json")
    for name in ("extractor.npz", "extractor.json"):
        shutil.copy(args.trained / name, args.folder / name)
    total = sum(p.stat().st_size for p in args.folder.iterdir())
    print(f"{total / 1e6:.1f} MB in {args.folder}")


if __name__ == "__main__":
    main()
