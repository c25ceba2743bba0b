import type { Activation, Design, Loss } from '../design.ts';
import { activationsOf, hasNormalization, pythonTable, widthsInWords } from './layer-table.ts';

const torchActivations: Record<Activation, string> = {
  linear: 'lambda z: z',
  sigmoid: 'torch.sigmoid',
  tanh: 'torch.tanh',
  relu: 'F.relu',
  leakyRelu: 'lambda z: F.leaky_relu(z, 0.01)',
  elu: 'F.elu',
  gelu: 'lambda z: F.gelu(z, approximate="tanh")',
  silu: 'F.silu',
  softmax: 'lambda z: torch.softmax(z, dim=1)',
};

/** The mean over the m examples; cross-entropies are read from z, where no logarithm meets a 0. */
const torchLosses: Record<Loss, string> = {
  binaryCrossEntropy: 'F.binary_cross_entropy_with_logits(z, y, reduction="sum") / len(y)',
  crossEntropy: '-(y * F.log_softmax(z, dim=1)).sum() / len(y)',
  meanSquaredError: 'F.mse_loss(a, y)',
  huber: 'F.huber_loss(a, y, delta=1.0)',
  hinge: 'F.relu(1 - (2 * y - 1) * a).sum() / len(y)',
};

/**
 * A design as a PyTorch module. Examples are rows there: X (m, n_0). `load` takes W1 b1 … WL bL, and gamma and beta of
 * normalised layers, of an NPZ file.
 */
export function torchCode(design: Design): string {
  const { loss } = design;
  const isNormalized = design.layers.some(({ normalization }) => normalization !== undefined);
  const drops = design.layers.some(({ dropout = 0 }) => dropout > 0);
  const kinds = [
    ...(hasNormalization(design, 'batch') ? ['"batch": nn.BatchNorm1d'] : []),
    ...(hasNormalization(design, 'layer') ? ['"layer": nn.LayerNorm'] : []),
  ];
  return `"""A network of Layerbench in PyTorch: ${widthsInWords(design)}, ${loss}.

X (m, n_0) and Y (m, n_L) have a row for each example, the other way round than in the course.${
    hasNormalization(design, 'batch')
      ? '\nAfter train() a batch is normalised by itself, after eval() by the running statistics.'
      : ''
  }
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

${pythonTable(design)}
ACTIVATIONS = {
${activationsOf(design)
  .map((name) => `    "${name}": ${torchActivations[name]},`)
  .join('\n')}
}${isNormalized ? `\nNORMALIZATIONS = {${kinds.join(', ')}}` : ''}


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [N0] + [layer["units"] for layer in LAYERS]
        self.linear = nn.ModuleList(nn.Linear(n_prev, n) for n_prev, n in zip(widths, widths[1:]))
${
  isNormalized
    ? `        self.norm = nn.ModuleList(
            NORMALIZATIONS[layer["normalization"]](layer["units"], eps=1e-5)
            if "normalization" in layer
            else nn.Identity()
            for layer in LAYERS
        )
`
    : ''
}${drops ? '        self.dropout = nn.ModuleList(nn.Dropout(layer.get("dropout", 0)) for layer in LAYERS)\n' : ''}
    def forward(self, X):
        """Returns A_L, and Z_L that it comes from."""
        A = [X]
        for l, layer in enumerate(LAYERS, start=1):
            Z = self.linear[l - 1](A[l - 1])
${isNormalized ? '            Z = self.norm[l - 1](Z)\n' : ''}            if "residual_from" in layer:
                Z = Z + A[layer["residual_from"]]
            A_l = ACTIVATIONS[layer["activation"]](Z)
            A.append(${drops ? 'self.dropout[l - 1](A_l)' : 'A_l'})
        return A[-1], Z


def cost(a, z, y):
    """The mean ${loss} over the m examples, of A_L and Z_L."""
    return ${torchLosses[loss]}


def load(path):
    """A network in float64 with the parameters W1, b1 ... of an NPZ file."""
    network = Network().double()
    with np.load(path) as arrays, torch.no_grad():
        for l, linear in enumerate(network.linear, start=1):
            linear.weight.copy_(torch.as_tensor(arrays[f"W{l}"]))
            linear.bias.copy_(torch.as_tensor(arrays[f"b{l}"]).flatten())
${
  isNormalized
    ? `            if f"gamma{l}" in arrays:
                network.norm[l - 1].weight.copy_(torch.as_tensor(arrays[f"gamma{l}"]).flatten())
                network.norm[l - 1].bias.copy_(torch.as_tensor(arrays[f"beta{l}"]).flatten())
`
    : ''
}    return network
`;
}
