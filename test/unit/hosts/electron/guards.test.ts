import { expect, test, vi } from 'vitest';
import { FakeContents, FakeElectron, makeEvent, startOn } from './stand-in.ts';

/** A page that came into being after the start. */
async function makeContents(): Promise<FakeContents> {
  const electron = new FakeElectron();
  await startOn(electron);
  const contents = new FakeContents();
  electron.app.emit('web-contents-created', {}, contents);
  return contents;
}

test('every permission is denied: asked for, looked up, and for devices', async () => {
  const electron = new FakeElectron();
  await startOn(electron);
  const { session } = electron;
  const answer = vi.fn();
  const [request] = session.setPermissionRequestHandler.mock.calls[0] as [(...args: unknown[]) => void];
  for (const permission of ['media', 'geolocation', 'clipboard-read', 'openExternal', 'notifications'])
    request({}, permission, answer);
  expect(answer.mock.calls).toEqual(Array(5).fill([false]));
  const [check] = session.setPermissionCheckHandler.mock.calls[0] as [() => boolean];
  const [device] = session.setDevicePermissionHandler.mock.calls[0] as [() => boolean];
  expect([check(), device()]).toEqual([false, false]);
});

test('no page opens a window', async () => {
  const contents = await makeContents();
  for (const url of ['https://example.com', 'app://layerbench/', 'file:///etc/passwd', 'about:blank'])
    expect(contents.openWindow?.({ url })).toEqual({ action: 'deny' });
});

test.each([
  ['app://layerbench/', 0],
  ['app://layerbench/other.html', 1],
  ['app://other/', 1],
  ['https://example.com/', 1],
  ['file:///etc/passwd', 1],
  ['javascript:alert(1)', 1],
])('a page that wants to go to %s is held back %i times', async (url, times) => {
  const event = makeEvent({ url });
  (await makeContents()).emit('will-navigate', event);
  expect(event.preventDefault).toHaveBeenCalledTimes(times);
});

test.each(['will-redirect', 'will-attach-webview'])('%s is refused', async (name) => {
  const event = makeEvent({ url: 'app://layerbench/' });
  (await makeContents()).emit(name, event);
  expect(event.preventDefault).toHaveBeenCalledTimes(1);
});
