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
            output="logits", flat=True):
    labels = weights.shape[1]
    nodes = []
    source = inputs[0]
    if dtype != TensorProto.FLOAT:
        nodes.append(helper.make_node("Cast", [source], ["cast"], to=TensorProto.FLOAT))
        source = "cast"
    nodes.append(helper.make_node("GlobalAveragePool", [source], ["pooled"]))
    nodes.append(helper.make_node("Flatten", ["pooled"], ["flat"]))
    nodes.append(helper.make_node("MatMul", ["flat", "weights"], [output if flat else "rows"]))
    if not flat:
        nodes.append(helper.make_node("Unsqueeze", ["rows", "axis"], [output]))
    shape = [batch, 3, side, side]
    out = [batch, labels] if flat else [batch, labels, 1]
    constants = [numpy_helper.from_array(weights.astype(np.float32), "weights")]
    if not flat:
        constants.append(numpy_helper.from_array(np.array([2], np.int64), "axis"))
    graph = helper.make_graph(
        nodes, "colours",
        [helper.make_tensor_value_info(i, dtype, shape) for i in inputs],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, out)], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 7
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, HERE / f"{name}.onnx")


def main():
    sharp = 4 * np.eye(3)
    weak = np.diag([4, 4, 2.5])
    colours("edge", weak, 8)
    colours("dc", sharp, 16)
    colours("fixed-batch", sharp, 8, batch=2)
    colours("two-inputs", sharp, 8, inputs=("input", "other"))
    colours("other-input", sharp, 8, inputs=("picture",))
    colours("other-output", sharp, 8, output="scores")
    colours("other-side", sharp, 9)
    colours("whole-numbers", sharp, 8, dtype=TensorProto.INT32)
    colours("two-labels", sharp[:, :2], 8)
    colours("rank-three", sharp, 8, flat=False)


if __name__ == "__main__":
    main()
