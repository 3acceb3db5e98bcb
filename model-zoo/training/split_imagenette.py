#!/usr/bin/python3
"""Divide the Imagenette photographs into train, design, calibration and test.

usage: split_imagenette.py PHOTOS [SPLIT_CSV]

PHOTOS holds train/WNID/*.jpg and val/WNID/*.jpg. SPLIT_CSV gets a line `path,split` per
photograph, sorted by path. From train/, DESIGN photographs become `design`, the rest `train`; from
val/, CALIBRATION become `calibration`, the rest `test`. Draws are stratified by class and depend on
names and SEED alone. Photographs that are byte for byte alike are reported.
"""
import csv
import hashlib
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

SEED = 20260101
DESIGN = 500
CALIBRATION = 1500
DEFAULT_CSV = Path(__file__).resolve().parent.parent / "families/imagenette/split.csv"


def quotas(sizes, total):
    """Share `total` among classes of the given {class: size}, largest remainders first."""
    whole = sum(sizes.values())
    exact = {c: total * n / whole for c, n in sizes.items()}
    share = {c: int(x) for c, x in exact.items()}
    by_remainder = sorted(sizes, key=lambda c: (share[c] - exact[c], c))
    for c in by_remainder[:total - sum(share.values())]:
        share[c] += 1
    return share


def draw(photos, folder, total, chosen_name, rest_name):
    """{path: split} for one folder, `total` of its photographs being `chosen_name`."""
    by_class = defaultdict(list)
    for path in sorted((photos / folder).glob("*/*.jpg")):
        by_class[path.parent.name].append(path.relative_to(photos).as_posix())
    split = {}
    share = quotas({c: len(p) for c, p in by_class.items()}, total)
    for wnid, paths in sorted(by_class.items()):
        chosen = set(random.Random(f"{SEED}/{folder}/{wnid}").sample(paths, share[wnid]))
        split.update({p: chosen_name if p in chosen else rest_name for p in paths})
    return split


def duplicates(photos, paths):
    """Groups of paths whose files are byte for byte alike."""
    by_hash = defaultdict(list)
    for p in paths:
        by_hash[hashlib.sha256((photos / p).read_bytes()).hexdigest()].append(p)
    return [group for group in by_hash.values() if len(group) > 1]


def main():
    photos = Path(sys.argv[1])
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else DEFAULT_CSV
    split = draw(photos, "train", DESIGN, "design", "train")
    split.update(draw(photos, "val", CALIBRATION, "calibration", "test"))
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["path", "split"])
        writer.writerows(sorted(split.items()))
    print(dict(sorted(Counter(split.values()).items())))
    groups = duplicates(photos, sorted(split))
    across = [g for g in groups if len({split[p] for p in g}) > 1]
    print(f"byte-identical groups: {len(groups)}, across splits: {len(across)}")
    for group in groups:
        print("  " + "  ".join(f"{p} ({split[p]})" for p in group))


if __name__ == "__main__":
    main()
