import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { Client } from '../integration/services/contract-link.ts';
import { liveIn, readLines, type Host, type Life, type Task } from './life.ts';

const program = fileURLToPath(new URL('../../src-main/hosts/cli/main.ts', import.meta.url));

/** `layerbench serve` with a page's socket: a step is on disk when the page is told of it. */
export const webHost: Host = (task) => {
  const { child, life, acknowledge } = liveIn([program, 'serve', '--json', '--store', task.store]);
  readLines(child.stdout, (line) => {
    const { url } = JSON.parse(line) as { url: string };
    // The process may be killed at any moment of this.
    void train(new URL(url), task, life, acknowledge).catch(() => {});
  });
  return life;
};

async function train(
  url: URL,
  { start, run }: Task,
  life: Life,
  acknowledge: (step: number) => void,
): Promise<void> {
  const { origin, host } = url;
  const code = new URLSearchParams(url.hash.slice(1)).get('code');
  const headers = { origin, 'content-type': 'application/json' };
  const answer = await fetch(`${origin}/pair`, { method: 'POST', headers, body: JSON.stringify({ code }) });
  const { token } = (await answer.json()) as { token: string };
  const socket = new WebSocket(`ws://${host}/rpc`, ['layerbench', `token.${token}`], { headers: { origin } });
  socket.on('error', () => {});
  const client: Client = createORPCClient(
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  const events = await client.events.live();
  const { id } = run === null ? await client.runs.start(start) : await client.runs.resume({ run });
  life.run = id;
  for await (const event of events) {
    if (event.type === 'frames' && event.run === id) acknowledge(event.progress.step);
    if (event.type === 'run' && event.run.id === id && event.run.endedAt !== null) break;
  }
  life.kill();
}
