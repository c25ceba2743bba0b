import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { RecipeSchema, defaultRecipe } from '#shared/design/recipe.ts';
import { settings } from '#shared/design/setting-table.ts';
import { applySettings, checkRecipe, readSetting, withSetting } from '#shared/design/settings.ts';
import { catchProblem, refusalOf } from './refusal.ts';

fc.configureGlobal({ seed: 7 });
const set = (...assignments: [string, string][]) => applySettings(assignments);
const paths = settings.map(({ path }) => path);

/** Every path at which a recipe holds a value that is not an object. */
function leavesOf(value: object, at = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null ? leavesOf(inner, `${at}${key}.`) : [`${at}${key}`],
  );
}

describe('the table of settings', () => {
  test('has exactly one row for every value of a recipe, and no other', () => {
    expect(paths.toSorted()).toEqual(leavesOf(defaultRecipe).toSorted());
  });

  test('the default recipe is a whole recipe', () => {
    expect(JSON.stringify(v.parse(RecipeSchema, defaultRecipe))).toBe(JSON.stringify(defaultRecipe));
  });

  test.each(settings.map((setting) => [setting.path, setting] as const))(
    '%s reads, offers and accepts its own default',
    (path, setting) => {
      const value = readSetting(defaultRecipe, path);
      expect(typeof value).toBe({ number: 'number', choice: 'string', switch: 'boolean' }[setting.kind]);
      if (setting.kind === 'choice') expect(setting.choices).toContain(value);
      expect(set([path, String(value)])).toEqual(defaultRecipe);
      expect(setting.accepted).toMatch(/ is accepted$/);
    },
  );

  test.each(settings.flatMap((setting) => (setting.kind === 'choice' ? [setting] : [])))(
    '$path takes each of its choices',
    ({ path, choices }) => {
      for (const choice of choices) expect(readSetting(set([path, choice]), path)).toBe(choice);
    },
  );
});

