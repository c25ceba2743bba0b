import type { AppEvent } from '#shared/contract/events.ts';
import type { Run, Series } from '#shared/contract/runs.ts';
import type { Client } from '#renderer/client/client.ts';

/** A client of which only the calls of RunsState exist; events are sent by hand. */
export function fakeRunsClient(runs: Run[], series: Record<string, Series> = {}) {
  let channel = openChannel();
  const calls: string[] = [];
  /** Holds the answers to `list` back while there is one. */
  let gate: PromiseWithResolvers<void> | null = null;
  const change = (name: string) => (input: { run: string }) => {
    calls.push(`${name} ${input.run}`);
    const run = runs.find(({ id }) => id === input.run);
    return run === undefined ? Promise.reject(new Error('unknown run')) : Promise.resolve(run);
  };
  const client = {
    events: {
      live: () => {
        calls.push('live');
        channel = openChannel();
        return Promise.resolve(channel.events());
      },
    },
    runs: {
      list: async () => {
        calls.push('list');
        const answer = [...runs];
        await gate?.promise;
        return answer;
      },
      start: (start: { name?: string }) =>
        Promise.resolve({ ...runs[0], id: 'new', name: start.name, createdAt: 9e9 }),
      pause: change('pause'),
      resume: change('resume'),
      stop: change('stop'),
      rename: ({ run, name }: { run: string; name: string }) =>
        Promise.resolve({ ...runs.find(({ id }) => id === run), name }),
      seriesKeys: () => Promise.resolve(Object.keys(series)),
      series: ({ keys }: { keys: string[] }) => {
        calls.push(`series ${keys.join(' ')}`);
        return Promise.resolve(Object.fromEntries(keys.map((key) => [key, series[key]])));
      },
    },
  };
  return {
    client: client as unknown as Client,
    calls,
    send: (event: AppEvent) => channel.send(event),
    lose: () => channel.end(),
    holdLists: () => (gate = Promise.withResolvers<void>()),
  };
}

function openChannel() {
  const waiting: AppEvent[] = [];
  let ended = false;
  let wake: () => void = () => undefined;
  return {
    send(event: AppEvent) {
      waiting.push(event);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    async *events(): AsyncGenerator<AppEvent> {
      while (true) {
        const event = waiting.shift();
        if (event !== undefined) yield event;
        else if (ended) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
