"""NumPy as the course writes it, in float32, with examples as rows."""

import numpy as np

from stretch import answer_asks, describe_blas

LEARNING_RATE = np.float32(0.01)


def open_work(work):
    sizes = [work["inputs"], *work["hidden"], work["outputs"]]
    hidden, m = work["activation"], work["batch"]
    random = np.random.default_rng(1)
    scale = 2 if hidden == "relu" else 1
    layers = [
        [
            (random.standard_normal((n_prev, n)) * np.sqrt(scale / n_prev)).astype(np.float32),
            np.zeros(n, np.float32),
        ]
        for n_prev, n in zip(sizes, sizes[1:])
    ]
    X = random.standard_normal((m * work["batches"], sizes[0])).astype(np.float32)
    labels = random.integers(0, max(2, sizes[-1]), len(X))
    Y = labels[:, None].astype(np.float32) if sizes[-1] == 1 else np.eye(sizes[-1], dtype=np.float32)[labels]
    batches = [(X[i : i + m], Y[i : i + m]) for i in range(0, len(X), m)]
    state = {"next": 0}

    def run(steps):
        for _ in range(steps):
            step(layers, hidden, *batches[state["next"]])
            state["next"] = (state["next"] + 1) % len(batches)

    return m, run, f"NumPy {np.__version__}{describe_blas()}"


def step(layers, hidden, X, Y):
    m = len(X)
    A = [X]
    for W, b in layers[:-1]:
        Z = A[-1] @ W
        Z += b
        A.append(activate(hidden, Z))
    W, b = layers[-1]
    Z = A[-1] @ W
    Z += b
    loss, dZ = cross_entropy(Z, Y)
    for l in range(len(layers) - 1, -1, -1):
        W, b = layers[l]
        dW = A[l].T @ dZ
        db = dZ.sum(axis=0)
        if l > 0:
            dZ = differentiate(hidden, dZ @ W.T, A[l])
        dW *= LEARNING_RATE / m
        db *= LEARNING_RATE / m
        W -= dW
        b -= db
    return loss


def activate(kind, Z):
    if kind == "relu":
        return np.maximum(Z, 0, out=Z)
    if kind == "tanh":
        return np.tanh(Z, out=Z)
    return 1 / (1 + np.exp(-Z))


def differentiate(kind, dA, A):
    if kind == "relu":
        dA *= A > 0
    elif kind == "tanh":
        dA *= 1 - A * A
    else:
        dA *= A * (1 - A)
    return dA


def cross_entropy(Z, Y):
    """The mean loss, and dZ (m, n) of each example's own loss."""
    if Z.shape[1] == 1:
        A = 1 / (1 + np.exp(-Z))
        loss = np.mean(np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z))))
        return float(loss), A - Y
    Z -= Z.max(axis=1, keepdims=True)
    A = np.exp(Z)
    total = A.sum(axis=1, keepdims=True)
    loss = np.mean(np.log(total[:, 0]) - (Z * Y).sum(axis=1))
    A /= total
    return float(loss), A - Y


if __name__ == "__main__":
    answer_asks(open_work)