describe('typed settings', () => {
  test('numbers, choices and switches are read, and nothing else changes', () => {
    const recipe = set(
      ['optimizer.kind', 'sgd'],
      ['optimizer.learningRate', '1e-3'],
      ['standardize', 'false'],
    );
    expect(recipe).toEqual({
      ...defaultRecipe,
      optimizer: { ...defaultRecipe.optimizer, kind: 'sgd', learningRate: 1e-3 },
      standardize: false,
    });
  });

  test('the last of two values for one setting counts', () => {
    expect(set(['epochs', '5'], ['epochs', '7']).epochs).toBe(7);
  });

  test('shares may pass through values that do not fit together, in either order', () => {
    expect(set(['split.dev', '0.95'], ['split.test', '0.04']).split).toEqual({ dev: 0.95, test: 0.04 });
    expect(set(['split.test', '0.85'], ['split.dev', '0.1']).split).toEqual({ dev: 0.1, test: 0.85 });
  });

  test('shares that leave no training part are refused', () => {
    expect(refusalOf(() => set(['split.dev', '0.95']))).toBe(
      'setting split: "{"dev":0.95,"test":0.1}" is not accepted; split.dev and split.test together must stay below 1, so that a training part is left.',
    );
  });

  test('the base stays as it was', () => {
    const before = structuredClone(defaultRecipe);
    set(['optimizer.momentum', '0.5']);
    expect(defaultRecipe).toEqual(before);
  });

  test.each([
    ['learningRate', 'optimizer.learningRate'],
    ['optimizer.learningrate', 'optimizer.learningRate'],
    ['learning_rate', 'optimizer.learningRate'],
    ['batchsize', 'batchSize'],
    ['batch_size', 'batchSize'],
    ['epoch', 'epochs'],
    ['split.valid', 'split.dev'],
    ['optimiser.kind', 'optimizer.kind'],
    ['weightDecay', 'optimizer.weightDecay'],
    ['warmup', 'schedule.warmUp'],
    ['patience', 'earlyStopping.patience'],
    ['clipNorm', 'clip.norm'],
    ['max_norm', 'maxNorm'],
  ])('%s is not known, and %s is offered', (key, nearest) => {
    expect(refusalOf(() => set([key, '1']))).toBe(
      `setting "${key}" is not known; did you mean "${nearest}"?`,
    );
  });

  test.each(['constructor', '__proto__', 'optimizer', 'optimizer.kind.length', ''])(
    '%j is no setting, though every object may have it',
    (key) => {
      expect(catchProblem(() => set([key, '1'])).code).toBe('setting.unknown');
    },
  );

  const learningRate = 'a number above 0 is accepted';
  const share = 'a number from 0 up to but not including 1 is accepted';
  test.each([
    ['optimizer.learningRate', 'abc', learningRate],
    ['optimizer.learningRate', '-1', learningRate],
    ['optimizer.learningRate', '0', learningRate],
    ['optimizer.learningRate', 'NaN', learningRate],
    ['optimizer.learningRate', 'Infinity', learningRate],
    ['optimizer.learningRate', '', learningRate],
    ['optimizer.learningRate', '   ', learningRate],
    ['optimizer.learningRate', '1e999', learningRate],
    ['optimizer.learningRate', '0,01', learningRate],
    ['optimizer.beta1', '1', share],
    ['optimizer.weightDecay', '-1', 'a number of 0 or more is accepted'],
    [
      'schedule.kind',
      'cosin',
      'one of constant, step, exponential, inverseTime, cosine, oneCycle is accepted',
    ],
    ['schedule.warmUp', '-1', 'a whole number from 0 to 1000000000 is accepted'],
    ['schedule.period', '0', 'a whole number from 1 to 1000000000 is accepted'],
    ['schedule.decay', '0', 'a number above 0, up to 1, is accepted'],
    ['schedule.decay', '1.5', 'a number above 0, up to 1, is accepted'],
    ['schedule.floor', '1.01', 'a number from 0 to 1 is accepted'],
    ['initValue', 'Infinity', 'a number is accepted'],
    ['l1', '-1e-9', 'a number of 0 or more is accepted'],
    ['maxNorm', '-3', 'a number of 0 or more is accepted'],
    ['clip.norm', 'none', 'a number of 0 or more is accepted'],
    ['clip.value', 'NaN', 'a number of 0 or more is accepted'],
    ['earlyStopping.patience', '2.5', 'a whole number from 0 to 1000000 is accepted'],
    ['earlyStopping.minDelta', '-0.1', 'a number of 0 or more is accepted'],
    ['batchSize', '0', 'a whole number from 1 to 1000000 is accepted'],
    ['batchSize', '2.5', 'a whole number from 1 to 1000000 is accepted'],
    ['epochs', '1e999', 'a whole number from 1 to 1000000 is accepted'],
    ['seed', '-1', 'a whole number from 0 to 4294967295 is accepted'],
    ['seed', '4294967296', 'a whole number from 0 to 4294967295 is accepted'],
    ['optimizer.kind', 'Adam', 'one of sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw is accepted'],
    ['init', '', 'one of zeros, constant, normal, xavier, he, lecun, orthogonal is accepted'],
    ['l2', '-0.1', 'a number of 0 or more is accepted'],
    ['split.dev', '1', share],
    ['split.test', '-0.1', share],
    ['standardize', 'yes', 'true or false is accepted'],
    ['gradients', 'all', 'one of off, scalars, full is accepted'],
  ])('%s = %j is refused with what is accepted', (key, text, accepted) => {
    expect(refusalOf(() => set([key, text]))).toBe(`setting ${key}: "${text}" is not accepted; ${accepted}.`);
  });

  test('a bad value is refused though a later one would replace it', () => {
    expect(refusalOf(() => set(['epochs', 'abc'], ['epochs', '5']))).toContain('"abc"');
  });

  test('any positive number is a learning rate, whatever way it is printed', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (rate) => {
        expect(set(['optimizer.learningRate', String(rate)]).optimizer.learningRate).toBe(rate);
      }),
    );
  });
});

describe('a whole recipe', () => {
  test('that lacks a setting or a group is refused by name', () => {
    const { epochs: _epochs, ...noEpochs } = defaultRecipe;
    expect(refusalOf(() => checkRecipe(noEpochs))).toBe(
      'setting epochs: "nothing" is not accepted; a whole number from 1 to 1000000 is accepted.',
    );
    const { optimizer: _optimizer, ...noOptimizer } = defaultRecipe;
    expect(refusalOf(() => checkRecipe(noOptimizer))).toMatch(
      /^setting optimizer: "nothing" is not accepted; an object with optimizer\.kind, .+, optimizer\.weightDecay is accepted\.$/,
    );
  });

  test('that holds a setting nobody knows is refused with the nearest', () => {
    const recipe = { ...defaultRecipe, optimizer: { ...defaultRecipe.optimizer, learningrate: 1 } };
    expect(refusalOf(() => checkRecipe(recipe))).toBe(
      'setting "optimizer.learningrate" is not known; did you mean "optimizer.learningRate"?',
    );
  });

  test.each([null, 3, 'adam', [], [defaultRecipe]])(
    '%j is no recipe and is refused without a fault',
    (value) => {
      expect(catchProblem(() => checkRecipe(value)).message).toContain('accepted');
    },
  );
});

