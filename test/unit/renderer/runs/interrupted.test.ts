import { describe, expect, it } from 'vitest';
import type { Run } from '#shared/contract/runs.ts';
import { InterruptedRuns } from '#renderer/state/interrupted.svelte.ts';
import type { Navigation } from '#renderer/state/navigation.svelte.ts';
import type { Notices } from '#renderer/state/notices.ts';
import { RunsState } from '#renderer/state/runs.svelte.ts';
import { aRun } from './a-run.ts';
import { fakeRunsClient } from './fake-runs-client.ts';

const cut = (id: string, change: Partial<Run> = {}) => aRun({ id, status: 'interrupted', ...change });

async function open(runs: Run[], stored: { text: string | null } = { text: null }) {
  const { client, calls, send } = fakeRunsClient(runs);
  const state = new RunsState(client);
  const stop = state.start();
  await new Promise((resolve) => setImmediate(resolve));
  stop();
  const said: string[] = [];
  const notices = {
    done: (text: string) => said.push(text),
    async guard(work: () => Promise<unknown>) {
      await work().catch((error: unknown) => said.push(String(error)));
    },
  };
  const went: string[] = [];
  const navigation = { go: (place: string, run: string) => went.push(`${place} ${run}`) };
  const interrupted = new InterruptedRuns({
    runs: state,
    navigation: navigation as unknown as Navigation,
    notices: notices as unknown as Notices,
    storage: { getItem: () => stored.text, setItem: (_, text) => void (stored.text = text) },
  });
  return { interrupted, calls, said, went, send, stored };
}

describe('interrupted runs', () => {
  it('are spoken of when the window opens, the one made first at the head', async () => {
    const { interrupted } = await open([cut('b', { createdAt: 2 }), aRun(), cut('a', { createdAt: 1 })]);
    expect(interrupted.waiting).toEqual([]);
    interrupted.look();
    expect(interrupted.waiting.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('are all resumed, one that is refused does not keep the others, and the first is shown', async () => {
    const { interrupted, calls, said, went } = await open([cut('b'), cut('a')]);
    interrupted.look();
    await interrupted.resumeAll([cut('gone'), ...interrupted.waiting]);
    expect(calls.filter((call) => call.startsWith('resume'))).toEqual([
      'resume gone',
      'resume a',
      'resume b',
    ]);
    expect(said).toEqual(['Error: unknown run', '2 runs go on.']);
    expect(went).toEqual(['train a']);
  });

  it('that were put off are not spoken of again, until they are interrupted anew', async () => {
    const first = await open([cut('a', { endedAt: 5 })]);
    first.interrupted.look();
    first.interrupted.later();
    expect(first.interrupted.waiting).toEqual([]);
    const again = await open([cut('a', { endedAt: 5 })], first.stored);
    again.interrupted.look();
    expect(again.interrupted.waiting).toEqual([]);
    const anew = await open([cut('a', { endedAt: 9 })], first.stored);
    anew.interrupted.look();
    expect(anew.interrupted.waiting).toHaveLength(1);
  });

  it('are not kept from by a store that holds something else', async () => {
    const { interrupted } = await open([cut('a')], { text: '{"no":1' });
    interrupted.look();
    expect(interrupted.waiting).toHaveLength(1);
  });
});
