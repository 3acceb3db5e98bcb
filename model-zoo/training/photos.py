"""Photographs of imagenette and cifar10: reading, served preprocessing, augmented training views."""
import csv
from pathlib import Path

import numpy as np
import torch
from PIL import Image

FAMILIES = Path(__file__).resolve().parent.parent / "families"
SIDE = {"imagenette": 160, "cifar10": 32}


def to_input(images):
    """uint8 [N,H,W,3] to float32 [N,3,H,W], (u8 - 128) / 64, channels last in memory."""
    x = torch.from_numpy(images).permute(0, 3, 1, 2).to(torch.float32)
    return x.sub_(128).div_(64).contiguous(memory_format=torch.channels_last)


def read_split(family, root, name):
    """(images uint8 [N,S,S,3], labels int64 [N]) of a split; labels follow sorted folder names."""
    with open(FAMILIES / family / "split.csv", newline="") as lines:
        rows = list(csv.DictReader(lines))
    classes = sorted({row["path"].split("/")[1] for row in rows})
    paths = [row["path"] for row in rows if row["split"] == name]
    side = SIDE[family]
    images = np.empty((len(paths), side, side, 3), np.uint8)
    for i, path in enumerate(paths):
        with Image.open(Path(root) / path) as photo:
            images[i] = np.asarray(photo.convert("RGB"))
    labels = np.array([classes.index(path.split("/")[1]) for path in paths], np.int64)
    return images, labels


def area_matrix(source, target):
    """float64 [target,source]: row t averages the source pixels that target pixel t covers."""
    edges = np.arange(target + 1) * (source / target)
    low = np.maximum(edges[:-1, None], np.arange(source)[None])
    high = np.minimum(edges[1:, None], np.arange(source)[None] + 1)
    return np.clip(high - low, 0, None) * (target / source)


def served(images, size, share):
    """Centre crop of `share` of the side, area-interpolated: uint8 [N,S,S,3] to [N,size,size,3]."""
    side = images.shape[1]
    crop = round(side * share)
    if crop == size:
        start = (side - crop) // 2
        return images[:, start:start + crop, start:start + crop]
    start = (side - crop) // 2
    area = torch.from_numpy(area_matrix(crop, size)).float()
    out = np.empty((len(images), size, size, 3), np.uint8)
    for i, image in enumerate(images):
        x = torch.from_numpy(image[start:start + crop, start:start + crop]).float()
        y = torch.einsum("ip,pqc,jq->ijc", area, x, area)
        out[i] = y.round_().clamp_(0, 255).byte().numpy()
    return out


class PhotoViews:
    """Draws augmented training batches: resized crop, flip, colour jitter, random erasing.

    The random numbers of a batch are drawn once, so that `batch` may render the same views in
    several sizes (student and teacher).
    """

    def __init__(self, images, labels, min_area=0.35, jitter=0.3, erasing=0.25):
        self.images, self.labels = images, labels
        self.min_area, self.jitter, self.erasing = min_area, jitter, erasing

    def __len__(self):
        return len(self.images)

    def batch(self, picks, rng, sizes):
        """Indices [N] to ([float32 [N,3,s,s] for s in sizes], labels int64 [N])."""
        side, n = self.images.shape[1], len(picks)
        aspect = np.exp(rng.uniform(np.log(3 / 4), np.log(4 / 3), n))
        root = side * np.sqrt(rng.uniform(self.min_area, 1, n))
        width = np.minimum(root * np.sqrt(aspect), side)
        height = np.minimum(root / np.sqrt(aspect), side)
        left = rng.uniform(0, 1, n) * (side - width)
        top = rng.uniform(0, 1, n) * (side - height)
        boxes = np.stack([left, top, left + width, top + height], 1).clip(0, side)
        flips = rng.random(n) < 0.5
        soft = rng.random(n) < 0.5
        colour = torch.from_numpy(rng.uniform(1 - self.jitter, 1 + self.jitter, (3, n))).float()
        holes = np.concatenate([rng.uniform(0.15, 0.5, (n, 2)), rng.uniform(0, 1, (n, 2))], 1)
        holes[rng.random(n) >= self.erasing] = 0
        views = []
        for size in sizes:
            out = np.empty((n, size, size, 3), np.uint8)
            for i, pick in enumerate(picks):
                resampling = Image.BILINEAR if soft[i] else Image.HAMMING
                view = Image.fromarray(self.images[pick]).resize(
                    (size, size), resampling, tuple(boxes[i]))
                out[i] = np.asarray(view)[:, ::-1] if flips[i] else np.asarray(view)
            views.append(erase_(jitter_(to_input(out), colour), holes))
        return views, torch.from_numpy(self.labels[picks])


class SmallPhotoViews:
    """Draws augmented batches of 32x32 photographs: flip, shift by up to 2 pixels, 8x8 erasing."""

    SHIFT = 2

    def __init__(self, images, labels):
        self.images = np.pad(images, ((0, 0), (2, 2), (2, 2), (0, 0)), "reflect")
        self.labels, self.side = labels, images.shape[1]

    def __len__(self):
        return len(self.images)

    def batch(self, picks, rng, sizes):
        """Indices [N] to ([float32 [N,3,S,S]] * len(sizes), labels int64 [N])."""
        n, side = len(picks), self.side
        shifts = rng.integers(0, 2 * self.SHIFT + 1, (n, 2))
        flips = rng.random(n) < 0.5
        holes = rng.integers(-8, side, (n, 2))
        out = np.empty((n, side, side, 3), np.uint8)
        for i, pick in enumerate(picks):
            (top, left), (y, x) = shifts[i], holes[i]
            view = self.images[pick, top:top + side, left:left + side]
            out[i] = view[:, ::-1] if flips[i] else view
            out[i, max(y, 0):y + 8, max(x, 0):x + 8] = 128
        return [to_input(out)] * len(sizes), torch.from_numpy(self.labels[picks])


def jitter_(x, colour):
    """Scale saturation, contrast and brightness of x [N,3,H,W] in place by colour [3,N]."""
    saturation, contrast, brightness = colour.view(3, -1, 1, 1, 1)
    weights = torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)
    grey = (x * weights).sum(1, keepdim=True)
    mean = grey.mean((2, 3), keepdim=True)
    gain = contrast * brightness
    x.mul_(saturation * gain).add_(grey * ((1 - saturation) * gain))
    x.add_((mean * (1 - contrast) + 2) * brightness - 2)
    return x.clamp_(-2, 127 / 64)


def erase_(x, holes):
    """Set a rectangle per image of x [N,3,S,S] to 0; holes [N,4]: height, width, top, left."""
    size = x.shape[2]
    for image, (height, width, top, left) in zip(x, holes):
        h, w = int(height * size), int(width * size)
        y, z = int(top * (size - h)), int(left * (size - w))
        image[:, y:y + h, z:z + w] = 0
    return x
