import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/contract.ts';
import { DisconnectedError } from './disconnected-error.ts';
import { openDesktopLink } from './desktop-link.ts';
import { openWebLink } from './web-link.ts';

/** Every call of the contract, typed; the same object over both transports. */
export type Client = ContractRouterClient<Contract>;

/**
 * Connects the page to the services: through a message port in the desktop app, through a socket in the browser.
 *
 * @param onLost called once when the other side goes away
 * Once that has happened, every call is refused with DisconnectedError.
 *
 * @throws NotPairedError in the browser, when the address carries no code and this tab was not paired before
 */
export async function connect(onLost: () => void): Promise<Client> {
  let gone = false;
  const lose = () => {
    gone = true;
    onLost();
  };
  const link = location.protocol === 'app:' ? openDesktopLink(lose) : await openWebLink(lose);
  return createORPCClient({
    call: (path, input, options) =>
      gone ? Promise.reject(new DisconnectedError()) : link.call(path, input, options),
  });
}
