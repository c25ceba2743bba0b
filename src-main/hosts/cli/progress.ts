import { Presets, SingleBar } from 'cli-progress';
import type { AppEvent, Progress } from '#shared/contract/events.ts';
import type { Run } from '#shared/contract/runs.ts';
import type { Terminal } from './terminal.ts';

/** Seconds between two lines where no person watches. */
const lineEvery = 3;

/** Shows how far a run is until its events end: a bar on a terminal, a line every few seconds otherwise. */
export async function showProgress(
  events: AsyncIterable<AppEvent>,
  run: Run,
  terminal: Terminal,
): Promise<void> {
  const shown = terminal.isWatched ? createBar(run, terminal) : createLines(run, terminal);
  let losses = '';
  let waitsFor: string | null = null;
  for await (const event of events) {
    if (event.type === 'run' && event.run.id === run.id) {
      const { status, failure } = event.run;
      const reason = status === 'paused' && failure !== null ? failure.message : null;
      if (reason !== waitsFor)
        terminal.tell(reason === null ? 'Training goes on.' : `The run waits. ${reason}`);
      waitsFor = reason;
    }
    if (event.type !== 'frames' || event.run !== run.id) continue;
    losses = lastLosses(event.series) || losses;
    shown.update(event.progress, losses);
  }
  shown.end();
}

interface Shown {
  update(progress: Progress, losses: string): void;
  end(): void;
}

function createBar(run: Run, terminal: Terminal): Shown {
  const bar = new SingleBar(
    {
      stream: terminal.errorStream,
      format: '{bar} {percentage}% | epoch {epoch}/{epochs} | {rate} steps/s | {left} left {losses}',
      hideCursor: true,
      clearOnComplete: false,
    },
    Presets.shades_classic,
  );
  const state = { epoch: 0, epochs: run.recipe.epochs, rate: '0', left: '–', losses: '' };
  bar.start(run.totalSteps, 0, state);
  return {
    update: (progress, losses) => bar.update(progress.step, { ...state, ...describe(progress), losses }),
    end: () => bar.stop(),
  };
}

function createLines(run: Run, terminal: Terminal): Shown {
  let last = 0;
  return {
    update(progress, losses) {
      const seconds = performance.now() / 1000;
      if (last !== 0 && seconds - last < lineEvery) return;
      last = seconds;
      const { epoch, rate, left } = describe(progress);
      const percent = Math.floor((100 * progress.step) / progress.totalSteps);
      terminal.tell(
        `${percent}% | epoch ${epoch}/${run.recipe.epochs} | ${rate} steps/s | ${left} left ${losses}`,
      );
    },
    end: () => {},
  };
}

function describe({ epoch, stepsPerSecond, secondsLeft }: Progress) {
  const left = secondsLeft === null ? '–' : `${Math.ceil(secondsLeft)} s`;
  return { epoch, rate: Math.round(stepsPerSecond).toString(), left };
}

function lastLosses(series: Extract<AppEvent, { type: 'frames' }>['series']): string {
  return ['train.loss', 'dev.loss']
    .map((key) => [key, series[key]?.value.at(-1)] as const)
    .filter(([, value]) => typeof value === 'number')
    .map(([key, value]) => `| ${key} ${value?.toPrecision(4)}`)
    .join(' ');
}
