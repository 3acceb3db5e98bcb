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
    ("imagenette", "dc-l"): dict(epochs=56, batch=64, lr=0.08, weight_decay=5e-4),
    ("cifar10", "edge-s"): dict(epochs=40, batch=250, lr=0.4, weight_decay=2e-4),
    ("cifar10", "dc-m"): dict(epochs=14, batch=250, lr=0.3, weight_decay=5e-4),
    ("cifar10", "dc-l"): dict(epochs=16, batch=250, lr=0.3, weight_decay=5e-4),
    ("roadside", "edge-s"): dict(epochs=12, batch=64, lr=0.1, weight_decay=2e-4),
    ("roadside", "dc-m"): dict(epochs=12, batch=64, lr=0.1, weight_decay=5e-4),
    ("roadside", "dc-l"): dict(epochs=15, batch=64, lr=0.1, weight_decay=5e-4),
}
SMOOTHING = 0.1
EPOCH_FRAMES = {"imagenette": 10_000, "cifar10": 36_000, "roadside": 10_000}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--family", required=True, choices=sorted(photos.SIDE) + ["roadside"])
    parser.add_argument("--variant", required=True, choices=["edge-s", "dc-m", "dc-l"])
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
    parser.add_argument("--grow-from", type=Path, help="checkpoint of dc-m, the start of dc-l")
    parser.add_argument("--teacher", type=Path, help="checkpoint of a variant of the same family")
    parser.add_argument("--rounds", type=int, default=0,
                        help="draw only this many epochs of views, so that answers are reused")
    parser.add_argument("--mix", type=float, default=0, help="share of batches that CutMix joins")
    parser.add_argument("--keep-stem", action="store_true",
                        help="edge-s: leave the layers that the split model reads as they are")
    parser.add_argument("--temperature", type=float, default=3.0)
    parser.add_argument("--distil", type=float, default=0.8, help="weight of the teacher's loss")
    parser.add_argument("--min-area", type=float, default=0.35, help="smallest photograph crop")
    args = parser.parse_args()
    for name, value in RECIPES[args.family, args.variant].items():
        if getattr(args, name) is None:
            setattr(args, name, value)
    return args


def load_data(args):
    """(training views, dev images uint8 [N,size,size,3], dev labels int64 [N], classes)."""
    family, (size, share) = args.family, nets.SERVED[args.family, args.variant]
    if family == "roadside":
        (images, labels, _), (dev_images, dev_labels, _) = frames.read_or_divide(args.data)
        views = frames.FrameViews(images, labels)
    else:
        images, labels = photos.read_split(family, args.data, "train")
        dev_images, dev_labels = photos.read_split(family, args.data, "design")
        dev_images = photos.served(dev_images, size, share)
        views = photos.PhotoViews(images, labels, min_area=args.min_area) \
            if family == "imagenette" else photos.SmallPhotoViews(images, labels)
    return views, dev_images, dev_labels, int(labels.max()) + 1


def learning_rate(peak, progress):
    """Trapezoid over progress 0..1: up during 5 %, flat until 40 %, then linearly down to 0."""
    return peak * min(1, progress / 0.05, (1 - progress) / 0.6)


def view_size(args, size, progress):
    """Views of DC networks grow during training, which saves time; sizes are multiples of 16.

    Photographs stay below the served size: a resized crop magnifies, the served frame does not.
    """
    if args.variant == "edge-s" or args.family == "cifar10":
        return size
    if args.family == "roadside":
        if args.start_from:
            return size
        return 64 if progress < 0.4 else 80 if progress < 0.7 else size
    if args.variant == "dc-l":
        return 96 if progress < 0.3 else 112 if progress < 0.8 else 128
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
    """A trained network that answers the student's view rendered in its own size.

    With `rounds` the views of epoch e and e + rounds are the same, and answers are kept.
    """

    def __init__(self, path, rounds):
        state = torch.load(path)
        self.net = nets.build(state["family"], state["variant"], state["classes"])
        self.net.load_state_dict(state["average"])
        self.net = nets.fold(self.net).to(memory_format=torch.channels_last)
        self.size, _ = nets.SERVED[state["family"], state["variant"]]
        self.rounds, self.known = rounds, {}

    def sizes(self, epoch, step):
        """The view sizes it needs for that step: none when the answer is known."""
        return [] if self._key(epoch, step) in self.known else [self.size]

    def answer(self, epoch, step, views):
        """Logits float32 [N,K] for the step's views (empty when known)."""
        key = self._key(epoch, step)
        if key in self.known:
            return self.known[key]
        with torch.no_grad(), autocast():
            logits = self.net(views[0]).float()
        if self.rounds:
            self.known[key] = logits
        return logits

    def _key(self, epoch, step):
        return (epoch % self.rounds if self.rounds else epoch), step


def cut_mix_(x, rng):
    """Paste a random box of each image's successor into x [N,3,S,S]; returns the own share."""
    size = x.shape[2]
    side = int(size * np.sqrt(1 - rng.beta(1, 1)))
    top, left = rng.integers(0, size - side + 1, 2)
    x[:, :, top:top + side, left:left + side] = \
        x.roll(1, 0)[:, :, top:top + side, left:left + side]
    return 1 - (side / size) ** 2


def step_loss(net, views, labels, answers, args, share):
    """Loss of one batch; CutMix labels are each image's own in `share`, its predecessor's else."""
    with autocast():
        logits = net(views)
    logits = logits.float()
    if share == 1:
        return loss_of(logits, labels, answers, args)
    return share * loss_of(logits, labels, None, args) \
        + (1 - share) * loss_of(logits, labels.roll(1, 0), None, args)


def run_epoch(state, views, size, teacher, args):
    """One pass over the views, at most EPOCH_FRAMES; returns the mean loss."""
    net, epoch = state["net"].train(), state["epoch"]
    if args.keep_stem:
        nets.hold_stem(net)
    steps = min(len(views), EPOCH_FRAMES[args.family]) // args.batch
    rng = np.random.default_rng([args.seed, epoch % args.rounds if args.rounds else epoch])
    order = rng.permutation(len(views))
    total = 0.0
    for step in range(steps):
        progress = (epoch + step / steps) / args.epochs
        for group in state["optimizer"].param_groups:
            group["lr"] = learning_rate(args.lr, progress)
        sizes = [view_size(args, size, progress)]
        picks = order[step * args.batch:(step + 1) * args.batch]
        extra = teacher.sizes(epoch, step) if teacher else []
        inputs, labels = views.batch(picks, rng, sizes + extra)
        answers = teacher.answer(epoch, step, inputs[1:]) if teacher else None
        mixed = rng.random() < args.mix and progress < 0.85
        share = cut_mix_(inputs[0], rng) if mixed else 1
        loss = step_loss(net, inputs[0], labels, answers, args, share)
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
    size, _ = nets.SERVED[args.family, args.variant]
    views, dev_images, dev_labels, classes = load_data(args)
    net = nets.build(args.family, args.variant, classes)
    net = net.to(memory_format=torch.channels_last)
    if args.start_from:
        net.load_state_dict(torch.load(args.start_from)["average"])
    if args.grow_from:
        net.grow_from(torch.load(args.grow_from)["average"])
    state = dict(net=net, average=copy.deepcopy(net), optimizer=make_optimizer(net, args), epoch=0,
                 log=[], classes=classes, family=args.family, variant=args.variant, seed=args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        resume(state, checkpoint)
    teacher = Teacher(args.teacher, args.rounds) if args.teacher else None
    parameters, macs = nets.cost(net, nets.frame(size))
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
