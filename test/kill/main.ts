import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandHost } from './command-host.ts';
import { killRun, trainWhole, type KillReport } from './kill-runs.ts';
import type { Host } from './life.ts';
import { servicesHost } from './services-host.ts';
import { webHost } from './web-host.ts';

/**
 * `npm run test:kill`: kills processes that train, at random moments, and looks whether anything was lost. `--full` is
 * 200 kills, `--kills N` any number, `--seed N` another sequence of moments.
 */
const option = (name: string, otherwise: number) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const kills = option('--kills', process.argv.includes('--full') ? 200 : 20);
const firstSeed = option('--seed', 1);
const perRun = 8;
const epochs = 4000;

const hosts: [string, Host][] = [
  ['services', servicesHost],
  ['command line', commandHost],
  ['web host', webHost],
];
const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-kill-'));
try {
  const store = path.join(folder, 'layerbench.sqlite');
  const whole = await trainWhole(servicesHost, store, epochs);
  process.stdout.write(`unkilled: ${whole.run.step} steps in ${whole.run.seconds.toFixed(1)} s\n`);
  const total = new Map(hosts.map(([name]): [string, KillReport[]] => [name, []]));
  let left = kills;
  for (let round = 0; left > 0; round += 1) {
    const [name, host] = hosts[round % hosts.length] as [string, Host];
    const report = await killRun({
      ...{ store, host, whole, epochs },
      kills: Math.min(perRun, left),
      seed: firstSeed + round,
    });
    left -= Math.max(1, report.kills);
    total.get(name)?.push(report);
    process.stdout.write(`${name}: ${report.kills} kills, ${report.wrongs.length} wrong; ${left} left\n`);
    for (const wrong of report.wrongs) process.stdout.write(`  ${wrong}\n`);
  }
  for (const [name, reports] of total) describe(name, reports);
  const wrongs = [...total.values()].flat().flatMap((report) => report.wrongs);
  process.stdout.write(`Electron: not killed; its program runs the services above behind a window.\n`);
  process.exitCode = wrongs.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function describe(name: string, reports: KillReport[]): void {
  const sum = (of: (report: KillReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  const gaps = reports.flatMap(({ unacknowledged }) => unacknowledged).toSorted((a, b) => a - b);
  const at = (share: number) => (gaps[Math.floor(share * (gaps.length - 1))] ?? Number.NaN).toFixed(0);
  process.stdout.write(
    `${name}: ${sum((report) => report.kills)} kills in ${reports.length} runs, ${sum((report) => report.early)} before the first step; ` +
      `${sum((report) => report.wrongs.length)} wrong; last acknowledgement before the kill: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, most ${at(1)} ms\n`,
  );
}
