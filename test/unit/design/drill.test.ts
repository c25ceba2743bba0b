import { describe, expect, it } from 'vitest';
import { createGenerator } from '#shared/core/random/generator.ts';
import {
  drillAnswer,
  drillLevels,
  findMistake,
  makeDrill,
  type DrillQuestion,
} from '#shared/design/drill.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import type { Shape } from '#shared/design/shapes.ts';
import { designFor } from '#shared/design/task.ts';

const design = designFor({ kind: 'binary', inputs: 5, outputs: 1 }, parseLayers('8:relu,3:tanh'), 'net');

const seeded = (seed: number) => createGenerator(seed).stream('drill').uniform;

describe.each(drillLevels)('the drill of level %i', (level) => {
  it('asks for different shapes, knows every answer, and finds no mistake in it', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const drill = makeDrill(design, 32, level, seeded(seed));
      const keys = drill.questions.map(({ l, tensor }) => `${tensor}${l}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBe(6);
      for (const question of drill.questions)
        expect(findMistake(drill, question, drillAnswer(drill, question))).toBeNull();
    }
  });
});

describe('a mistake', () => {
  const drill = makeDrill(design, 32, 3, seeded(1));
  const W: DrillQuestion = { l: 2, tensor: 'W' };

  it.each<[DrillQuestion, Shape, string]>([
    [W, [8, 3], 'swapped'],
    [W, [3, 3], 'ownUnits'],
    [W, [8, 5], 'otherLayer'],
    [W, [3, 9], 'columns'],
    [W, [9, 8], 'rows'],
    [W, [9, 9], 'both'],
    [{ l: 2, tensor: 'db' }, [3, 32], 'examplesInBias'],
    [{ l: 2, tensor: 'dZ' }, [3, 1], 'noExamples'],
    [{ l: 2, tensor: 'A' }, [3, 8], 'weights'],
    [{ l: 2, tensor: 'A' }, [8, 32], 'otherLayer'],
    [{ l: 1, tensor: 'Z' }, [32, 8], 'swapped'],
  ])('in %j of %j is %s', (question, answer, mistake) => {
    expect(findMistake(drill, question, answer)).toBe(mistake);
  });
});

it('level 4 draws another network, with sizes that can be told apart', () => {
  const drill = makeDrill(design, 32, 4, seeded(3));
  expect(drill.widths.length).toBeGreaterThanOrEqual(4);
  expect(new Set(drill.widths).size).toBe(drill.widths.length);
});
