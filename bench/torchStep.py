"""PyTorch's side of the training bench: the same network, losses, optimizer and average.

The first line of stdin is the StepCase (stepCase.ts) and "channelsLast": which layers there are, and a folder with their weights and
one batch. On each further line {"updates": n} it makes n updates and says how long each took. All sizes come from that line.
"""

import json
import math
import os
import sys
import time

import torch
import torch.nn.functional as F


def read(folder, name, shape):
    file = os.path.join(folder, name + ".f32")
    return torch.from_file(file, size=math.prod(shape)).reshape(shape).clone()


def formatted(value, case):
    last = case["channelsLast"] and value.dim() == 4
    return value.contiguous(memory_format=torch.channels_last) if last else value


def read_parameters(case):
    """Leaves of the gradient, by name. Kernels, as every map that follows from them, in the format that was asked for."""
    flat = torch.from_file(
        os.path.join(case["folder"], "weights.f32"),
        size=sum(math.prod(shape) for _, shape in case["parameters"]),
    )
    parameters = {}
    start = 0
    for name, shape in case["parameters"]:
        end = start + math.prod(shape)
        value = flat[start:end].reshape(shape).clone()
        parameters[name] = formatted(value, case).requires_grad_()
        start = end
    return parameters


class Network:
    """As backbone.ts, pyramid.ts and head.ts describe it, with GroupNorm."""

    def __init__(self, case, parameters):
        self.spec = case["spec"]
        self.layers = case["layers"]
        self.parameters = parameters
        if self.spec["trunk"].get("norm") != "group":
            raise ValueError("Only a trunk with GroupNorm is known here.")

    def conv(self, x, name):
        weight, bias = self.parameters[name + ".weight"], self.parameters.get(name + ".bias")
        layer = self.layers[name]
        return F.conv2d(x, weight, bias, layer["stride"], layer["padding"], groups=layer["groups"])

    def norm(self, x, name):
        weight, bias = self.parameters[name + ".weight"], self.parameters[name + ".bias"]
        layer = self.layers[name]
        return F.group_norm(x, layer["groups"], weight, bias, layer["epsilon"])

    def trunk(self, image):
        root = "backbone.body."
        x = F.relu_(self.norm(self.conv(image, root + "conv1"), root + "bn1"))
        if self.spec["trunk"].get("entry") != "patch":
            x = F.max_pool2d(x, 3, 2, 1)
        levels = []
        for stage, layout in enumerate(self.spec["trunk"]["stages"]):
            for block in range(layout["blocks"]):
                x = self.residual(x, f"{root}layer{stage + 1}.{block}")
            levels.append(x)
        return levels[1:]

    def residual(self, x, name):
        convolutions = 2 if self.spec["trunk"]["block"] == "basic" else 3
        y = x
        for index in range(1, convolutions + 1):
            y = self.norm(self.conv(y, f"{name}.conv{index}"), f"{name}.bn{index}")
            if index < convolutions:
                y = F.relu_(y)
        if name + ".downsample.0" in self.layers:
            x = self.norm(self.conv(x, name + ".downsample.0"), name + ".downsample.1")
        return F.relu_(y + x)

    def pyramid(self, trunk):
        root = "backbone.fpn."
        inner = [self.conv(x, f"{root}inner_blocks.{index}.0") for index, x in enumerate(trunk)]
        for index in (1, 0):
            inner[index] = inner[index] + F.interpolate(inner[index + 1], scale_factor=2.0, mode="nearest")
        levels = [self.conv(x, f"{root}layer_blocks.{index}.0") for index, x in enumerate(inner)]
        above = levels[2] if self.spec["pyramid"]["extraFrom"] == "P5" else trunk[2]
        p6 = self.conv(above, root + "extra_blocks.p6")
        return levels + [p6, self.conv(F.relu(p6), root + "extra_blocks.p7")]

    def tower(self, x, name):
        for index in range(self.spec["head"]["convolutions"]):
            x = self.conv(x, f"{name}.conv.{3 * index}")
            x = F.relu_(self.norm(x, f"{name}.conv.{3 * index + 1}"))
        return x

    def head(self, x):
        root = "head.classification_head"
        classes = self.conv(self.tower(x, root), root + ".cls_logits")
        root = "head.regression_head"
        boxes = self.tower(x, root)
        distances = self.conv(boxes, root + ".bbox_reg")
        relu = self.spec["conventions"]["regression"] == "relu-stride"
        regression = F.relu(distances) if relu else torch.exp(distances)
        return classes, regression, self.conv(boxes, root + ".bbox_ctrness")

    def __call__(self, image):
        """Class logits, regression and centre-ness, each [N, L, channels]."""
        levels = [self.head(x) for x in self.pyramid(self.trunk(image))]
        flat = lambda x: x.permute(0, 2, 3, 1).reshape(x.shape[0], -1, x.shape[1])
        return [torch.cat([flat(x) for x in maps], 1) for maps in zip(*levels)]


