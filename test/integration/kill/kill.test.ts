import path from 'node:path';
import { expect, test } from 'vitest';
import { commandHost } from '../../kill/command-host.ts';
import { killRun, trainWhole } from '../../kill/kill-runs.ts';
import { servicesHost } from '../../kill/services-host.ts';
import { webHost } from '../../kill/web-host.ts';
import { makeFolder } from '../services/test-app.ts';

// `npm run test:kill -- --full` kills 200 times.
test.each([
  ['the services', servicesHost, 2],
  ['the command line', commandHost, 1],
  ['the web host', webHost, 1],
])(
  'a run that is killed in %s loses no acknowledged step, and goes on to what it would have become',
  async (_name, host, kills) => {
    const store = path.join(makeFolder(), 'layerbench.sqlite');
    const epochs = 1200;
    const whole = await trainWhole(servicesHost, store, epochs);
    const { wrongs } = await killRun({ store, host, kills, seed: 5, epochs, whole });
    expect(wrongs).toEqual([]);
  },
  120_000,
);
