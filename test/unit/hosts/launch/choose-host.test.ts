import { describe, expect, test } from 'vitest';
import { chooseHost } from '#main/hosts/launch/choose-host.mjs';

type Facts = Parameters<typeof chooseHost>[0];

const program = '/opt/electron/electron';

/** A desktop with everything; a test takes something away. */
function makeFacts(change: Partial<Facts> = {}): Facts {
  return {
    webWanted: false,
    platform: 'linux',
    env: { DISPLAY: ':0' },
    isRoot: false,
    find: () => program,
    fetch: () => Promise.reject(new Error('nothing may be downloaded here')),
    ...change,
  };
}

describe('the desktop app opens', () => {
  test('where Electron lies, without a download', async () => {
    expect(await chooseHost(makeFacts())).toEqual({ host: 'electron', program });
  });

  test('where Electron could be fetched', async () => {
    const facts = makeFacts({ find: () => null, fetch: () => Promise.resolve({ program: '/fetched' }) });
    expect(await chooseHost(facts)).toEqual({ host: 'electron', program: '/fetched' });
  });

  test.each([
    ['Wayland', { env: { WAYLAND_DISPLAY: 'wayland-0' } }],
    ['macOS, which needs no display variable', { platform: 'darwin' as const, env: {} }],
    ['Windows, where nobody is root', { platform: 'win32' as const, env: {} }],
    ['an administrator of macOS', { platform: 'darwin' as const, env: {}, isRoot: true }],
  ])('on %s', async (_where, change) => {
    expect(await chooseHost(makeFacts(change))).toEqual({ host: 'electron', program });
  });
});

describe('the browser is chosen', () => {
  test('without a word where it was asked for', async () => {
    expect(await chooseHost(makeFacts({ webWanted: true }))).toEqual({ host: 'web', why: null });
  });

  test.each<[string, Partial<Facts>]>([
    ['there is no display to open a window on', { env: {} }],
    ['there is no display to open a window on', { env: { DISPLAY: '' } }],
    ['Electron is not here and there is no display to open its window on', { env: {}, find: () => null }],
    ['Electron does not run as root', { isRoot: true }],
    ['Electron does not run as root', { isRoot: true, find: () => null }],
    [
      'Electron is not here and its download made no progress for 20 seconds',
      {
        find: () => null,
        fetch: () => Promise.resolve({ reason: 'its download made no progress for 20 seconds' }),
      },
    ],
  ])('because %s, in one line that also says how to get the desktop app', async (reason, change) => {
    const choice = await chooseHost(makeFacts(change));
    if (choice.host !== 'web' || choice.why === null)
      throw new Error('the browser with a reason was expected');
    expect(choice.why).toContain(`because ${reason};`);
    expect(choice.why).toMatch(/^Layerbench opens in the browser, .+ELECTRON_OVERRIDE_DIST_PATH.+\.$/);
    expect(choice.why).not.toContain('\n');
  });
});
