import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { onTestFinished } from 'vitest';
import type { Contract } from '#shared/contract/contract.ts';
import type { AppRouter } from '#main/services/router.ts';

export type Client = ContractRouterClient<Contract>;

/** A client on the far side of a message port, as the desktop's page has it. */
export function linkClient(router: AppRouter): Client {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  new RPCHandler(router).upgrade(port2, { context: {} });
  port2.start();
  port1.start();
  return createORPCClient(new RPCLink({ port: port1 }));
}
