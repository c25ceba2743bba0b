import { describe, expect, it } from 'vitest';
import { findingKinds } from '#shared/contract/gradients.ts';
import { findingKinds as ruleKinds } from '#shared/core/inspect/findings/finding.ts';
import { findingText, findingTitle, remedyText } from '#renderer/i18n/finding-text.ts';

/** Every number that any rule gives. */
const evidence = {
  ...{ step: 7, begin: 0.9, middle: 0.8, end: 0.7, first: 0.5, last: 0.01, factor: 0.42, total: -5.82 },
  ...{
    weight: -0.2,
    derivative: -5.6,
    share: 0.75,
    lowest: 0.1,
    highest: 2,
    update: 1e-6,
    epoch: 12,
    class: 0,
  },
};

describe('a finding in words', () => {
  it('is of a kind that the rules know', () => {
    expect([...findingKinds]).toEqual([...ruleKinds]);
  });

  it.each(findingKinds)('of the kind %s has a title and a sentence with its numbers', (kind) => {
    const finding = { kind, layer: 3, evidence, remedies: [] };
    expect(findingTitle(finding)).not.toBe(kind);
    expect(findingText(finding)).toMatch(/\d/);
    expect(findingText(finding)).not.toMatch(/undefined|NaN|\{/);
  });

  it('says shares as percentages, and a gradient that is lost as lost', () => {
    expect(findingText({ kind: 'deadRelu', layer: 2, evidence, remedies: [] })).toContain('75');
    expect(
      findingText({ kind: 'vanishing', layer: 2, evidence: { ...evidence, total: null }, remedies: [] }),
    ).toContain('lost at layer 2');
  });

  it('says every change of a remedy', () => {
    expect(remedyText({ activation: 'relu', init: 'he' })).toBe('ReLU in the hidden layers and He init');
    const all = { learningRate: 0.001, clipNorm: 1, l2: 0.01, patience: 5, schedule: 'cosine' } as const;
    for (const part of ['0.001', 'norm 1', '0.01', '5 epochs', 'cosine'])
      expect(remedyText(all)).toContain(part);
  });
});
