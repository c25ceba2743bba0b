import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '#renderer/client/client.ts';
import { Notices } from '#renderer/state/notices.ts';
import { RunsState } from '#renderer/state/runs.svelte.ts';
import { TrashState } from '#renderer/state/trash.svelte.ts';
import { aRun } from './a-run.ts';
import { fakeRunsClient } from './fake-runs-client.ts';

interface Said {
  text: string;
  detail: string | undefined;
  act: (() => void) | undefined;
  shown: boolean;
}

/** Notices that are only remembered. */
class FakeNotices extends Notices {
  readonly said: Said[] = [];

  override done(text: string, detail?: string, action?: { act: () => void }): () => void {
    const said = { text, detail, act: action?.act, shown: true };
    this.said.push(said);
    return () => void (said.shown = false);
  }
  override problem(error: unknown): void {
    this.said.push({ text: String(error), detail: undefined, act: undefined, shown: true });
  }
  override working(): () => void {
    return () => undefined;
  }
}

const [a, b, c] = ['a', 'b', 'c'].map((id, at) => aRun({ id, name: `run ${id}`, createdAt: 1000 + at })) as [
  ReturnType<typeof aRun>,
  ReturnType<typeof aRun>,
  ReturnType<typeof aRun>,
];
let stop = () => undefined as void;

async function startTrash() {
  const known = [c, b, a];
  const thrown = new Set<string>();
  const { client } = fakeRunsClient(known);
  const trashClient = {
    list: () =>
      Promise.resolve(
        known.filter(({ id }) => thrown.has(id)).map((run) => ({ run, trashedAt: 1, bytes: 500 })),
      ),
    put: ({ runs }: { runs: string[] }) => {
      runs.forEach((id) => thrown.add(id));
      return Promise.resolve(runs);
    },
    restore: ({ runs }: { runs: string[] }) => {
      const missing = runs.find((id) => !thrown.has(id));
      if (missing !== undefined) return Promise.reject(new Error(`${missing} is not in the trash`));
      runs.forEach((id) => thrown.delete(id));
      return Promise.resolve(known.filter(({ id }) => runs.includes(id)));
    },
    empty: ({ runs }: { runs: string[] }) => {
      runs.forEach((id) => thrown.delete(id));
      return Promise.resolve({ deleted: runs.length, bytes: 41_200_000, waiting: runs.length > 1 ? 812 : 0 });
    },
  };
  const whole = { ...client, trash: trashClient } as unknown as Client;
  const runs = new RunsState(whole);
  const notices = new FakeNotices();
  stop = runs.start();
  await vi.waitFor(() => expect(runs.connection).toBe('open'));
  return { runs, notices, trash: new TrashState(whole, runs, notices) };
}

const idsOf = (runs: RunsState) => runs.list.map(({ id }) => id);

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => queueMicrotask(draw));
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

describe('throwing runs away', () => {
  it('takes them from the list at once and offers to undo it', async () => {
    const { runs, trash, notices } = await startTrash();
    expect(await trash.put([a, b])).toBe(true);
    expect(idsOf(runs)).toEqual(['c']);
    expect(notices.said[0]).toMatchObject({ text: '2 runs are in the trash.', shown: true });
    notices.said[0]?.act?.();
    await vi.waitFor(() => expect(idsOf(runs)).toEqual(['c', 'b', 'a']));
    expect(notices.said[0]?.shown).toBe(false);
    expect(trash.canUndo).toBe(false);
  });

  it('is undone one after the other, the last one first', async () => {
    const { runs, trash } = await startTrash();
    await trash.put([a]);
    await trash.put([c]);
    await trash.undo();
    expect(idsOf(runs)).toEqual(['c', 'b']);
    await trash.undo();
    expect(idsOf(runs)).toEqual(['c', 'b', 'a']);
    expect(trash.canUndo).toBe(false);
    await trash.undo();
  });

  it('leaves to undo what was not restored or deleted meanwhile', async () => {
    const { runs, trash, notices } = await startTrash();
    await trash.put([a, b]);
    await trash.put([c]);
    await trash.restore(['a']);
    await trash.empty(['c']);
    expect(notices.said.map(({ text, shown }) => [text, shown])).toEqual([
      ['2 runs are in the trash.', true],
      ['run c is in the trash.', false],
      ['run a is back among the runs.', true],
      ['1 run deleted; 41.2 MB given back to the disk.', true],
    ]);
    notices.said[0]?.act?.();
    await vi.waitFor(() => expect(idsOf(runs)).toEqual(['b', 'a']));
    expect(trash.canUndo).toBe(false);
  });

  it('says what went wrong and keeps the list', async () => {
    const { runs, trash, notices } = await startTrash();
    await trash.restore(['a']);
    expect(notices.said.map(({ text }) => text)).toEqual(['Error: a is not in the trash']);
    expect(idsOf(runs)).toEqual(['c', 'b', 'a']);
  });
});

describe('the trash', () => {
  it('is read, and what is deleted goes from it; space that has to wait is told', async () => {
    const { trash, notices } = await startTrash();
    await trash.put([a, b, c]);
    await trash.read();
    expect(trash.list.map(({ run }) => run.id)).toEqual(['c', 'b', 'a']);
    await trash.empty(['a', 'b']);
    expect(trash.list.map(({ run }) => run.id)).toEqual(['c']);
    expect(notices.said.at(-1)).toMatchObject({
      text: '2 runs deleted; 41.2 MB given back to the disk.',
      detail: expect.stringContaining('812 B stay in the file') as string,
    });
  });
});
