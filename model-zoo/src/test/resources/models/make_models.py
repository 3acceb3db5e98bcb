#!/usr/bin/python3
"""Writes the tiny networks of the tests beside itself: run it and commit what it writes.

`edge` and `dc` tell the dominant colour (red, green, blue) from the channels' means; `edge` sees
blue too weakly and is therefore sometimes wrong. The others are each wrong in one way.
"""
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).resolve().parent


def colours(name, weights, side, batch="N", dtype=TensorProto.FLOAT, inputs=("input",),
            output="logits"):
    labels = weights.shape[1]
    nodes = []
    source = inputs[0]
    if dtype != TensorProto.FLOAT:
        nodes.append(helper.make_node("Cast", [source], ["cast"], to=TensorProto.FLOAT))
        source = "cast"
    nodes.append(helper.make_node("GlobalAveragePool", [source], ["pooled"]))
    nodes.append(helper.make_node("Flatten", ["pooled"], ["flat"]))
    nodes.append(helper.make_node("MatMul", ["flat", "weights"], [output]))
    shape = [batch, 3, side, side]
    constants = [numpy_helper.from_array(weights.astype(np.float32), "weights")]
    graph = helper.make_graph(
        nodes, "colours",
        [helper.make_tensor_value_info(i, dtype, shape) for i in inputs],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, [batch, labels])], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 7
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, HERE / f"{name}.onnx")


def foreign(name, side=8, nhwc=False, half=False, batch="N", background=None, softmax=False,
            tail=(), bgr=False):
    """The sharp network as other people export theirs: its input has 3 channels of 0..1."""
    dtype = TensorProto.FLOAT16 if half else TensorProto.FLOAT
    kind = np.float16 if half else np.float32
    weights = 4 * np.eye(3)
    if bgr:
        weights = weights[::-1]
    if background == "first":
        weights = np.concatenate([np.full((3, 1), 0.5), weights], 1)
    elif background == "last":
        weights = np.concatenate([weights, np.full((3, 1), 0.5)], 1)
    labels = weights.shape[1]
    nodes, source = [], "picture"
    axes = [1, 2] if nhwc else [2, 3]
    nodes.append(helper.make_node("ReduceMean", [source], ["flat"], axes=axes, keepdims=0))
    constants = [numpy_helper.from_array(weights.astype(kind), "weights")]
    nodes.append(helper.make_node("MatMul", ["flat", "weights"], ["scores"]))
    source = "scores"
    if softmax:
        nodes.append(helper.make_node("Softmax", [source], ["shares"], axis=1))
        source = "shares"
    if tail:
        shape = np.array([-1 if batch == "N" else batch, labels, *tail], np.int64)
        constants.append(numpy_helper.from_array(shape, "shape"))
        nodes.append(helper.make_node("Reshape", [source, "shape"], ["reshaped"]))
        source = "reshaped"
    nodes[-1].output[0] = "classes"
    picture = [batch, side, side, 3] if nhwc else [batch, 3, side, side]
    graph = helper.make_graph(
        nodes, name,
        [helper.make_tensor_value_info("picture", dtype, picture)],
        [helper.make_tensor_value_info("classes", dtype, [batch, labels, *tail])], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 7
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, HERE / f"{name}.onnx")


def main():
    sharp = 4 * np.eye(3)
    weak = np.diag([4, 4, 2.5])
    colours("edge", weak, 8)
    colours("dc", sharp, 16)
    colours("two-inputs", sharp, 8, inputs=("input", "other"))
    colours("other-input", sharp, 8, inputs=("picture",))
    colours("other-output", sharp, 8, output="scores")
    colours("other-side", sharp, 9)
    colours("whole-numbers", sharp, 8, dtype=TensorProto.INT32)
    colours("two-labels", sharp[:, :2], 8)
    foreign("nhwc-softmax", nhwc=True, softmax=True)
    foreign("half-bgr-one", half=True, bgr=True, batch=1, softmax=True, tail=(1, 1))
    foreign("background-first-of-two", background="first", batch=2)
    foreign("background-last", background="last", half=True, tail=(1, 1))


if __name__ == "__main__":
    main()
