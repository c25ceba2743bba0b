import type { Run } from '#shared/contract/runs.ts';
import type { FindingReport } from './findings.ts';

/** What `train --json` prints; the fields are a contract. */
export function toTrainReport(run: Run, findings: FindingReport[]) {
  const { id, status, L, parameters, epoch, step, seconds, train, dev, test, weightsSha256, examples } = run;
  const stepsPerEpoch = run.recipe.epochs > 0 ? run.totalSteps / run.recipe.epochs : 0;
  const stepsPerSecond = seconds > 0 ? step / seconds : 0;
  return {
    run: id,
    name: run.name,
    status,
    L,
    parameters,
    epochs: epoch,
    steps: step,
    seconds,
    stepsPerSecond,
    samplesPerSecond: stepsPerEpoch > 0 ? stepsPerSecond * (examples.train / stepsPerEpoch) : 0,
    train,
    dev,
    test,
    weightsSha256,
    findings,
    ...(run.failure === null ? {} : { failure: run.failure }),
  };
}
