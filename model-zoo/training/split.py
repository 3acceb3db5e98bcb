"""The split model: stem of the edge network, encoder, code in packets, decoder and tail.

The code is uint8 [N,C,H,W]. Level b keeps the top b bits q >> (8 - b); the receiver reads
((kept + 0.5) * 2^(8 - b) - 128) / 64, and 0 with mask 0 where nothing came. Packet g * PHASES + s
holds the channels of group g at positions (y + x) % PHASES == s; the base packets travel twice.
"""
import copy

import numpy as np
import torch
import torch.nn as nn

import nets
from nets import ConvBn, Residual

STEM_CHANNELS = 16
CHANNELS = 8
GROUPS = 4
PHASES = 2
PACKETS = GROUPS * PHASES
BASE = 2
# Grid of the uint8 stem, as `hawk zoo quantize` prints it for the output of the layer before.
STEM_SCALE = {"imagenette": 1 / 16, "roadside": 1 / 16}


class Stem(nn.Module):
    """The frozen first layers of the edge network, rounded to the grid of its int8 twin."""

    def __init__(self, edge, scale):
        super().__init__()
        self.layers, self.scale = nets.stem_layers(nets.fold(edge)), scale

    def forward(self, x):
        """[N,3,S,S] to uint8 values as float [N,16,S/4,S/4]."""
        with torch.no_grad():
            return (self.layers(x) / self.scale).round_().clamp_(0, 255)


class Encoder(nn.Module):
    """uint8 stem values [N,16,H,W] to the code before rounding [N,8,H/2,W/2], about -2..2."""

    def __init__(self, scale):
        super().__init__()
        self.scale = scale
        self.body = nn.Sequential(ConvBn(STEM_CHANNELS, 32, 3, 2), ConvBn(32, 32))
        self.out = nn.Conv2d(32, CHANNELS, 1)

    def forward(self, stem):
        return self.out(self.body(stem * self.scale))


class Coder(nn.Module):
    """Encoder as it is exported: uint8 stem to uint8 code."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, stem):
        z = self.encoder(stem.float())
        return (z * 64 + 128).round().clamp(0, 255).to(torch.uint8)


class Tail(nn.Module):
    """Code and mask float [N,8,H,W] to logits; the last stages are those of a DC network."""

    def __init__(self, dc):
        super().__init__()
        width = dc.stages[1].body[1].conv.out_channels
        self.decoder = nn.Sequential(ConvBn(2 * CHANNELS, width), Residual(width, width))
        self.stages = copy.deepcopy(dc.stages[2:])
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = copy.deepcopy(dc.head)

    def forward(self, code, mask):
        x = self.decoder(torch.cat([code, mask], 1))
        return self.head(self.pool(self.stages(x)).flatten(1))


def levels(z, bits):
    """What a receiver reads of z at `bits`, gradients passing straight through."""
    step = 2 ** (8 - bits)
    q = (z * 64 + 128).round().clamp(0, 255)
    read = ((torch.div(q, step, rounding_mode="floor") + 0.5) * step - 128) / 64
    inside = z.clamp(-2, 127 / 64)
    return inside + (read - inside).detach()


def packet_masks(height, width):
    """float [PACKETS,CHANNELS,H,W]: 1 where a packet holds the value."""
    phase = (torch.arange(height)[:, None] + torch.arange(width)[None]) % PHASES
    masks = torch.zeros(PACKETS, CHANNELS, height, width)
    share = CHANNELS // GROUPS
    for p in range(PACKETS):
        g, s = divmod(p, PHASES)
        masks[p, g * share:(g + 1) * share] = (phase == s).float()
    return masks


def lost_in_burst(rng, n, count, rate, burst=4.0):
    """bool [n,count]: losses of a Gilbert-Elliott channel of that rate and mean burst length."""
    leave = 1 / burst
    enter = min(1, leave * rate / max(1e-9, 1 - rate))
    lost = np.empty((n, count), bool)
    state = rng.random(n) < rate
    for i in range(count):
        lost[:, i] = state
        state = np.where(state, rng.random(n) >= leave, rng.random(n) < enter)
    return lost


def received(rng, n, rate, bursty):
    """bool [n,PACKETS] after sending all packets and then the base ones again."""
    sent = PACKETS + BASE
    if bursty:
        lost = np.concatenate([lost_in_burst(rng, 1, sent, r) for r in rate]) \
            if np.ndim(rate) else lost_in_burst(rng, n, sent, rate)
    else:
        lost = rng.random((n, sent)) < np.reshape(rate, (-1, 1))
    got = ~lost[:, :PACKETS]
    got[:, :BASE] |= ~lost[:, PACKETS:]
    return got


def draw_received(rng, n):
    """bool [n,PACKETS] for training: a third whole, a third a prefix, a third with losses."""
    got = np.ones((n, PACKETS), bool)
    kind = rng.random(n)
    prefix = rng.integers(1, PACKETS + 1, n)
    rate = rng.uniform(0, 0.7, n)
    scattered, bursty = received(rng, n, rate, False), received(rng, n, rate, True)
    order = np.arange(PACKETS)
    for i in range(n):
        if 0.3 <= kind[i] < 0.6:
            got[i] = order < prefix[i]
        elif kind[i] >= 0.6:
            got[i] = bursty[i] if rng.random() < 0.5 else scattered[i]
            if not got[i].any():
                got[i, rng.integers(PACKETS)] = True
    return got


def load_dc(path):
    """The averaged DC network of a checkpoint."""
    state = torch.load(path)
    net = nets.build(state["family"], state["variant"], state["classes"])
    net.load_state_dict(state["average"])
    return net
