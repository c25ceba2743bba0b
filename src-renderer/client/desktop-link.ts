import { RPCLink } from '@orpc/client/message-port';

/** The word by which the preload script takes the port; see src-main/hosts/electron/preload.ts. */
const handover = 'layerbench:port';

export function openDesktopLink(onLost: () => void): RPCLink<Record<never, never>> {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('close', onLost, { once: true });
  window.postMessage(handover, location.origin, [port2]);
  port1.start();
  return new RPCLink({ port: port1 });
}
