import { describe, expect, it } from 'vitest';
import type { Entrant, EntrantId } from '#main/benchmark/entrants.ts';
import { runRounds, type Measured } from '#main/benchmark/rounds.ts';
import { findWork } from '../../unit/benchmark/made-up-report.ts';

/** A contestant that answers with what `answer` gives for the number of the ask, 0 for the first. */
function script(id: EntrantId, answer: string, more: Partial<Entrant> = {}): Entrant {
  const program = `let asked = 0;
    const answer = ${answer};
    const stretch = { done: 10, seconds: 0.01, wall: 0.01 };
    require('node:readline').createInterface({ input: process.stdin }).on('line', () => {
      const value = answer(asked++, stretch);
      if (value !== undefined) console.log(typeof value === 'string' ? value : JSON.stringify(value));
    });`;
  return { id, label: id, program: process.execPath, args: ['-e', program], ...more };
}
const steady = '(asked, stretch) => asked === 0 ? { ready: {} } : stretch';

async function run(entrants: Entrant[], rounds = 3) {
  const news: string[] = [];
  const found = await runRounds(findWork('W1'), entrants, {
    ...{ rounds, milliseconds: 10, signal: new AbortController().signal },
    ...{ onProgress: () => {}, onNews: (line: string) => news.push(line) },
  });
  return { found, news };
}

describe('rounds', () => {
  it('measure everyone who takes part once a round, and leave out whom the workload does not concern', async () => {
    const { found } = await run([
      script('engine', steady),
      script('numpy', steady, { only: ['W3'] }),
      script('pytorch', steady),
    ]);
    expect(found.map(({ entrant }) => entrant.id)).toEqual(['engine', 'pytorch']);
    const stretch = { done: 10, seconds: 0.01, wall: 0.01 };
    for (const one of found) expect((one as Measured).stretches).toEqual([stretch, stretch, stretch]);
  });

  it('keep what a contestant says it cannot do as its reason', async () => {
    const { found } = await run([script('synaptic', `() => ({ refused: 'too large' })`)]);
    expect(found).toMatchObject([{ refused: 'too large' }]);
  });

  it('go on without a contestant that falls, with the last that it said', async () => {
    const falls = `(asked, stretch) => {
      if (asked === 3) throw new TypeError('no more memory');
      return asked === 0 ? { ready: {} } : stretch;
    }`;
    const { found, news } = await run([script('brainjs', falls), script('engine', steady)]);
    expect((found[0] as Measured).stretches).toEqual([expect.anything(), null, null]);
    expect((found[1] as Measured).stretches).not.toContain(null);
    expect(news).toEqual(['brainjs fell: TypeError: no more memory']);
  });

  it('name a program that cannot be started, and one that ends before it answers', async () => {
    const missing = { ...script('numpy', steady), program: '/no/such/program' };
    const { found } = await run([missing, script('pytorch', '() => process.exit(7)')]);
    expect(found).toMatchObject([
      { refused: expect.stringContaining('ENOENT') as string },
      { refused: 'it ended with 7' },
    ]);
  });

  it('pass over what a library greets with', async () => {
    const greets = `(asked, stretch) => asked === 0 ? 'Hello!\\n{"ready":{"version":"1"}}' : stretch`;
    const { found } = await run([script('tfjs-cpu', greets)], 1);
    expect(found).toMatchObject([{ ready: { version: '1' }, stretches: [{ done: 10 }] }]);
  });

  it('let a slow contestant take part in the first three only', async () => {
    const slow = `(asked) => asked === 0 ? { ready: {} } : { done: 10, seconds: 1, wall: 1 }`;
    const { found } = await run([script('tfjs-cpu', slow), script('engine', steady)], 5);
    const parts = found.map((one) => (one as Measured).stretches.filter(Boolean).length);
    expect(parts).toEqual([3, 5]);
  });

  it('end at once when they are interrupted', async () => {
    const stop = new AbortController();
    const silent = `(asked) => asked === 0 ? { ready: {} } : undefined`;
    const ended = runRounds(findWork('W1'), [script('engine', silent)], {
      ...{ rounds: 1, milliseconds: 10, signal: stop.signal },
      ...{ onProgress: () => setTimeout(() => stop.abort(), 300), onNews: () => {} },
    });
    await expect(ended).rejects.toThrow('aborted');
  });
});
