import { RPCHandler } from '@orpc/server/message-port';
import type { IpcMain, IpcMainEvent, MessagePortMain } from 'electron';
import type { OpenWorkbench } from '../../opening.ts';
import { pageOrigin } from './page-address.ts';
import { portChannel } from './port-channel.ts';

/** Milliseconds for the last answers of services that others have taken the place of. */
const farewell = 250;

/** Listens for the page's port and serves the contract on it; messages from anywhere else are not answered. */
export function acceptPorts(
  ipcMain: Pick<IpcMain, 'on'>,
  opening: Pick<OpenWorkbench, 'router'> & Partial<OpenWorkbench>,
): void {
  const ports = new Set<MessagePortMain>();
  ipcMain.on(portChannel, (event) => {
    const [port] = event.ports;
    if (port === undefined || !isOwnPage(event)) return;
    ports.add(port);
    port.on('close', () => ports.delete(port));
    new RPCHandler(opening.router).upgrade(port, { context: {} });
    port.start();
  });
  opening.onChange?.(() => {
    const before = [...ports];
    setTimeout(() => before.forEach((port) => port.close()), farewell).unref();
  });
}

/** True for the top frame of our own page, and for nothing embedded in it. */
export function isOwnPage(event: Pick<IpcMainEvent, 'senderFrame'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.origin === pageOrigin;
}
