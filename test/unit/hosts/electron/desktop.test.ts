import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { problem } from '#shared/problem.ts';
import { FakeElectron, makeEvent, makeServices, startOn } from './stand-in.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the start', () => {
  test('shows one window with the page once it is drawn', async () => {
    const electron = new FakeElectron();
    await startOn(electron);
    const { window } = electron;
    expect(window.loaded).toBe('app://layerbench/');
    expect(window.options.show).toBe(false);
    expect(window.asked).toEqual([]);
    window.emit('ready-to-show');
    expect(window.asked).toEqual(['show']);
  });

  test('sandboxes every page and names its scheme before anything is shown', async () => {
    const electron = new FakeElectron();
    await startOn(electron);
    expect(electron.asked.slice(0, 2)).toEqual(['enableSandbox', 'handle app']);
    expect(electron.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  test('opens a window with no Node, no webview and nothing that leads outside', async () => {
    const electron = new FakeElectron();
    await startOn(electron);
    expect(electron.window.options).toMatchObject({
      title: 'Layerbench',
      minWidth: 960,
      minHeight: 640,
      webPreferences: {
        preload: '/app/preload.cjs',
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        navigateOnDragDrop: false,
      },
    });
    expect(electron.window.options.webPreferences).not.toHaveProperty('experimentalFeatures');
    expect(electron.window.options.webPreferences).not.toHaveProperty('enableBlinkFeatures');
  });

  test('serves the built page under its own policy', async () => {
    const electron = new FakeElectron();
    await startOn(electron);
    const page = await electron.page?.(new Request('app://layerbench/'));
    expect(await page?.text()).toBe('<title>Layerbench</title>');
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('only one app runs', () => {
  test('a second one quits at once and opens neither store nor window', async () => {
    const electron = new FakeElectron({ isFirst: false });
    const openApp = vi.fn(() => Promise.resolve(makeServices()));
    await startOn(electron, { openApp });
    expect(electron.asked).toEqual(['enableSandbox', 'quit']);
    expect([openApp.mock.calls.length, electron.windows.length]).toEqual([0, 0]);
  });

  test('the first one comes to the front when a second was started', async () => {
    const electron = new FakeElectron();
    await startOn(electron);
    electron.app.emit('second-instance', {}, [], '/work');
    expect(electron.window.asked).toEqual(['focus']);
    electron.window.minimized = true;
    electron.app.emit('second-instance', {}, [], '/work');
    expect(electron.window.asked).toEqual(['focus', 'restore', 'focus']);
  });

  test('a window that was closed is opened again from the dock', async () => {
    const electron = new FakeElectron();
    await startOn(electron, { platform: 'darwin' });
    electron.windows.length = 0;
    electron.app.emit('activate');
    expect(electron.window.loaded).toBe('app://layerbench/');
  });
});

describe('the end', () => {
  test('comes with the last window, but not on macOS', async () => {
    for (const [platform, quits] of [
      ['linux', true],
      ['win32', true],
      ['darwin', false],
    ] as const) {
      const electron = new FakeElectron();
      await startOn(electron, { platform });
      electron.app.emit('window-all-closed');
      expect(electron.asked.includes('quit'), platform).toBe(quits);
    }
  });

  test('waits until the services have closed, which happens once however often quitting is asked for', async () => {
    const electron = new FakeElectron();
    const closing = Promise.withResolvers<void>();
    const close = vi.fn(() => closing.promise);
    const services = makeServices(close);
    await startOn(electron, { openApp: () => Promise.resolve(services) });
    const events = [makeEvent(), makeEvent()];
    for (const event of events) electron.app.emit('will-quit', event);
    await settled();
    expect(electron.asked).not.toContain('quit');
    closing.resolve();
    await settled();
    expect(electron.asked.filter((asked) => asked === 'quit')).toHaveLength(1);
    const last = makeEvent();
    electron.app.emit('will-quit', last);
    expect([...events, last].map(({ preventDefault }) => preventDefault.mock.calls.length)).toEqual([
      1, 1, 0,
    ]);
    expect(close).toHaveBeenCalledTimes(1);
  });

  test('comes also when the services cannot close', async () => {
    const electron = new FakeElectron();
    await startOn(electron, {
      openApp: () => Promise.resolve(makeServices(() => Promise.reject(new Error('stuck')))),
    });
    electron.app.emit('will-quit', makeEvent());
    await settled();
    expect(electron.asked).toContain('quit');
  });
});

describe('a store that cannot be opened', () => {
  test('is said in one sentence, and the app ends with 2', async () => {
    const electron = new FakeElectron();
    const newer = problem('store.newer', { file: '/a/layerbench.sqlite', found: 90, supported: 10 });
    await startOn(electron, { openApp: () => Promise.reject(newer) });
    expect(electron.errorBoxes).toEqual([['Layerbench', newer.message]]);
    expect(electron.asked.at(-1)).toBe('exit 2');
    expect(electron.windows).toEqual([]);
  });

  test('for a reason nobody foresaw ends the app with 1, and shows no stack', async () => {
    const electron = new FakeElectron();
    await startOn(electron, { openApp: () => Promise.reject(new TypeError('x is not a function')) });
    expect(electron.errorBoxes).toEqual([['Layerbench', 'x is not a function']]);
    expect(electron.asked.at(-1)).toBe('exit 1');
  });
});

describe('a page that is gone', () => {
  test('is loaded again after a crash, and left alone after a clean end', async () => {
    const electron = new FakeElectron();
    await startOn(electron);
    const { webContents } = electron.window;
    webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(webContents.reload).not.toHaveBeenCalled();
    for (const reason of ['crashed', 'oom']) webContents.emit('render-process-gone', {}, { reason });
    expect(webContents.reload).toHaveBeenCalledTimes(2);
  });
});

describe('the window’s place', () => {
  test('is remembered when it closes, and taken again at the next start', async () => {
    const electron = new FakeElectron();
    await startOn(electron);
    electron.window.maximized = true;
    electron.window.emit('close');
    expect(JSON.parse(readFileSync(path.join(electron.userData, 'window.json'), 'utf8'))).toEqual({
      bounds: { x: 10, y: 20, width: 1000, height: 700 },
      maximized: true,
    });
    electron.windows.length = 0;
    await startOn(electron);
    expect(electron.window.options).toMatchObject({ x: 10, y: 20, width: 1000, height: 700 });
    expect(electron.window.asked).toEqual(['maximize']);
  });

  test('is the first one where what was remembered cannot be read', async () => {
    const electron = new FakeElectron();
    writeFileSync(path.join(electron.userData, 'window.json'), '{"bounds":');
    await startOn(electron);
    expect(electron.window.options).toMatchObject({ width: 1280, height: 800 });
    expect(electron.window.options.x).toBeUndefined();
  });
});

describe('the menu', () => {
  const labels = (electron: FakeElectron) => electron.menu.map(({ label, role }) => label ?? role);

  test('speaks English, and Korean where the system does', async () => {
    const [english, korean, other] = ['en-GB', 'ko-KR', 'kok-IN'].map(
      (locale) => new FakeElectron({ locale }),
    );
    if (!english || !korean || !other) throw new Error('three were made');
    for (const electron of [english, korean, other]) await startOn(electron);
    expect(labels(english)).toEqual(['File', 'Edit', 'View', 'Window']);
    expect(labels(korean)).toEqual(['파일', '편집', '보기', '창']);
    expect(labels(other)).toEqual(['File', 'Edit', 'View', 'Window']);
  });

  test('has the app menu first on macOS, and never the developer tools', async () => {
    const electron = new FakeElectron();
    await startOn(electron, { platform: 'darwin' });
    expect(labels(electron)).toEqual(['appMenu', 'Edit', 'View', 'Window']);
    expect(JSON.stringify(electron.menu)).not.toContain('toggleDevTools');
  });
});