describe('a recipe from before a setting existed', () => {
  /** As recipes were saved by version 0.1. */
  const old = {
    optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    batchSize: 16,
    epochs: 20,
    seed: 3,
    init: 'he',
    initStd: 0.01,
    l2: 0.001,
    split: { dev: 0, test: 0 },
    standardize: true,
    gradients: 'scalars',
  };

  test('is read as a whole one that does what it did then', () => {
    const whole = checkRecipe(old);
    expect(leavesOf(whole)).toEqual(leavesOf(defaultRecipe));
    expect(whole).toMatchObject(old);
    for (const setting of settings.filter(({ off }) => off !== undefined && off !== 0))
      expect(readSetting(whole, setting.path)).toBe(setting.off);
    expect([whole.l1, whole.maxNorm, whole.clip, whole.earlyStopping]).toEqual([
      0,
      0,
      { value: 0, norm: 0 },
      { patience: 0, minDelta: 0 },
    ]);
  });

  test('may hold part of a group that was added', () => {
    expect(checkRecipe({ ...old, schedule: { kind: 'cosine' } }).schedule).toEqual({
      ...defaultRecipe.schedule,
      kind: 'cosine',
    });
  });

  test('still needs what recipes always had', () => {
    const { l2: _, ...without } = old;
    expect(refusalOf(() => checkRecipe(without))).toContain('setting l2: "nothing"');
  });
});

describe('early stopping', () => {
  const refusal =
    'is not accepted; early stopping watches a dev part: split.dev above 0, or earlyStopping.patience 0, is accepted.';

  test('needs a dev part, however the two were set', () => {
    const both = [
      ['split.dev', '0'],
      ['earlyStopping.patience', '5'],
    ] as const;
    for (const order of [both, both.toReversed()])
      expect(refusalOf(() => applySettings(order))).toBe(`setting earlyStopping.patience: "5" ${refusal}`);
  });

  test('names the dev share where that was changed last', () => {
    const recipe = withSetting(set(['earlyStopping.patience', '5']), 'split.dev', 0);
    expect(refusalOf(() => checkRecipe(recipe, 'split.dev', '0'))).toBe(`setting split.dev: "0" ${refusal}`);
  });
});

describe('the range of a setting', () => {
  const numbers = settings.flatMap((setting) => (setting.kind === 'number' ? [setting] : []));
  const takes = (path: string, value: number) =>
    v.safeParse(RecipeSchema, withSetting(defaultRecipe, path, value)).success;

  test.each(numbers)('$path ends where the recipe says', ({ path, range }) => {
    const { least, above, most, below } = range;
    const step = range.integer ? 1 : 1e-9;
    if (least !== undefined) expect([takes(path, least), takes(path, least - step)]).toEqual([true, false]);
    if (above !== undefined) expect([takes(path, above + step), takes(path, above)]).toEqual([true, false]);
    if (most !== undefined) expect([takes(path, most), takes(path, most + step)]).toEqual([true, false]);
    if (below !== undefined) expect(takes(path, below)).toBe(false);
    if (least === undefined && above === undefined) expect(takes(path, -1e9)).toBe(true);
    if (most === undefined && below === undefined) expect(takes(path, 1e9)).toBe(true);
    if (range.integer) expect(takes(path, (least ?? 0) + 0.5)).toBe(false);
  });

  test('what it is used with is another setting and one of its values', () => {
    for (const { usedWith } of settings) {
      if (usedWith === undefined) continue;
      const other = settings.find(({ path }) => path === usedWith.path);
      if ('above' in usedWith) expect(other?.kind).toBe('number');
      else
        expect(other?.kind === 'choice' ? other.choices : []).toEqual(
          expect.arrayContaining([...usedWith.values]),
        );
    }
  });
});

describe('one setting of a recipe', () => {
  test('is replaced in a copy', () => {
    expect(withSetting(defaultRecipe, 'optimizer.beta1', 0.5)).toEqual({
      ...defaultRecipe,
      optimizer: { ...defaultRecipe.optimizer, beta1: 0.5 },
    });
    expect(defaultRecipe.optimizer.beta1).toBe(0.9);
  });

  test('is undefined where there is none, also for names that every object inherits', () => {
    expect(readSetting(defaultRecipe, 'optimizer.rate')).toBeUndefined();
    expect(readSetting(defaultRecipe, 'constructor')).toBeUndefined();
    expect(readSetting(defaultRecipe, 'epochs.toString')).toBeUndefined();
  });
});
