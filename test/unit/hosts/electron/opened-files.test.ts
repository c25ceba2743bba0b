import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { bundlesIn } from '#main/hosts/electron/opened-files.ts';
import { FakeElectron, makeEvent, makeServices, startOn } from './stand-in.ts';

test('of a command line only the bundles are taken, from the folder that it was given in', () => {
  const argv = [
    '/app/electron',
    '.',
    '--lang=ko',
    'a.layerbench',
    '/b/C.LAYERBENCH',
    '--x.layerbench',
    'c.csv',
  ];
  expect(bundlesIn(argv, '/home/me')).toEqual([
    path.resolve('/home/me', 'a.layerbench'),
    path.resolve('/b/C.LAYERBENCH'),
  ]);
});

describe('a double-clicked bundle', () => {
  const open = (electron: FakeElectron, argv: string[] = []) => {
    const offer = vi.fn<(file: string) => void>();
    const started = startOn(electron, {
      argv,
      openApp: () => Promise.resolve(makeServices(undefined, offer)),
    });
    return { offer, started };
  };
  const offered = (offer: { mock: { calls: [string][] } }) => offer.mock.calls.map(([file]) => file);

  test('is offered to the page when the app is started with it', async () => {
    const { offer, started } = open(new FakeElectron(), ['a.layerbench', '--flag']);
    await started;
    expect(offered(offer)).toEqual([path.resolve('/work', 'a.layerbench')]);
  });

  test('is offered by the app that runs when a second one is started with it, and its window comes up', async () => {
    const electron = new FakeElectron();
    const { offer, started } = open(electron);
    await started;
    electron.app.emit('second-instance', {}, ['electron', 'b.layerbench'], '/home/me');
    expect(offered(offer)).toEqual([path.resolve('/home/me', 'b.layerbench')]);
    expect(electron.window.asked).toContain('focus');
  });

  test('is waited for on macOS, which names it before the app is ready, and later', async () => {
    const electron = new FakeElectron();
    const { offer, started } = open(electron);
    const early = makeEvent();
    electron.app.emit('open-file', early, '/a/early.layerbench');
    await started;
    electron.app.emit('open-file', makeEvent(), '/a/late.layerbench');
    expect(offered(offer)).toEqual(['/a/early.layerbench', '/a/late.layerbench']);
    expect(early.preventDefault).toHaveBeenCalledOnce();
  });

  test('in an app that is the second one is left to the first', async () => {
    const { offer, started } = open(new FakeElectron({ isFirst: false }), ['a.layerbench']);
    await started;
    expect(offered(offer)).toEqual([]);
  });
});
