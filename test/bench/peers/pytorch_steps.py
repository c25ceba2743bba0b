"""PyTorch as its tutorials write it: Linear layers, autograd, SGD, on one thread.

Gradients are zeroed in place: with set_to_none every step asks the system for their memory anew, which made the
largest workload a third slower.
"""

import torch

from stretch import answer_asks, describe_blas


def open_work(work):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    activation = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid}[work["activation"]]
    sizes = [work["inputs"], *work["hidden"]]
    layers = []
    for n_prev, n in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(n_prev, n), activation()]
    outputs, m = work["outputs"], work["batch"]
    net = torch.nn.Sequential(*layers, torch.nn.Linear(sizes[-1], outputs))
    loss_of = torch.nn.BCEWithLogitsLoss() if outputs == 1 else torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    X = torch.randn(m * work["batches"], work["inputs"])
    Y = torch.randint(0, 2, (len(X), 1)).float() if outputs == 1 else torch.randint(0, outputs, (len(X),))
    batches = [(X[i : i + m], Y[i : i + m]) for i in range(0, len(X), m)]
    state = {"next": 0}

    def run(steps):
        for _ in range(steps):
            x, y = batches[state["next"]]
            optimizer.zero_grad(set_to_none=False)
            loss = loss_of(net(x), y)
            loss.backward()
            optimizer.step()
            loss.item()
            state["next"] = (state["next"] + 1) % len(batches)

    return m, run, f"PyTorch {torch.__version__}{describe_blas()}"


if __name__ == "__main__":
    answer_asks(open_work)
