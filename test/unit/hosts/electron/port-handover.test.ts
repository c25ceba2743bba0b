import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, onTestFinished, test, vi, type Mock } from 'vitest';
import type { Contract } from '#shared/contract/contract.ts';
import { acceptPorts, isOwnPage } from '#main/hosts/electron/port-handover.ts';
import { createRouter } from '#main/services/router.ts';
import type { Services } from '#main/services/services.ts';

type Client = ContractRouterClient<Contract>;

const ownFrame = { origin: 'app://layerbench', parent: null };
type Event = Parameters<typeof isOwnPage>[0];

const environment = {
  ...{ version: '1', engine: 'e', host: 'electron', node: 'v24', v8: '13' },
  ...{ cores: 1, memory: 2 ** 30, storeFile: 'f' },
};

/** Hands a port over in an event, and gives the client at its other end. */
function handOver(event: { senderFrame: unknown }): { client: Client; start: Mock } {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const ipcMain = new EventEmitter();
  acceptPorts(ipcMain as never, { router: createRouter({ environment } as Services) });
  const start = vi.spyOn(port2, 'start');
  ipcMain.emit('layerbench:port', { ports: [port2], ...event });
  port1.start();
  return { client: createORPCClient(new RPCLink({ port: port1 })), start };
}

describe('a port', () => {
  test('from our own page is served', async () => {
    expect(await handOver({ senderFrame: ownFrame }).client.environment.get()).toEqual(environment);
  });

  test.each<[string, unknown]>([
    ['a frame inside our page', { ...ownFrame, parent: ownFrame }],
    ['another origin', { ...ownFrame, origin: 'https://example.com' }],
    ['an origin that begins like ours', { ...ownFrame, origin: 'app://layerbench.evil' }],
    ['an opaque origin', { ...ownFrame, origin: 'null' }],
    ['a frame that is gone', null],
  ])('from %s is not', (_what, senderFrame) => {
    expect(handOver({ senderFrame }).start).not.toHaveBeenCalled();
    expect(isOwnPage({ senderFrame } as Event)).toBe(false);
  });
});

test('a message without a port, or on another channel, is not answered', () => {
  const ipcMain = new EventEmitter();
  acceptPorts(ipcMain as never, { router: createRouter({ environment } as Services) });
  expect(() => ipcMain.emit('layerbench:port', { ports: [], senderFrame: ownFrame })).not.toThrow();
  expect(ipcMain.eventNames()).toEqual(['layerbench:port']);
});
