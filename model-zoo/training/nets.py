"""The networks of the families: a small plain `edge-s`, residual `dc-m` and `dc-l`.

Both map normalised RGB [N,3,H,W] to logits [N,K] and end in global average pooling, so one set of
weights accepts several H = W. Pixels enter as (u8 - 128) / 64: zero padding then equals value 128.
"""
import copy

import torch
import torch.nn as nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

# Served side in pixels, and the share of the photograph's side that is cropped before scaling.
SERVED = {
    ("imagenette", "edge-s"): (96, 0.875),
    ("imagenette", "dc-m"): (128, 0.875),
    ("imagenette", "dc-l"): (144, 0.875),
    ("cifar10", "edge-s"): (32, 1),
    ("cifar10", "dc-m"): (32, 1),
    ("cifar10", "dc-l"): (32, 1),
    ("roadside", "edge-s"): (96, 1),
    ("roadside", "dc-m"): (96, 1),
    ("roadside", "dc-l"): (96, 1),
}
# Output channels of the edge networks' 3x3 convolutions; "P" is a 2x2 max pooling. Rendered frames
# are easy: the plan for photographs would equal dc-m on them, so roadside has a far smaller one.
EDGE_PLAN = {
    "imagenette": (16, "P", 16, "P", 32, "P", 48, 64, "P", 96),
    "cifar10": (16, "P", 32, "P", 64, 64, "P", 96),
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


def stem_layers(edge, poolings=2):
    """The layers of an EdgeNet up to and with that pooling: what the split model's encoder reads."""
    places = [i for i, layer in enumerate(edge.features) if isinstance(layer, nn.MaxPool2d)]
    return edge.features[:places[poolings - 1] + 1]


def hold_stem(edge):
    """Keep weights and statistics of the stem through the next training steps."""
    stem = stem_layers(edge)
    stem.eval()
    for parameter in stem.parameters():
        parameter.requires_grad_(False)


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
    """ResNet-like: stem to H/4, then residual stages at H/4, H/8 and H/16.

    `extra` = (m, n) adds m residuals at H/8 and n at H/16; new ones start as identities.
    """

    def __init__(self, classes, widths=(48, 128, 224), extra=(0, 0)):
        super().__init__()
        a, b, c = widths
        self.extra = extra
        self.stem = nn.Sequential(ConvBn(3, 32, 3, 2), ConvBn(32, a, 3, 2))
        middle = [Residual(b, b) for _ in range(extra[0])]
        last = [Residual(c, c) for _ in range(extra[1])]
        self.stages = nn.Sequential(
            Residual(a, a), Residual(a, b, 2), *middle, Residual(b, c, 2), Residual(c, c), *last)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(c, classes)

    def forward(self, x):
        return self.head(self.pool(self.stages(self.stem(x))).flatten(1))

    def grow_from(self, small):
        """Take the weights of a DcNet without extra residuals; the function stays the same."""
        shift = self.extra[0]
        place = {"0": 0, "1": 1, "2": 2 + shift, "3": 3 + shift}
        own = self.state_dict()
        for name, value in small.items():
            part = name.split(".")
            if part[0] == "stages":
                part[1] = str(place[part[1]])
            own[".".join(part)].copy_(value)
        self.load_state_dict(own)


class ResNet9(nn.Module):
    """For 32x32 frames: [N,3,32,32] to logits; widths w, 2w, 4w, 8w, two residuals."""

    def __init__(self, classes, w):
        super().__init__()
        self.features = nn.Sequential(
            ConvBn(3, w), ConvBn(w, 2 * w), nn.MaxPool2d(2), Residual(2 * w, 2 * w),
            ConvBn(2 * w, 4 * w), nn.MaxPool2d(2),
            ConvBn(4 * w, 8 * w), nn.MaxPool2d(2), Residual(8 * w, 8 * w))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(8 * w, classes)

    def forward(self, x):
        return self.head(self.pool(self.features(x)).flatten(1))


DC = {
    ("imagenette", "dc-m"): lambda k: DcNet(k),
    ("imagenette", "dc-l"): lambda k: DcNet(k, extra=(2, 1)),
    ("cifar10", "dc-m"): lambda k: ResNet9(k, 32),
    ("cifar10", "dc-l"): lambda k: ResNet9(k, 48),
    ("roadside", "dc-m"): lambda k: DcNet(k, widths=(24, 56, 80)),
    ("roadside", "dc-l"): lambda k: DcNet(k),
}


def build(family, variant, classes):
    """A freshly initialised network of `variant` with `classes` logits."""
    if variant == "edge-s":
        net = EdgeNet(classes, EDGE_PLAN[family])
    else:
        net = DC[family, variant](classes)
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


def cost(net, *inputs):
    """(parameters, multiply-accumulates) of the folded `net` for inputs of batch 1."""
    net, macs = fold(net), 0

    def count(module, inputs, output):
        nonlocal macs
        per_output = module.weight[0].numel()
        macs += output.numel() * per_output

    for module in net.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            module.register_forward_hook(count)
    with torch.no_grad():
        net(*inputs)
    return sum(p.numel() for p in net.parameters()), macs


def frame(size):
    """An empty frame float32 [1,3,size,size]."""
    return torch.zeros(1, 3, size, size)
