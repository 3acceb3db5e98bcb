#!/usr/bin/python3
"""Export the averaged weights of a checkpoint to ONNX and note the training in training.json.

usage: export.py CHECKPOINT FAMILY_FOLDER --command "train.py ..."

Writes opset 17, batch normalisation folded: FAMILY_FOLDER/VARIANT.onnx, input `input` float32
[N,3,S,S], output `logits` float32 [N,K]; of `edge-s` source/edge-s-float.onnx, from which
`hawk zoo quantize` makes the served file; of the split model split-encoder.onnx (`stem` uint8
[N,C,H,W] to `code` uint8) and split-tail.onnx (`code`, `mask` float32 to `logits`). The weights of
DC networks are stored as float16, each followed by a Cast to float, so that the file is half as big
and the arithmetic stays float32.
"""
import argparse
import io
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import nets
import split
import train_split

OPSET = 17


def round_weights_(net):
    """Replace weights, not biases, by their nearest float16 values; biases are small anyway."""
    with torch.no_grad():
        for parameter in net.parameters():
            if parameter.ndim > 1:
                parameter.copy_(parameter.half().float())


def to_onnx(net, inputs, output):
    """The network as a checked ONNX model with a dynamic batch; inputs {name: example}."""
    buffer = io.BytesIO()
    names = [*inputs, output]
    torch.onnx.export(
        net, tuple(inputs.values()), buffer, opset_version=OPSET, input_names=list(inputs),
        output_names=[output], dynamic_axes={name: {0: "N"} for name in names})
    model = onnx.load_from_string(buffer.getvalue())
    del model.metadata_props[:]
    for node in model.graph.node:
        node.ClearField("doc_string")
    return drop_padding(model)


def drop_padding(model):
    """Remove the Pad nodes, all of width zero, that torch puts before an AveragePool."""
    graph = model.graph
    constants = {n.output[0]: n for n in graph.node if n.op_type == "Constant"}
    pads = {n.output[0]: n for n in graph.node if n.op_type == "Pad"}
    for pad in pads.values():
        widths = numpy_helper.to_array(constants[pad.input[1]].attribute[0].t)
        if widths.any():
            raise ValueError(f"{pad.name} pads by {widths}")
    for node in graph.node:
        for i, name in enumerate(node.input):
            if name in pads:
                node.input[i] = pads[name].input[0]
    for node in list(pads.values()) + [constants[p.input[1]] for p in pads.values()]:
        graph.node.remove(node)
    return model


def store_half(model):
    """Store weights of two or more dimensions as float16 initialisers behind a Cast to float."""
    graph, casts = model.graph, []
    for tensor in graph.initializer:
        if len(tensor.dims) < 2 or tensor.data_type != TensorProto.FLOAT:
            continue
        name = tensor.name
        half = numpy_helper.to_array(tensor).astype(np.float16)
        tensor.CopyFrom(numpy_helper.from_array(half, name + ".half"))
        casts.append(helper.make_node(
            "Cast", [tensor.name], [name], name=name + ".cast", to=TensorProto.FLOAT))
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def describe(state, cost, command):
    """The entry of training.json for one network."""
    log = state["log"]
    return {
        "parameters": cost[0],
        "macs": cost[1],
        "seed": state["seed"],
        "epochs": state["epoch"],
        "seconds": sum(int(row[-1]) for row in log),
        "command": command,
        "dev_accuracy": float(log[-1][3]),
    }


def network(state, folder):
    """{training.json key: (file, model, cost)} of one variant."""
    family, variant = state["family"], state["variant"]
    net = nets.build(family, variant, state["classes"])
    net.load_state_dict(state["average"])
    net = nets.fold(net)
    size, _ = nets.SERVED[family, variant]
    cost = nets.cost(net, nets.frame(size))
    if variant == "edge-s":
        file = folder / "source" / "edge-s-float.onnx"
    else:
        file = folder / f"{variant}.onnx"
        round_weights_(net)
    model = to_onnx(net, {"input": torch.zeros(2, 3, size, size)}, "logits")
    return {variant: (file, model if variant == "edge-s" else store_half(model), cost)}


def split_networks(state, folder, tail_from, stem_scale):
    """{training.json key: (file, model, cost)} of encoder and tail."""
    side = nets.SERVED[state["family"], "edge-s"][0]
    net = train_split.SplitNet(split.load_dc(tail_from), stem_scale)
    net.load_state_dict(state["average"])
    coder, tail = split.Coder(nets.fold(net.encoder)), nets.fold(net.tail)
    stem = torch.zeros(2, split.STEM_CHANNELS, side // 4, side // 4, dtype=torch.uint8)
    code = torch.zeros(2, split.CHANNELS, side // 8, side // 8)
    encoder_cost = nets.cost(coder, stem[:1])
    tail_cost = nets.cost(tail, code[:1], code[:1])
    round_weights_(tail)
    tail_model = store_half(to_onnx(tail, {"code": code, "mask": code.clone()}, "logits"))
    return {
        "split-encoder":
            (folder / "split-encoder.onnx", to_onnx(coder, {"stem": stem}, "code"), encoder_cost),
        "split-tail": (folder / "split-tail.onnx", tail_model, tail_cost),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--command", required=True, help="the recipe, for training.json")
    parser.add_argument("--tail-from", type=Path, help="split model: as in train_split.py")
    parser.add_argument("--stem-scale", type=float, help="split model: scale of the int8 stem")
    args = parser.parse_args()
    state = torch.load(args.checkpoint)
    variant = state["variant"]
    if variant == "split":
        made = split_networks(state, args.folder, args.tail_from, args.stem_scale)
    else:
        made = network(state, args.folder)
    notes = args.folder / "training.json"
    entries = json.loads(notes.read_text()) if notes.exists() else {}
    for key, (file, model, cost) in made.items():
        onnx.checker.check_model(model, full_check=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(model, file)
        entries[key] = describe(state, cost, args.command)
        print(f"{file.name}: {file.stat().st_size} bytes, {entries[key]}")
    notes.write_text(json.dumps(entries, indent=2, sort_keys=True) + "\n")
    log = Path(__file__).resolve().parent / "logs" / f"{state['family']}-{variant}.csv"
    log.parent.mkdir(exist_ok=True)
    log.write_text((args.checkpoint.parent / "log.csv").read_text())


if __name__ == "__main__":
    main()
