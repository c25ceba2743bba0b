import { describe, expect, it } from 'vitest';
import { scoresAt } from '#renderer/views/time/scores-at.ts';
import { aRun } from '../runs/a-run.ts';

const series = {
  'train.loss': { step: [4, 8, 12], value: [0.6, 0.4, null] },
  'train.accuracy': { step: [4, 8, 12], value: [0.7, 0.8, null] },
  'dev.loss': { step: [4, 8, 12], value: [0.65, 0.5, 0.45] },
  'dev.accuracy': { step: [4, 8, 12], value: [0.6, 0.75, 0.8] },
};

describe('the scores at a step', () => {
  it('are those of the last evaluation at or before it', () => {
    expect(scoresAt(aRun(), series, 11)).toEqual({
      step: 8,
      parts: [
        { part: 'train', loss: 0.4, quality: 0.8 },
        { part: 'dev', loss: 0.5, quality: 0.75 },
      ],
    });
    expect(scoresAt(aRun(), series, 4)?.step).toBe(4);
  });

  it('are missing before the first evaluation', () => {
    expect(scoresAt(aRun(), series, 3)).toBeNull();
    expect(scoresAt(aRun(), {}, 30)).toBeNull();
  });

  it('say no number where none was finite', () => {
    expect(scoresAt(aRun(), series, 12)?.parts[0]).toEqual({ part: 'train', loss: null, quality: null });
  });

  it('have no dev part where the run has none', () => {
    const { 'train.loss': loss, 'train.accuracy': accuracy } = series;
    const found = scoresAt(aRun(), { 'train.loss': loss, 'train.accuracy': accuracy }, 9);
    expect(found?.parts.map(({ part }) => part)).toEqual(['train']);
  });
});
