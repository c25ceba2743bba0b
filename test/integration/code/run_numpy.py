"""Runs generated NumPy code on weights and a batch; prints cost, A_L and the gradients as JSON, row by row."""
import importlib.util, json, sys
import numpy as np

code, weights, batch = sys.argv[1:]
spec = importlib.util.spec_from_file_location("network", code)
network = importlib.util.module_from_spec(spec)
spec.loader.exec_module(network)
parameters, data = np.load(weights), np.load(batch)
A, caches = network.forward(data["X"], parameters)
gradients = network.backward(data["Y"], parameters, caches)
print(json.dumps({
    "cost": float(network.cost(caches, data["Y"])),
    "A": A.ravel().tolist(),
    "gradients": {name: value.ravel().tolist() for name, value in gradients.items()},
}))
