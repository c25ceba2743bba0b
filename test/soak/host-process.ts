import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { contract } from '#shared/contract/contract.ts';
import type { Run, StartRun } from '#shared/contract/runs.ts';
import { createApp, type App } from '#main/app.ts';
import { resourcesFolder, simd, threads, version } from '#main/hosts/places.ts';
import { serveWeb } from '#main/hosts/web/serve.ts';
import { systemClock } from '#main/services/clock.ts';
import { createLog } from '#main/services/log.ts';
import { makeSoakRun } from './soak-run.ts';

/**
 * A host that trains one run after the other until its standard input ends: `web` serves, and is called over its own
 * socket as by a page; `electron` is the desktop's services without its window.
 */
const [host, storeFile, firstSeed] = process.argv.slice(2) as ['web' | 'electron', string, string];
const app = await createApp({
  ...{ host, version, storeFile, resourcesFolder },
  ...threads,
  clock: systemClock,
  log: createLog({ debug: false }),
  simd: simd({ LAYERBENCH_SIMD: '128' }),
});
let isEnding = false;
process.stdin.resume().once('end', () => (isEnding = true));
const { start, leave } = host === 'web' ? await serveToItself(app, storeFile) : callDirectly(app);
let seed = Number(firstSeed);
do {
  const { id } = await start(makeSoakRun(seed));
  const run = await app.services.runs.ended(id);
  await app.services.runs.rename(id, `${host} ${seed}`);
  process.stdout.write(`${JSON.stringify({ id, status: run.status, step: run.step })}\n`);
  seed += 1;
} while (!isEnding);
// No other run starts here, and what is trained here for another process goes on to its end.
await app.services.runs.queue.close();
while (app.services.runs.activeCount > 0) await setTimeout(20);
await leave();
await app.close();

interface Caller {
  start: (input: StartRun) => Promise<Run>;
  leave: () => Promise<void>;
}

function callDirectly({ services }: App): Caller {
  return { start: (input) => services.runs.start(input), leave: () => Promise.resolve() };
}

/** Serves a page of one line, pairs with itself as that page would, and calls through the socket. */
async function serveToItself(served: App, store: string): Promise<Caller> {
  const rendererFolder = path.join(path.dirname(store), 'renderer');
  mkdirSync(rendererFolder, { recursive: true });
  writeFileSync(path.join(rendererFolder, 'index.html'), '<!doctype html><title>Layerbench</title>');
  const web = await serveWeb(served, { port: 0, rendererFolder, onPaired: () => {} });
  const { origin, host: authority, hash } = new URL(web.url);
  const answer = await fetch(`${origin}/pair`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code: new URLSearchParams(hash.slice(1)).get('code') }),
  });
  const { token } = (await answer.json()) as { token: string };
  const socket = new WebSocket(`ws://${authority}/rpc`, ['layerbench', `token.${token}`], { origin });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const client: ContractRouterClient<typeof contract> = createORPCClient(
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  const leave = async () => {
    socket.close();
    await web.close();
  };
  return { start: (input) => client.runs.start(input), leave };
}
