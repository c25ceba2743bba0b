import { ipcRenderer } from 'electron';
import { pageOrigin } from './page-address.ts';
import { portChannel } from './port-channel.ts';

/** The page's one door: passes on the port that the page made; everything else stays outside. */
window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== pageOrigin || event.data !== portChannel) return;
  const [port] = event.ports;
  if (port !== undefined) ipcRenderer.postMessage(portChannel, null, [port]);
});
