"""Runs generated PyTorch code on weights and a batch; prints cost, A_L and the gradients as JSON, row by row."""
import importlib.util, json, sys
import numpy as np
import torch

code, weights, batch = sys.argv[1:]
spec = importlib.util.spec_from_file_location("network", code)
network = importlib.util.module_from_spec(spec)
spec.loader.exec_module(network)
model = network.load(weights).train()
for module in model.modules():
    if isinstance(module, torch.nn.Dropout):
        module.eval()
data = np.load(batch)
X, Y = torch.as_tensor(data["X"].T), torch.as_tensor(data["Y"].T)
a, z = model(X)
cost = network.cost(a, z, Y)
cost.backward()
gradients = {}
for l, linear in enumerate(model.linear, start=1):
    gradients[f"dW{l}"] = linear.weight.grad.flatten().tolist()
    gradients[f"db{l}"] = linear.bias.grad.flatten().tolist()
print(json.dumps({"cost": cost.item(), "A": a.detach().T.flatten().tolist(), "gradients": gradients}))
