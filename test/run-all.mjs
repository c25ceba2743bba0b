// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The one front door, cheapest first: format, lint, types, layers, dead code, unit and integration tests, end-to-end
 * tests. Ends with the line `N passed, N failed, N skipped`; a step without counts of its own is one check.
 *
 * `--only NAME,…` runs some steps; `--full` lets the tests that draw at random draw more.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ name: string, status: string, assertionResults: { status: string }[] }} FileReport */
/** @typedef {{ name: string, commands: string[][], counts?: () => Counts | null, report?: string, again?: () => boolean }} Step */

/** What was run once more. */
const secondReport = 'test-results/vitest-again.json';

const bin = (/** @type {string} */ file) => ['node_modules/' + file];

/** @type {Step[]} */
const steps = [
  {
    name: 'format',
    commands: [[...bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  },
  // Messages and kernels become code that the other steps read.
  { name: 'generate', commands: [['test/compile-messages.ts'], ['kernels.config.ts']] },
  {
    name: 'layers',
    commands: [
      [
        ...bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
        'src-main',
        'src-shared',
        'src-renderer',
        'test',
      ],
    ],
  },
  {
    name: 'types',
    commands: [
      ...['src-shared', 'src-main', 'test'].map((place) => [...bin('typescript/bin/tsc'), '-p', place]),
      [
        ...bin('svelte-check/bin/svelte-check'),
        '--tsconfig',
        'src-renderer/tsconfig.json',
        '--output',
        'human',
        '--fail-on-warnings',
      ],
    ],
  },
  { name: 'dead-code', commands: [[...bin('knip/bin/knip.js')]] },
  { name: 'lint', commands: [[...bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.']] },
  // Builds what is missing or older than its sources, as `npm start` does.
  { name: 'build', commands: [['src-main/hosts/cli/bin.mjs', '--version']] },
  {
    name: 'tests',
    report: 'test-results/vitest.json',
    commands: [
      [
        ...bin('vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        '--outputFile.json=test-results/vitest.json',
      ],
    ],
    counts: () => countVitest(),
    again: () => runCutShort(),
  },
  {
    name: 'e2e',
    report: 'test-results/e2e.json',
    commands: [[...bin('@playwright/test/cli.js'), 'test']],
    counts: () => countPlaywright(),
  },
];

if (process.argv.includes('--full')) process.env['LAYERBENCH_TEST_FULL'] = '1';

const onlyAt = process.argv.indexOf('--only');
const only = onlyAt < 0 ? null : (process.argv[onlyAt + 1] ?? '').split(',');
/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const lines = [];

for (const step of steps.filter(({ name }) => only === null || only.includes(name))) {
  process.stdout.write(`\n── ${step.name}\n`);
  if (step.report !== undefined) rmSync(step.report, { force: true });
  if (step.again !== undefined) rmSync(secondReport, { force: true });
  const started = Date.now();
  let failed = step.commands.filter((command) => !run(command)).length;
  if (failed > 0 && step.again?.() === true) failed = 0;
  const counts = step.counts?.() ?? {
    passed: failed === 0 ? 1 : 0,
    failed: failed === 0 ? 0 : 1,
    skipped: 0,
  };
  // A runner that failed without a failed test (a file that does not load, no report) is a failure too.
  if (failed > 0 && counts.failed === 0) counts.failed = 1;
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  lines.push(
    `${step.name.padEnd(10)} ${seconds.padStart(6)} s  ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
}

process.stdout.write(`\n${lines.join('\n')}\n`);
if (total.skipped > 0 && (only === null || only.includes('e2e')))
  process.stdout.write(
    "Skipped: the specs on the desktop app, because Electron's program is not on this machine.\n",
  );
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** @param {string[]} command */
function run(command) {
  return spawnSync(process.execPath, command, { stdio: 'inherit' }).status === 0;
}

/** @returns {Counts | null} */
function countVitest() {
  const report = readReport('test-results/vitest.json');
  if (report === null) return null;
  const again = readReport(secondReport);
  if (again === null)
    return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests };
  const whole = report.testResults.filter((/** @type {FileReport} */ file) => !isCutShort(file));
  const passed = whole
    .flatMap((/** @type {FileReport} */ file) => file.assertionResults)
    .filter(isPassed).length;
  return {
    passed: passed + again.numPassedTests,
    failed: again.numFailedTests,
    skipped: again.numPendingTests,
  };
}

/**
 * V8 of Node 24 aborts a whole process now and then when threads come and go (`Check failed: jit_page.has_value()`,
 * https://github.com/nodejs/node/issues/64500). A test file that was cut short so, with no test failed anywhere, is run
 * once more, in the open; a second abort is a failure.
 *
 * @returns {boolean} whether that is all that was wrong, and is mended
 */
function runCutShort() {
  const report = readReport('test-results/vitest.json');
  if (report === null || report.numFailedTests > 0) return false;
  const files = report.testResults.filter(isCutShort).map((/** @type {FileReport} */ { name }) => name);
  if (files.length === 0) return false;
  process.stdout.write(
    `\nThe process ended in the middle of these; they are run once more:\n${files.join('\n')}\n`,
  );
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${secondReport}`];
  return run([...bin('vitest/vitest.mjs'), 'run', ...options, ...files]);
}

/** @param {FileReport} file */
function isCutShort({ status, assertionResults }) {
  return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
}

/** @param {{ status: string }} test */
function isPassed({ status }) {
  return status === 'passed';
}

/** @returns {Counts | null} */
function countPlaywright() {
  const report = readReport('test-results/e2e.json');
  if (report === null) return null;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected, skipped };
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
