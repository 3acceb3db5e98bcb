#!/usr/bin/python3
"""Accuracy of an exported ONNX file on a labelled split, with its standard error.

usage: evaluate.py ONNX FAMILY DATA SPLIT
  imagenette: DATA holds the photographs, SPLIT is design, calibration or test
  roadside:   DATA/SPLIT holds exported frames

Runs the file itself, stored weights included, through a small interpreter of the operators that the
two networks use. Meant for one look at `test` when everything is decided, never during training.
"""
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import helper, numpy_helper

import frames
import photos

OPERATORS = {
    "Conv": lambda x, w, b, a: F.conv2d(x, w, b, a["strides"], a["pads"][:2]),
    "Relu": lambda x, a: F.relu(x),
    "Add": lambda x, y, a: x + y,
    "MaxPool": lambda x, a: F.max_pool2d(x, a["kernel_shape"], a["strides"]),
    "AveragePool": lambda x, a: F.avg_pool2d(x, a["kernel_shape"], a["strides"]),
    "GlobalAveragePool": lambda x, a: x.mean((2, 3), keepdim=True),
    "Flatten": lambda x, a: x.flatten(a["axis"]),
    "Gemm": lambda x, w, b, a: x @ (w.T if a.get("transB") else w) + b,
    "Cast": lambda x, a: x.to({1: torch.float32, 10: torch.float16}[a["to"]]),
}


class OnnxNet:
    """Evaluates a model's graph node by node, in the stored order."""

    def __init__(self, path):
        graph = onnx.load(path).graph
        self.size = graph.input[0].type.tensor_type.shape.dim[2].dim_value
        self.weights = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy())
                        for t in graph.initializer}
        self.nodes = [(n, {a.name: helper.get_attribute_value(a) for a in n.attribute})
                      for n in graph.node]

    def __call__(self, x):
        """float32 [N,3,S,S] to logits [N,K]."""
        values = dict(self.weights, input=x)
        for node, attributes in self.nodes:
            inputs = [values[name] for name in node.input]
            values[node.output[0]] = OPERATORS[node.op_type](*inputs, attributes)
        return values["logits"]


def load_split(family, data, split, size):
    """(served frames uint8 [N,size,size,3], labels [N], groups [N]) for the standard error."""
    if family == "imagenette":
        images, labels = photos.read_split(data, split)
        return photos.served(images, size), labels, np.arange(len(labels))
    return frames.read_frames(Path(data) / split)


def standard_error(right, groups):
    """Of the mean of right [N], frames of one group (a scene) counting as dependent."""
    residual = right - right.mean()
    sums = np.bincount(np.unique(groups, return_inverse=True)[1], residual)
    k = len(sums)
    return float(np.sqrt(k / (k - 1) * (sums ** 2).sum()) / len(right))


def main():
    path, family, data, split = sys.argv[1:5]
    net = OnnxNet(path)
    images, labels, groups = load_split(family, data, split, net.size)
    with torch.no_grad():
        answers = [net(photos.to_input(np.array(images[i:i + 100]))).argmax(1).numpy()
                   for i in range(0, len(images), 100)]
    right = (np.concatenate(answers) == labels).astype(float)
    print(f"{Path(path).name} {split}: {right.mean():.4f} +- {standard_error(right, groups):.4f} "
          f"({len(right)} frames in {len(np.unique(groups))} groups)")


if __name__ == "__main__":
    main()