def focal(logits, target, alpha, gamma):
    probability = torch.sigmoid(logits)
    entropy = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    hit = probability * target + (1 - probability) * (1 - target)
    return (alpha * target + (1 - alpha) * (1 - target)) * entropy * (1 - hit) ** gamma


def giou(found, wanted):
    """1 - GIoU of left, top, right, bottom distances of the same locations, [n, 4] -> [n]."""
    area = lambda x: (x[:, 0] + x[:, 2]) * (x[:, 1] + x[:, 3])
    shared = area(torch.minimum(found, wanted))
    union = area(found) + area(wanted) - shared
    hull = area(torch.maximum(found, wanted))
    return 1 - shared / (union + 1e-7) + (hull - union) / (hull + 1e-7)


def losses(outputs, targets, spec):
    """Boxes and centre-ness only where they count, as torchvision does."""
    logits, regression, centreness = outputs
    classification = (focal(logits, targets["classes"], spec["alpha"], spec["gamma"]) * targets["classWeight"]).sum()
    positive = targets["boxWeight"][..., 0] > 0
    box = giou(regression[positive], targets["regression"][positive])
    middle = F.binary_cross_entropy_with_logits(
        centreness[positive], targets["centreness"][positive], reduction="none"
    )
    return (
        classification,
        (box * targets["boxWeight"][positive][:, 0]).sum(),
        (middle * targets["centrenessWeight"][positive]).sum(),
    )


class Side:
    def __init__(self, case):
        # Before there are threads, which inherit it; ONNX Runtime does the same on our side.
        torch.set_flush_denormal(True)
        torch.set_num_threads(case["processors"])
        if case["loss"]["box"] != "giou" or case["optimizer"]["kind"] != "adamw":
            raise ValueError("Only GIoU and AdamW are known here.")
        self.case = case
        self.parameters = read_parameters(case)
        self.average = [value.detach().clone() for value in self.parameters.values()]
        self.network = Network(case, self.parameters)
        self.image, self.targets = self.read_batch()
        self.optimizer = self.make_optimizer()
        self.step = 0

    def read_batch(self):
        shape, pictures = self.case["shape"], self.case["shape"]["pictures"] * self.case["shares"]
        image = read(self.case["folder"], "image", [pictures, 3, shape["height"], shape["width"]])
        channels = {"classes": self.case["spec"]["head"]["classes"], "regression": 4}
        names = ["classes", "classWeight", "regression", "boxWeight", "centreness", "centrenessWeight"]
        sizes = {name: [pictures, self.case["locations"], channels.get(name, 1)] for name in names}
        return formatted(image, self.case), {name: read(self.case["folder"], name, size) for name, size in sizes.items()}

    def make_optimizer(self):
        told = self.case["optimizer"]
        kernels = [value for value in self.parameters.values() if value.dim() > 1]
        others = [value for value in self.parameters.values() if value.dim() == 1]
        groups = [{"params": kernels, "weight_decay": told["weightDecay"]}, {"params": others, "weight_decay": 0.0}]
        return torch.optim.AdamW(groups, lr=self.case["rate"], betas=(told["beta1"], told["beta2"]), eps=1e-8)

    def update(self):
        start = time.perf_counter()
        told = self.case["optimizer"]
        self.step += 1
        self.optimizer.zero_grad(set_to_none=True)
        parts = losses(self.network(self.image), self.targets, self.case["loss"])
        sum(parts).backward()
        length = torch.nn.utils.clip_grad_norm_(self.parameters.values(), told["clip"])
        self.optimizer.step()
        keep = min(told["averaging"], (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for average, value in zip(self.average, self.parameters.values()):
                average.lerp_(value, 1 - keep)
        values = [part.item() for part in parts]
        milliseconds = (time.perf_counter() - start) * 1000
        return {"milliseconds": milliseconds, "losses": values, "length": length.item()}

    def answer(self, count):
        updates = [self.update() for _ in range(count)]
        learning = [value for value in self.parameters.values() if value.grad is not None]
        return {"parameters": sum(value.numel() for value in learning), "updates": updates}


def main():
    side = None
    for line in sys.stdin:
        told = json.loads(line)
        if side is None:
            side = Side(told)
            answer = {"ready": True}
        else:
            answer = side.answer(told["updates"])
        print(json.dumps(answer), flush=True)


main()
