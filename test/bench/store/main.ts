import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { describeReport } from './report.ts';
import { runStoreBench } from './run-bench.ts';
import { fullSizes, quickSizes } from './workload.ts';

/**
 * `npm run bench:store -- [--quick] [--json] [--folder DIR]`: our store beside one row per point, in the same run and on
 * the same file system. Ends with 1 where a goal is not reached.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    folder: { type: 'string', default: tmpdir() },
  },
});
const sizes = values.quick ? quickSizes : fullSizes;
const report = runStoreBench(sizes, values.folder, (line) => process.stderr.write(`${line} …\n`));
process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : describeReport(report)}\n`);
if (!report.lines.every(({ reached }) => reached)) process.exitCode = 1;
