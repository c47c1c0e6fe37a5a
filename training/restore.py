"""The attribution reader's checkpoint, made again from the graphs that the package ships.

    python -m training.restore OUT.pt [--models src/dragoman/reading/models]

A checkpoint in full precision is not kept in the repository. The int8 weights are symmetric and scaled by channel, the
largest of each channel at 127 steps, so that dequantising and quantising again gives the same integers: the extractor can
be trained anew on the very lower layers that are shipped, and exported beside them, without training attribution again.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from training.attribution import build

Arrays = dict[str, torch.Tensor]


def dequantized(graph: onnx.GraphProto) -> Arrays:
    """Float32 weights of the modules of a graph, by `<module path>.weight` and the names of its plain parameters.

    Paths of modules are those of the graph's nodes, without the name of the whole: `layer.0.output.dense.weight`.
    """
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    packed = ("_quantized", "_zero_point", "_scale")
    found: Arrays = {n: torch.tensor(v) for n, v in held.items() if "::" not in n and not n.endswith(packed)}

    def whole(name: str) -> torch.Tensor:
        weight, zero, scale = (held[name + end] for end in packed)
        return torch.tensor((weight.astype("float32") - zero.astype("float32")) * scale.astype("float32"))

    for node in graph.node:
        path = ".".join(node.name.strip("/").split("/")[:-1]).removeprefix("reader.")
        if node.op_type == "MatMulInteger":
            found[f"{path}.weight"] = whole(node.input[1].removesuffix("_quantized")).T.contiguous()
        elif node.op_type == "MatMul" and node.input[1] in held:
            found[f"{path}.weight"] = torch.tensor(held[node.input[1]]).T.contiguous()
        elif node.op_type == "Gather" and node.input[0].endswith("_quantized"):
            name = node.input[0].removesuffix("_quantized")
            found[name] = whole(name)
    return found


def restored(models: Path) -> Arrays:
    """The state dict of `training.attribution.build()` with the shipped weights."""
    main = dequantized(onnx.load(str(models / "reader.int8.onnx")).graph)
    pairs = dequantized(onnx.load(str(models / "attribution.pairs.onnx")).graph)
    state = build().state_dict()
    places = {
        "encoder.bert.encoder.": "",
        "encoder.": "",
        "heads.": "",
        "heads.attribution.": "head.",
    }
    for name in state:
        wanted = [f"reader.{name}", *(new + name.removeprefix(old) for old, new in places.items() if name.startswith(old))]
        wanted += [w.removeprefix("head.") for w in wanted]
        # The graph numbers modules of one name in the order of their use: across, across_1.
        wanted += [re.sub(r"^smooth\.(\d)\.across", lambda m: f"across_{m[1]}".removesuffix("_0"), w) for w in wanted]
        for source in (main, pairs):
            value = next((source[w] for w in wanted if w in source), None)
            if value is not None:
                break
        if value is None:
            if name.endswith("position_ids") or name.endswith("token_type_ids"):
                continue
            raise SystemExit(f"the graphs hold no {name}")
        state[name] = value.reshape(state[name].shape).to(state[name].dtype)
    return state


def main() -> None:
    """Read the command line and write the checkpoint."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--models", type=Path, default=Path("src/dragoman/reading/models"))
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"reader": restored(args.models)}, args.out)


if __name__ == "__main__":
    main()
