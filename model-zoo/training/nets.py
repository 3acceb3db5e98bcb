"""The two network shapes of a family: a small plain `edge-s` and a residual `dc-m`.

Both map normalised RGB [N,3,H,W] to logits [N,K] and end in global average pooling, so one set of
weights accepts several H = W. Pixels enter as (u8 - 128) / 64: zero padding then equals value 128.
"""
import copy

import torch
import torch.nn as nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

INPUT_SIZE = {
    ("imagenette", "edge-s"): 96,
    ("imagenette", "dc-m"): 128,
    ("roadside", "edge-s"): 96,
    ("roadside", "dc-m"): 96,
}
# Output channels of the edge networks' 3x3 convolutions; "P" is a 2x2 max pooling. Rendered frames
# are easy: the plan for photographs would equal dc-m on them, so roadside has a far smaller one.
EDGE_PLAN = {
    "imagenette": (16, "P", 16, "P", 32, "P", 48, 64, "P", 96),
    "roadside": (16, "P", 16, "P", 16, "P", 16, "P", 32),
}


class ConvBn(nn.Module):
    """Convolution without bias, batch normalisation and, if wanted, ReLU; keeps H, W / stride."""

    def __init__(self, cin, cout, kernel=3, stride=1, relu=True):
        super().__init__()
        self.conv = nn.Conv2d(cin, cout, kernel, stride, kernel // 2, bias=False)
        self.bn = nn.BatchNorm2d(cout)
        self.relu = nn.ReLU(inplace=True) if relu else nn.Identity()

    def forward(self, x):
        return self.relu(self.bn(self.conv(x)))


class EdgeNet(nn.Module):
    """Plain chain for an int8 16x16 MAC array: 3x3 convolutions, ReLU, 2x2 max pooling.

    No residual additions, no strides, no depthwise layers; channel counts are multiples of 16.
    """

    def __init__(self, classes, plan):
        super().__init__()
        layers, channels = [], 3
        for step in plan:
            if step == "P":
                layers.append(nn.MaxPool2d(2))
            else:
                layers.append(ConvBn(channels, step))
                channels = step
        self.features = nn.Sequential(*layers)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(channels, classes)

    def forward(self, x):
        return self.head(self.pool(self.features(x)).flatten(1))


class Residual(nn.Module):
    """Two 3x3 convolutions beside a shortcut: [N,cin,H,W] to [N,cout,H/stride,W/stride]."""

    def __init__(self, cin, cout, stride=1):
        super().__init__()
        self.body = nn.Sequential(ConvBn(cin, cout, 3, stride), ConvBn(cout, cout, relu=False))
        nn.init.zeros_(self.body[1].bn.weight)
        shortcut = [nn.AvgPool2d(2)] if stride == 2 else []
        if cin != cout:
            shortcut.append(ConvBn(cin, cout, 1, relu=False))
        self.shortcut = nn.Sequential(*shortcut)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.relu(self.shortcut(x) + self.body(x))


class DcNet(nn.Module):
    """ResNet-like: stem to H/4, then residual stages at H/4, H/8 and H/16."""

    def __init__(self, classes, widths=(48, 128, 224)):
        super().__init__()
        a, b, c = widths
        self.stem = nn.Sequential(ConvBn(3, 32, 3, 2), ConvBn(32, a, 3, 2))
        self.stages = nn.Sequential(
            Residual(a, a), Residual(a, b, 2), Residual(b, c, 2), Residual(c, c))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(c, classes)

    def forward(self, x):
        return self.head(self.pool(self.stages(self.stem(x))).flatten(1))


def build(family, variant, classes):
    """A freshly initialised network of `variant` with `classes` logits."""
    net = EdgeNet(classes, EDGE_PLAN[family]) if variant == "edge-s" else DcNet(classes)
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
    return net


def fold(net):
    """A copy of `net` for evaluation, batch normalisations merged into the convolutions."""
    net = copy.deepcopy(net).eval()
    for module in net.modules():
        if isinstance(module, ConvBn) and isinstance(module.bn, nn.BatchNorm2d):
            module.conv = fuse_conv_bn_eval(module.conv, module.bn)
            module.bn = nn.Identity()
    return net


def cost(net, size):
    """(parameters, multiply-accumulates) of the folded `net` for one size x size frame."""
    net, macs = fold(net), 0

    def count(module, inputs, output):
        nonlocal macs
        per_output = module.weight[0].numel()
        macs += output.numel() * per_output

    for module in net.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            module.register_forward_hook(count)
    with torch.no_grad():
        net(torch.zeros(1, 3, size, size))
    return sum(p.numel() for p in net.parameters()), macs
