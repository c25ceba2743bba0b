import { once } from 'node:events';
import { connect } from 'node:net';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { endless, makeStart, waitForSteps } from '../services/test-app.ts';
import type { Client } from '../services/contract-link.ts';
import { ask, getToken, openHost, openSocket } from './open-host.ts';

function toClient(socket: WebSocket): Client {
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

test('a paired page makes calls and hears events over its socket', async () => {
  const host = await openHost();
  const { status, socket } = await openSocket(host, await getToken(host));
  expect(status).toBe(101);
  expect(socket.protocol).toBe('layerbench');
  const client = toClient(socket);
  expect(await client.environment.get()).toEqual(host.app.services.environment);
  const stop = new AbortController();
  const events = await client.events.live(undefined, { signal: stop.signal });
  const { id } = await client.runs.start(makeStart());
  for await (const event of events) if (event.type === 'run' && event.run.status === 'finished') break;
  stop.abort();
  expect((await client.runs.get({ run: id })).status).toBe('finished');
  await expect(client.runs.get({ run: 'nobody' })).rejects.toMatchObject({
    code: 'PROBLEM',
    data: { code: 'run.unknown', params: { run: 'nobody' } },
  });
});

test('training goes on when the page goes away, and a new page finds it', async () => {
  const host = await openHost();
  const token = await getToken(host);
  const { socket } = await openSocket(host, token);
  const { id } = await toClient(socket).runs.start(makeStart(endless));
  await waitForSteps(host.app.services, id);
  const closed = once(socket, 'close');
  socket.terminate();
  await closed;
  const again = await openSocket(host, token);
  const run = await toClient(again.socket).runs.get({ run: id });
  expect(run.status).toBe('training');
  await toClient(again.socket).runs.stop({ run: id });
  await host.app.services.runs.ended(id);
});

const refused: [string, string | null, Parameters<typeof openSocket>[2]][] = [
  ['no token', null, {}],
  ['a wrong token', 'guess', {}],
  ['no origin', 'TOKEN', { origin: null }],
  ['another origin', 'TOKEN', { origin: 'http://evil.example' }],
  ['the origin "null"', 'TOKEN', { origin: 'null' }],
  ['another name of the host', 'TOKEN', { host: 'evil.example' }],
  ['another path', 'TOKEN', { path: '/' }],
  ['the token in the address', null, { path: '/rpc?token=TOKEN' }],
];

test('a socket that does not prove itself whole is refused', async () => {
  const host = await openHost();
  const token = await getToken(host);
  const insert = (text: string) => text.replace('TOKEN', token);
  for (const [what, given, change = {}] of refused) {
    const path = change.path === undefined ? {} : { path: insert(change.path) };
    const carried = given === null ? null : insert(given);
    expect((await openSocket(host, carried, { ...change, ...path })).status, what).toBe(403);
  }
});

test('the ninth socket is refused, and welcome again when another one closes', async () => {
  const host = await openHost();
  const token = await getToken(host);
  const sockets: WebSocket[] = [];
  for (let count = 0; count < 8; count += 1) {
    const { status, socket } = await openSocket(host, token);
    expect(status).toBe(101);
    sockets.push(socket);
  }
  expect((await openSocket(host, token)).status).toBe(403);
  const [first] = sockets;
  if (first === undefined) throw new Error('eight were opened');
  first.close();
  await once(first, 'close');
  // The server has seen the close before it answered it.
  expect((await openSocket(host, token)).status).toBe(101);
});

test('a message over the limit closes its socket, and no other', async () => {
  const host = await openHost();
  const token = await getToken(host);
  const [{ socket }, other] = [await openSocket(host, token), await openSocket(host, token)];
  const closed = once(socket, 'close');
  socket.on('error', () => {});
  socket.send(Buffer.alloc(65 * 1024 * 1024 + 1));
  await closed;
  expect(await toClient(other.socket).environment.get()).toEqual(host.app.services.environment);
  expect((await ask(host, '/')).status).toBe(200);
});

test('messages that are none do no harm', async () => {
  // The transport tells of them on standard error.
  vi.spyOn(console, 'error').mockReturnValue();
  const host = await openHost();
  const { socket } = await openSocket(host, await getToken(host));
  for (const text of ['not a message', '{"i":1}', '[]', '{"i":"99","p":{"u":"/runs/start","b":"x"}}'])
    socket.send(text);
  expect(await toClient(socket).environment.get()).toEqual(host.app.services.environment);
});

test('a peer that resets its connection while it is refused does not end the workbench', async () => {
  const host = await openHost();
  for (let count = 0; count < 20; count += 1) {
    const socket = connect(host.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `GET /rpc HTTP/1.1\r\nHost: ${host.authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    );
    const closed = once(socket, 'close');
    socket.resetAndDestroy();
    await closed;
  }
  expect((await ask(host, '/')).status).toBe(200);
});

test('closing the host closes every socket as going away', async () => {
  const host = await openHost();
  const { socket } = await openSocket(host, await getToken(host));
  const closed = once(socket, 'close');
  await host.host.close();
  expect(await closed).toEqual([1001, expect.anything()]);
});
