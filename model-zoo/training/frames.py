"""Roadside frames as the renderer exports them: raw bytes, already in the served size."""
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from photos import to_input

SIZE = 96


def read_frames(folder):
    """(images uint8 [N,96,96,3] mapped, labels int64 [N], scenes int32 [N]) of a folder."""
    folder = Path(folder)
    labels = np.fromfile(folder / "labels.u8", np.uint8).astype(np.int64)
    images = np.memmap(folder / "images.u8", np.uint8, "r").reshape(-1, SIZE, SIZE, 3)
    scenes = np.fromfile(folder / "scenes.i32", "<i4")
    if not len(images) == len(labels) == len(scenes):
        counts = f"{len(images)} images, {len(labels)} labels, {len(scenes)} scenes"
        raise ValueError(f"{folder}: {counts}")
    return images, labels, scenes


class FrameViews:
    """Draws training batches: a random shift of up to `shift` pixels, edges repeated.

    Signs are not flip-invariant and rendered data are plentiful, so nothing heavier is applied.
    """

    def __init__(self, images, labels, shift=3):
        self.images, self.labels, self.shift = images, labels, shift

    def __len__(self):
        return len(self.images)

    def batch(self, picks, rng, sizes):
        """Indices [N] to ([float32 [N,3,s,s] for s in sizes], labels int64 [N])."""
        offsets = rng.integers(-self.shift, self.shift + 1, (len(picks), 2))
        index = np.arange(SIZE)
        out = np.empty((len(picks), SIZE, SIZE, 3), np.uint8)
        for i, pick in enumerate(picks):
            rows = np.clip(index + offsets[i, 0], 0, SIZE - 1)
            columns = np.clip(index + offsets[i, 1], 0, SIZE - 1)
            out[i] = self.images[pick][rows][:, columns]
        x = to_input(out)
        return [resized(x, size) for size in sizes], torch.from_numpy(self.labels[picks])


def resized(x, size):
    """float32 [N,3,S,S] to [N,3,size,size], antialiased; the very tensor if it has that size."""
    if x.shape[2] == size:
        return x
    x = F.interpolate(x, (size, size), mode="bilinear", antialias=True)
    return x.contiguous(memory_format=torch.channels_last)


def read_or_divide(data, share=0.2):
    """(train, dev), each as from `read_frames`: two folders, or one divided by scene."""
    if (Path(data) / "dev").is_dir():
        return read_frames(Path(data) / "train"), read_frames(Path(data) / "dev")
    images, labels, scenes = read_frames(data)
    known = np.unique(scenes)
    dev = np.isin(scenes, known[len(known) - max(1, int(len(known) * share)):])
    return ((images[~dev], labels[~dev], scenes[~dev]), (images[dev], labels[dev], scenes[dev]))
