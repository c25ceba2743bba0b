import type { Command } from 'commander';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { describeTrained } from '../describe-run.ts';
import { describeFinding } from '../findings.ts';

export function addShow(program: Command, context: CommandContext): void {
  program
    .command('show')
    .description('show one run whole: design, hyperparameters, results, checkpoints, lineage')
    .argument('<run>', 'an id, any unique start of it, or a name')
    .option('--store <file>', 'the store to read')
    .option('--json', 'print one JSON document')
    .action(async (ref: string, options: StoreOption & { json?: boolean }) => {
      await withApp(context, options, async ({ services }) => {
        const run = await services.runs.get(ref);
        const series = await services.runs.seriesKeys(run.id);
        const { id, ...rest } = run;
        const found = await services.findings.of(run);
        const findings = found.map((finding) => describeFinding(finding, run));
        const checkpoints = await services.runs.checkpoints(id);
        const children = (await services.runs.list()).filter(({ parent }) => parent?.run === id);
        const lineage = { parent: run.parent, children: children.map((child) => child.id) };
        const whole = { run: id, ...rest, findings, checkpoints, lineage, series };
        const text = () =>
          [
            describeTrained(run, findings),
            `data ${run.dataset.source} (sha256 ${run.dataset.hash})`,
            `design ${JSON.stringify(run.design)}`,
            `hyperparameters ${JSON.stringify(run.recipe)}`,
            `checkpoints ${checkpoints.map(({ kind, step }) => `${kind} ${step}`).join(', ') || 'none'}`,
            ...(run.parent === null ? [] : [`forked from ${run.parent.run} at step ${run.parent.step}`]),
            ...children.map(
              (child) => `child ${child.id}  "${child.name}"  from step ${child.parent?.step ?? 0}`,
            ),
            `series ${series.join(' ')}`,
          ].join('\n');
        context.terminal.print(options.json ? JSON.stringify(whole, null, 2) : text());
      });
    });
}
