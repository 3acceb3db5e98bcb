#!/usr/bin/python3
"""Export the averaged weights of a checkpoint to ONNX and note the training in training.json.

usage: export.py CHECKPOINT FAMILY_FOLDER --command "train.py ..."

Writes FAMILY_FOLDER/VARIANT.onnx: opset 17, input `input` float32 [N,3,S,S], output `logits`
float32 [N,K], batch normalisation folded. The weights of `dc-m` are stored as float16, each
followed by a Cast to float, so that the file is half as big and the arithmetic stays float32.
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

OPSET = 17


def load_folded(path):
    """(state, folded network) of the checkpoint's averaged weights."""
    state = torch.load(path)
    net = nets.build(state["family"], state["variant"], state["classes"])
    net.load_state_dict(state["average"])
    return state, nets.fold(net)


def round_weights_(net):
    """Replace weights, not biases, by their nearest float16 values; biases are small anyway."""
    with torch.no_grad():
        for parameter in net.parameters():
            if parameter.ndim > 1:
                parameter.copy_(parameter.half().float())


def to_onnx(net, size):
    """The network as a checked ONNX model with a dynamic batch."""
    buffer = io.BytesIO()
    torch.onnx.export(
        net, torch.zeros(2, 3, size, size), buffer, opset_version=OPSET,
        input_names=["input"], output_names=["logits"],
        dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}})
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


def describe(state, net, size, command):
    """The entry of training.json for one variant."""
    parameters, macs = nets.cost(net, size)
    log = state["log"]
    return {
        "parameters": parameters,
        "macs": macs,
        "seed": state["seed"],
        "epochs": state["epoch"],
        "seconds": sum(int(row[4]) for row in log),
        "command": command,
        "dev_accuracy": float(log[-1][3]),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--command", required=True, help="the recipe, for training.json")
    args = parser.parse_args()
    state, net = load_folded(args.checkpoint)
    family, variant = state["family"], state["variant"]
    size = nets.INPUT_SIZE[family, variant]
    if variant == "dc-m":
        round_weights_(net)
    model = to_onnx(net, size)
    if variant == "dc-m":
        store_half(model)
    onnx.checker.check_model(model, full_check=True)
    args.folder.mkdir(parents=True, exist_ok=True)
    target = args.folder / f"{variant}.onnx"
    onnx.save(model, target)
    notes = args.folder / "training.json"
    entries = json.loads(notes.read_text()) if notes.exists() else {}
    entries[variant] = describe(state, net, size, args.command)
    notes.write_text(json.dumps(entries, indent=2, sort_keys=True) + "\n")
    log = Path(__file__).resolve().parent / "logs" / f"{family}-{variant}.csv"
    log.parent.mkdir(exist_ok=True)
    log.write_text((args.checkpoint.parent / "log.csv").read_text())
    print(f"{target.name}: {target.stat().st_size} bytes, {entries[variant]}")


if __name__ == "__main__":
    main()
