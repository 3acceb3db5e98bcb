#!/usr/bin/python3
"""Train one variant of a family; see README.md for the commands that made the shipped files.

Writes OUT/checkpoint.pt after every epoch (temporary file, then rename) and OUT/log.csv with
epoch,lr,train_loss,dev_acc,seconds. The same command again resumes after the last whole epoch:
the random numbers of an epoch follow from (seed, epoch) alone.
"""
import argparse
import copy
import csv
import os
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import frames
import nets
import photos

RECIPES = {
    ("imagenette", "edge-s"): dict(epochs=60, batch=64, lr=0.1, weight_decay=2e-4),
    ("imagenette", "dc-m"): dict(epochs=40, batch=64, lr=0.1, weight_decay=5e-4),
    ("roadside", "edge-s"): dict(epochs=12, batch=64, lr=0.1, weight_decay=2e-4),
    ("roadside", "dc-m"): dict(epochs=15, batch=64, lr=0.1, weight_decay=5e-4),
}
SMOOTHING = 0.1
EPOCH_FRAMES = 10_000


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--family", required=True, choices=["imagenette", "roadside"])
    parser.add_argument("--variant", required=True, choices=["edge-s", "dc-m"])
    parser.add_argument("--data", required=True, type=Path, help="photographs, or exported frames")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--lr", type=float)
    parser.add_argument("--weight-decay", type=float)
    parser.add_argument("--ema", type=float, default=0.998, help="per step, after a ramp")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--stop-after", type=int, help="end this run after that epoch")
    parser.add_argument("--start-from", type=Path, help="checkpoint whose average is the start")
    parser.add_argument("--teacher", type=Path, help="checkpoint of the same family's dc-m")
    parser.add_argument("--temperature", type=float, default=3.0)
    parser.add_argument("--distil", type=float, default=0.8, help="weight of the teacher's loss")
    parser.add_argument("--min-area", type=float, default=0.35, help="smallest photograph crop")
    args = parser.parse_args()
    for name, value in RECIPES[args.family, args.variant].items():
        if getattr(args, name) is None:
            setattr(args, name, value)
    return args


def load_data(family, data, size, min_area=0.35):
    """(training views, dev images uint8 [N,size,size,3], dev labels int64 [N], classes)."""
    if family == "imagenette":
        images, labels = photos.read_split(data, "train")
        dev_images, dev_labels = photos.read_split(data, "design")
        views = photos.PhotoViews(images, labels, min_area=min_area)
        dev_images = photos.served(dev_images, size)
    else:
        (images, labels, _), (dev_images, dev_labels, _) = frames.read_or_divide(data)
        views = frames.FrameViews(images, labels)
    return views, dev_images, dev_labels, int(labels.max()) + 1


def learning_rate(peak, progress):
    """Trapezoid over progress 0..1: up during 5 %, flat until 40 %, then linearly down to 0."""
    return peak * min(1, progress / 0.05, (1 - progress) / 0.6)


def view_size(args, size, progress):
    """Views of dc-m grow during training, which saves time; sizes are multiples of 16.

    Photographs stay below the served size: a resized crop magnifies, the served frame does not.
    """
    if args.variant != "dc-m":
        return size
    if args.family == "roadside":
        return 64 if progress < 0.4 else 80 if progress < 0.7 else size
    return 96 if progress < 0.4 else 112


def autocast():
    return torch.autocast("cpu", dtype=torch.bfloat16)


def predict(net, images, batch=250):
    """float32 logits [N,K] of served frames uint8 [N,H,W,3], computed in float32."""
    net.eval()
    with torch.no_grad():
        parts = [net(photos.to_input(np.array(images[i:i + batch])))
                 for i in range(0, len(images), batch)]
    return torch.cat(parts)


def accuracy(net, images, labels):
    return float((predict(net, images).argmax(1).numpy() == labels).mean())


def make_optimizer(net, args):
    """SGD with Nesterov momentum; weight decay on convolution and linear weights only."""
    heavy = [p for p in net.parameters() if p.ndim > 1]
    light = [p for p in net.parameters() if p.ndim <= 1]
    groups = [dict(params=heavy, weight_decay=args.weight_decay), dict(params=light)]
    return torch.optim.SGD(groups, lr=args.lr, momentum=0.9, nesterov=True)


def update_average(average, net, decay, step):
    """Move the averaged parameters and statistics towards `net`."""
    keep = min(decay, (1 + step) / (10 + step))
    with torch.no_grad():
        for mean, value in zip(average.state_dict().values(), net.state_dict().values()):
            if mean.is_floating_point():
                mean.lerp_(value, 1 - keep)


