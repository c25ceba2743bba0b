import type { Design } from '../design.ts';
import { activationsOf, hasNormalization, pythonTable, widthsInWords } from './layer-table.ts';
import { numpyActivations, numpyLosses } from './numpy-functions.ts';

/**
 * A design as NumPy code in the course's notation: forward, cost and backward, with the parameters W1 b1 … WL bL, and
 * gamma and beta of normalised layers, of an NPZ file. Dropout is off, as in a prediction.
 */
export function numpyCode(design: Design): string {
  const { loss } = design;
  const { value, derivative, givesDZ } = numpyLosses[loss];
  return `"""A network of Layerbench in NumPy: ${widthsInWords(design)}, ${loss}.

X (n_0, m) and Y (n_L, m) have a column for each example. Parameters are W1, b1 ... by name, as
np.load("weights.npz") gives them. Dropout is off, as in a prediction.
"""

import numpy as np

${pythonTable(design)}

${activationFunctions(design)}
ACTIVATIONS = {${activationsOf(design)
    .map((name) => `"${name}": (${snake(name)}, ${snake(name)}_backward)`)
    .join(', ')}}
${normalizationFunctions(design)}

def forward(X, parameters${hasNormalization(design, 'batch') ? ', statistics=None' : ''}):
    """Returns A_L and the caches of all layers.${
      hasNormalization(design, 'batch')
        ? `\n\n    statistics: mean1, variance1 ... (n_l, 1) to normalise with; without them those of the batch.`
        : ''
    }"""
    A = [X]
    caches = []
    for l, layer in enumerate(LAYERS, start=1):
        g, _ = ACTIVATIONS[layer["activation"]]
        V = parameters[f"W{l}"] @ A[l - 1] + parameters[f"b{l}"]
        Z, norm = ${normalizeCall(design)}
        if "residual_from" in layer:
            Z = Z + A[layer["residual_from"]]
        A.append(g(Z))
        caches.append(dict(A_prev=A[l - 1], Z=Z, A=A[l], norm=norm))
    return A[-1], caches


def cost(caches, Y):
    """The mean ${loss} over the m examples."""
    Z, A = caches[-1]["Z"], caches[-1]["A"]
    m = Y.shape[1]
    ${value}


def loss_backward(A, Y):
    """${givesDZ ? 'dZ_L' : 'dA_L'} of each example's loss."""
    ${derivative}


def backward(Y, parameters, caches):
    """Returns dW1, db1 ... of the cost by name."""
    m = Y.shape[1]
    gradients = {}
    dA = [np.zeros_like(cache["A_prev"]) for cache in caches]
    ${givesDZ ? 'dZ' : 'dA_l'} = loss_backward(caches[-1]["A"], Y)
    for l in range(len(LAYERS), 0, -1):
        layer, cache = LAYERS[l - 1], caches[l - 1]
${
  givesDZ
    ? `        if l < len(LAYERS):
            _, g_backward = ACTIVATIONS[layer["activation"]]
            dZ = g_backward(dA[l], cache["Z"], cache["A"])`
    : `        if l < len(LAYERS):
            dA_l = dA[l]
        _, g_backward = ACTIVATIONS[layer["activation"]]
        dZ = g_backward(dA_l, cache["Z"], cache["A"])`
}
        dV = dZ
${normalizationStep(design)}        gradients[f"dW{l}"] = dV @ cache["A_prev"].T / m
        gradients[f"db{l}"] = dV.sum(axis=1, keepdims=True) / m
        dA[l - 1] += parameters[f"W{l}"].T @ dV
        if "residual_from" in layer:
            dA[layer["residual_from"]] += dZ
    return gradients
`;
}

function activationFunctions(design: Design): string {
  return activationsOf(design)
    .map(
      (name) => `def ${snake(name)}(Z):
    ${numpyActivations[name].forward}


def ${snake(name)}_backward(dA, Z, A):
    ${numpyActivations[name].backward}

`,
    )
    .join('\n');
}

const isNormalized = (design: Design) => design.layers.some((layer) => layer.normalization !== undefined);

function normalizeCall(design: Design): string {
  if (!isNormalized(design)) return '(V, None)';
  return hasNormalization(design, 'batch')
    ? 'normalize(V, l, layer, parameters, statistics)'
    : 'normalize(V, l, layer, parameters)';
}

/** Over the batch (axis 1) or over the units of an example (axis 0). */
function normalizationFunctions(design: Design): string {
  if (!isNormalized(design)) return '';
  const batch = hasNormalization(design, 'batch');
  return `

def normalize(V, l, layer, parameters${batch ? ', statistics' : ''}):
    """Batch normalisation over the examples, layer normalisation over the units; epsilon is 1e-5."""
    if "normalization" not in layer:
        return V, None
    axis = 1 if layer["normalization"] == "batch" else 0
    mean, variance = V.mean(axis=axis, keepdims=True), V.var(axis=axis, keepdims=True)
${
  batch
    ? `    if axis == 1 and statistics is not None:
        mean, variance = statistics[f"mean{l}"], statistics[f"variance{l}"]
`
    : ''
}    deviation = np.sqrt(variance + 1e-5)
    zhat = (V - mean) / deviation
    return parameters[f"gamma{l}"] * zhat + parameters[f"beta{l}"], (zhat, deviation, axis)


def normalize_backward(dZ, gamma, norm):
    """dV: the mean and the deviation move with every entry of V."""
    zhat, deviation, axis = norm
    dzhat = gamma * dZ
    return (
        dzhat - dzhat.mean(axis=axis, keepdims=True) - zhat * (dzhat * zhat).mean(axis=axis, keepdims=True)
    ) / deviation

`;
}

function normalizationStep(design: Design): string {
  if (!isNormalized(design)) return '';
  return `        if "normalization" in layer:
            gradients[f"dgamma{l}"] = (dZ * cache["norm"][0]).sum(axis=1, keepdims=True) / m
            gradients[f"dbeta{l}"] = dZ.sum(axis=1, keepdims=True) / m
            dV = normalize_backward(dZ, parameters[f"gamma{l}"], cache["norm"])
`;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
