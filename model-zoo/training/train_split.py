#!/usr/bin/python3
"""Train the split model of a family; see README.md for the commands that made the shipped files.

The stem (edge network) is frozen. Encoder and tail learn the labels and the answers of the teacher on
the same view in its own size. Every sample loses packets as split.draw_received says; bits per batch
are 8, 4 or 2. Checkpoints and resumes as
train.py; log columns: dev accuracy with all packets at 8, 4, 2 bits, at 4 bits with the base
packets only, and at 4 bits after 30 % and 60 % independent losses.
"""
import argparse
import copy
import csv
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import nets
import photos
import split
import train

BITS = (8, 4, 2)
COLUMNS = ["epoch", "lr", "train_loss", "b8", "b4", "b2", "b4_base", "b4_loss30", "b4_loss60",
           "seconds"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--family", required=True, choices=["imagenette", "roadside"])
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--edge", required=True, type=Path, help="checkpoint of edge-s")
    parser.add_argument("--teacher", required=True, type=Path, help="checkpoint of dc-l")
    parser.add_argument("--tail-from", required=True, type=Path,
                        help="checkpoint of the DC network whose last stages are the tail's start")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--start-from", type=Path, help="checkpoint whose average is the start")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--lr", type=float, default=0.05)
    parser.add_argument("--weight-decay", type=float, default=5e-4)
    parser.add_argument("--ema", type=float, default=0.998)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--stop-after", type=int)
    parser.add_argument("--temperature", type=float, default=3.0)
    parser.add_argument("--distil", type=float, default=0.8)
    parser.add_argument("--min-area", type=float, default=0.35)
    args = parser.parse_args()
    args.variant = "edge-s"
    return args


class SplitNet(nn.Module):
    """Encoder and tail as one trainable network."""

    def __init__(self, dc, scale):
        super().__init__()
        self.encoder, self.tail = split.Encoder(scale), split.Tail(dc)

    def forward(self, stem, mask, bits):
        code = split.levels(self.encoder(stem).float(), bits)
        return self.tail(code * mask, mask)


def evaluate(net, stems, labels, bits, got):
    """Accuracy with float masks of the received packets got [N,PACKETS]."""
    net.eval()
    right = 0
    with torch.no_grad():
        for i in range(0, len(labels), 250):
            stem = torch.from_numpy(stems[i:i + 250]).float()
            z = net.encoder(stem)
            masks = split.packet_masks(*z.shape[2:])
            mask = torch.einsum("np,pchw->nchw", torch.from_numpy(got[i:i + 250]).float(), masks)
            logits = net.tail(split.levels(z, bits) * mask, mask)
            right += (logits.argmax(1).numpy() == labels[i:i + 250]).sum()
    return right / len(labels)


def report(net, stems, labels):
    """The six dev accuracies of COLUMNS."""
    n = len(labels)
    whole = np.ones((n, split.PACKETS), bool)
    base = np.arange(split.PACKETS)[None].repeat(n, 0) < split.BASE
    rows = [evaluate(net, stems, labels, b, whole) for b in BITS]
    rows.append(evaluate(net, stems, labels, 4, base))
    for rate in (0.3, 0.6):
        got = split.received(np.random.default_rng(7), n, np.full(n, rate), False)
        rows.append(evaluate(net, stems, labels, 4, got))
    return [f"{a:.4f}" for a in rows]


def run_epoch(state, views, stem, teacher, args):
    """One pass over the views; returns the mean loss."""
    net, epoch = state["net"].train(), state["epoch"]
    steps = min(len(views), train.EPOCH_FRAMES[args.family]) // args.batch
    rng = np.random.default_rng([args.seed, epoch % args.rounds if args.rounds else epoch])
    noise = np.random.default_rng([args.seed, 1000 + epoch])
    order, total = rng.permutation(len(views)), 0.0
    side = nets.SERVED[args.family, "edge-s"][0]
    masks = split.packet_masks(side // 8, side // 8)
    for step in range(steps):
        rate = train.learning_rate(args.lr, (epoch + step / steps) / args.epochs)
        for group in state["optimizer"].param_groups:
            group["lr"] = rate
        picks = order[step * args.batch:(step + 1) * args.batch]
        inputs, labels = views.batch(picks, rng, [side] + teacher.sizes(epoch, step))
        answers = teacher.answer(epoch, step, inputs[1:])
        got = torch.from_numpy(split.draw_received(noise, args.batch)).float()
        mask = torch.einsum("np,pchw->nchw", got, masks)
        bits = int(noise.choice(BITS, p=(0.3, 0.4, 0.3)))
        seen = stem(inputs[0])
        with train.autocast():
            logits = net(seen, mask, bits)
        loss = train.loss_of(logits.float(), labels, answers, args)
        state["optimizer"].zero_grad(set_to_none=True)
        loss.backward()
        state["optimizer"].step()
        train.update_average(state["average"], net, args.ema, epoch * steps + step)
        total += loss.item()
    return total / steps


def dev_stems(stem, images):
    """uint8 [N,16,H,W] of the served dev images."""
    parts = [stem(photos.to_input(np.array(images[i:i + 250]))).byte().numpy()
             for i in range(0, len(images), 250)]
    return np.concatenate(parts)


def write_log(rows, path):
    with open(path, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def main():
    args = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    views, dev_images, dev_labels, classes = train.load_data(args)
    edge = split.load_dc(args.edge)
    scale = split.STEM_SCALE[args.family]
    stem = split.Stem(edge, scale).to(memory_format=torch.channels_last).eval()
    net = SplitNet(split.load_dc(args.tail_from), scale).to(memory_format=torch.channels_last)
    if args.start_from:
        net.load_state_dict(torch.load(args.start_from)["average"])
    state = dict(net=net, average=copy.deepcopy(net), optimizer=train.make_optimizer(net, args),
                 epoch=0, log=[], classes=classes, family=args.family, variant="split",
                 seed=args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        train.resume(state, checkpoint)
    teacher = train.Teacher(args.teacher, args.rounds)
    stems = dev_stems(stem, dev_images)
    print(f"{args.family} split: encoder {sum(p.numel() for p in net.encoder.parameters())}, tail "
          f"{sum(p.numel() for p in net.tail.parameters())} parameters; stem mean "
          f"{stems.mean():.1f}, saturated {np.mean(stems == 255):.5f}", flush=True)
    while state["epoch"] < min(args.epochs, args.stop_after or args.epochs):
        start = time.time()
        loss = run_epoch(state, views, stem, teacher, args)
        state["epoch"] += 1
        rate = train.learning_rate(args.lr, state["epoch"] / args.epochs)
        row = [state["epoch"], f"{rate:.4f}", f"{loss:.4f}",
               *report(state["average"], stems, dev_labels), f"{time.time() - start:.0f}"]
        state["log"].append(row)
        train.save(state, checkpoint)
        write_log(state["log"], args.out / "log.csv")
        print(" ".join(f"{c} {v}" for c, v in zip(COLUMNS, row)), flush=True)


if __name__ == "__main__":
    main()
