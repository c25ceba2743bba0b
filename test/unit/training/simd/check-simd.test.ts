import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { checkSimd, type SimdCheckParts } from '#main/training/simd/check-simd.ts';

/** A check whose probe is a thread of this source. */
function makeCheck(source: string, change: Partial<SimdCheckParts> = {}): SimdCheckParts {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-simd-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'probe.mjs');
  writeFileSync(file, `import { parentPort } from 'node:worker_threads';\n${source}`);
  return { setting: undefined, arch: 'x64', spawn: () => new Worker(file), patience: 20_000, ...change };
}

const never = (): Worker => {
  throw new Error('no probe is needed');
};

test('LAYERBENCH_SIMD=128 leaves pairs off without a look', async () => {
  expect(await checkSimd(makeCheck('', { setting: '128', spawn: never }))).toEqual({
    level: '128',
    reason: 'LAYERBENCH_SIMD=128 asks for it',
  });
});

test('a machine whose compiler has no pairs is not looked at', async () => {
  expect(await checkSimd(makeCheck('', { arch: 'arm64', spawn: never }))).toEqual({
    level: '128',
    reason: 'vectors are paired only on x64, and this is arm64',
  });
});

test('what the probe finds is the verdict', async () => {
  const verdict = { level: '128', reason: 'pairs are slow' };
  expect(await checkSimd(makeCheck(`parentPort.postMessage(${JSON.stringify(verdict)})`))).toEqual(verdict);
});

test.each([
  ['throws', `throw new Error('no such instruction')`, 'no such instruction'],
  ['leaves without a word', `process.exit(7)`, 'ended without an answer (code 7)'],
])('a probe that %s leaves vectors at 128 bits and says why', async (_what, source, why) => {
  const { level, reason } = await checkSimd(makeCheck(source));
  expect(level).toBe('128');
  expect(reason).toContain('the check of pairs failed');
  expect(reason).toContain(why);
});

test('a probe that hangs is ended, and one that cannot start is no reason to fail', async () => {
  const hanging = makeCheck('parentPort.on("message", () => {}); setInterval(() => {}, 1000);', {
    patience: 50,
  });
  expect(await checkSimd(hanging)).toMatchObject({
    level: '128',
    reason: expect.stringContaining('within 50 ms') as string,
  });
  expect(await checkSimd(makeCheck('', { spawn: never }))).toMatchObject({
    level: '128',
    reason: expect.stringContaining('no probe is needed') as string,
  });
});
