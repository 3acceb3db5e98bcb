#!/usr/bin/python3
"""Divide the photographs of a family into train, design, calibration and test.

usage: split_photos.py imagenette|cifar10 PHOTOS [SPLIT_CSV]

PHOTOS holds FOLDER/CLASS/*.jpg as in DRAWS. SPLIT_CSV gets a line `path,split` per photograph,
sorted by path. Draws are stratified by class and depend on names and SEED alone. Photographs that
are byte for byte alike are reported.
"""
import csv
import hashlib
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

SEED = 20260101
FAMILIES = Path(__file__).resolve().parent.parent / "families"
# Per family and folder: how many photographs go to which split, in turn; the rest to the last one.
DRAWS = {
    "imagenette": {"train": ((500, "design"), "train"), "val": ((1500, "calibration"), "test")},
    "cifar10": {"train": ((2000, "design"), (6000, "calibration"), (6000, "test"), "train")},
}


def quotas(sizes, total):
    """Share `total` among classes of the given {class: size}, largest remainders first."""
    whole = sum(sizes.values())
    exact = {c: total * n / whole for c, n in sizes.items()}
    share = {c: int(x) for c, x in exact.items()}
    by_remainder = sorted(sizes, key=lambda c: (share[c] - exact[c], c))
    for c in by_remainder[:total - sum(share.values())]:
        share[c] += 1
    return share


def draw(photos, folder, draws):
    """{path: split} for one folder, divided as `draws` say."""
    by_class = defaultdict(list)
    for path in sorted((photos / folder).glob("*/*.jpg")):
        by_class[path.parent.name].append(path.relative_to(photos).as_posix())
    split = {}
    for total, name in draws[:-1]:
        share = quotas({c: len(p) for c, p in by_class.items()}, total)
        for label, paths in sorted(by_class.items()):
            seed = f"{SEED}/{folder}/{label}" + (f"/{name}" if len(draws) > 2 else "")
            chosen = set(random.Random(seed).sample(paths, share[label]))
            split.update({p: name for p in chosen})
            by_class[label] = [p for p in paths if p not in chosen]
    split.update({p: draws[-1] for paths in by_class.values() for p in paths})
    return split


def duplicates(photos, paths):
    """Groups of paths whose files are byte for byte alike."""
    by_hash = defaultdict(list)
    for p in paths:
        by_hash[hashlib.sha256((photos / p).read_bytes()).hexdigest()].append(p)
    return [group for group in by_hash.values() if len(group) > 1]


def main():
    family, photos = sys.argv[1], Path(sys.argv[2])
    target = Path(sys.argv[3]) if len(sys.argv) > 3 else FAMILIES / family / "split.csv"
    split = {}
    for folder, draws in DRAWS[family].items():
        split.update(draw(photos, folder, draws))
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
