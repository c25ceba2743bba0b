import { RPCLink } from '@orpc/client/websocket';
import { NotPairedError } from './not-paired-error.ts';
import { pair } from './pairing.ts';

/** Opens the socket of the web host. The token travels as a sub-protocol: never in an address. */
export async function openWebLink(onLost: () => void): Promise<RPCLink<Record<never, never>>> {
  const token = await pair();
  const socket = new WebSocket(`ws://${location.host}/rpc`, ['layerbench', `token.${token}`]);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', () => reject(new NotPairedError()), { once: true });
  });
  socket.addEventListener('close', onLost, { once: true });
  return new RPCLink({ websocket: socket });
}