def loss_of(logits, labels, teacher_logits, args):
    """Cross-entropy with smoothed labels, mixed with the teacher's softened answer if any."""
    hard = F.cross_entropy(logits, labels, label_smoothing=SMOOTHING)
    if teacher_logits is None:
        return hard
    t = args.temperature
    soft = F.kl_div(F.log_softmax(logits / t, 1), F.log_softmax(teacher_logits / t, 1),
                    reduction="batchmean", log_target=True) * t * t
    return (1 - args.distil) * hard + args.distil * soft


class Teacher:
    """A trained dc-m that answers the student's view rendered in its own size."""

    def __init__(self, family, path):
        state = torch.load(path)
        self.net = nets.build(family, "dc-m", state["classes"])
        self.net.load_state_dict(state["average"])
        self.net = nets.fold(self.net).to(memory_format=torch.channels_last)
        self.size = nets.INPUT_SIZE[family, "dc-m"]

    def __call__(self, x):
        with torch.no_grad(), autocast():
            return self.net(x).float()


def run_epoch(state, views, size, teacher, args):
    """One pass over EPOCH_FRAMES views, or all if fewer; returns the mean loss."""
    net, epoch = state["net"].train(), state["epoch"]
    steps = min(len(views), EPOCH_FRAMES) // args.batch
    rng = np.random.default_rng([args.seed, epoch])
    order = rng.permutation(len(views))
    total = 0.0
    for step in range(steps):
        progress = (epoch + step / steps) / args.epochs
        for group in state["optimizer"].param_groups:
            group["lr"] = learning_rate(args.lr, progress)
        sizes = [view_size(args, size, progress)] + ([teacher.size] if teacher else [])
        picks = order[step * args.batch:(step + 1) * args.batch]
        inputs, labels = views.batch(picks, rng, sizes)
        answers = teacher(inputs[1]) if teacher else None
        with autocast():
            logits = net(inputs[0])
        loss = loss_of(logits.float(), labels, answers, args)
        state["optimizer"].zero_grad(set_to_none=True)
        loss.backward()
        state["optimizer"].step()
        update_average(state["average"], net, args.ema, epoch * steps + step)
        total += loss.item()
    return total / steps


def save(state, path):
    plain = dict(state, net=state["net"].state_dict(), average=state["average"].state_dict(),
                 optimizer=state["optimizer"].state_dict())
    torch.save(plain, path.with_suffix(".tmp"))
    os.replace(path.with_suffix(".tmp"), path)


def resume(state, path):
    saved = torch.load(path)
    for name in ("net", "average", "optimizer"):
        state[name].load_state_dict(saved[name])
    state["epoch"], state["log"] = saved["epoch"], saved["log"]


def write_log(rows, path):
    with open(path, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["epoch", "lr", "train_loss", "dev_acc", "seconds"])
        writer.writerows(rows)


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    size = nets.INPUT_SIZE[args.family, args.variant]
    views, dev_images, dev_labels, classes = load_data(args.family, args.data, size, args.min_area)
    net = nets.build(args.family, args.variant, classes)
    net = net.to(memory_format=torch.channels_last)
    if args.start_from:
        net.load_state_dict(torch.load(args.start_from)["average"])
    state = dict(net=net, average=copy.deepcopy(net), optimizer=make_optimizer(net, args), epoch=0,
                 log=[], classes=classes, family=args.family, variant=args.variant, seed=args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        resume(state, checkpoint)
    teacher = Teacher(args.family, args.teacher) if args.teacher else None
    parameters, macs = nets.cost(net, size)
    print(f"{args.family} {args.variant}: {parameters} parameters, {macs / 1e6:.1f} MMAC, "
          f"{len(views)} training and {len(dev_labels)} dev frames, {classes} classes", flush=True)
    while state["epoch"] < min(args.epochs, args.stop_after or args.epochs):
        start = time.time()
        loss = run_epoch(state, views, size, teacher, args)
        state["epoch"] += 1
        dev = accuracy(state["average"], dev_images, dev_labels)
        row = [state["epoch"], f"{learning_rate(args.lr, state['epoch'] / args.epochs):.4f}",
               f"{loss:.4f}", f"{dev:.4f}", f"{time.time() - start:.0f}"]
        state["log"].append(row)
        save(state, checkpoint)
        write_log(state["log"], args.out / "log.csv")
        print("epoch {} lr {} train_loss {} dev_acc {} seconds {}".format(*row), flush=True)


if __name__ == "__main__":
    main()
