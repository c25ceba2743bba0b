import { expect, it, vi } from 'vitest';
import { networkText } from '#renderer/views/shared/run-text.ts';
import { lossAxis } from '#renderer/views/shared/loss-axis.ts';
import { aRun } from '../runs/a-run.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
const { design } = aRun();

it('a network is said with what each layer has, and equal layers in a row are folded', () => {
  const block = { units: 16, activation: 'relu', normalization: 'batch', dropout: 0.2 } as const;
  const layers = [
    block,
    block,
    block,
    { ...block, residualFrom: 2 },
    { units: 1, activation: 'linear' } as const,
  ];
  expect(networkText({ ...design, inputs: 2, layers })).toBe(
    '2 → 3 × (16 relu (batch, dropout 0.2)) → 16 relu (batch, dropout 0.2, +A2) → 1 linear',
  );
});

it('losses of one measure share an axis, and others are said to differ', () => {
  expect(lossAxis(['binaryCrossEntropy', 'crossEntropy'])).toBe('Cross-entropy (nats)');
  expect(lossAxis(['hinge'])).toBe('Hinge loss');
  expect(lossAxis(['huber', 'meanSquaredError'])).toBe('Loss (each run’s own)');
});
