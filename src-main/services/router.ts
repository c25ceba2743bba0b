import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import { nameProblem } from './name-problem.ts';
import type { Services } from './services.ts';

/** Joins the contract to the services; both transports serve this one router. */
export function createRouter(services: Services) {
  const { environment, datasets, draft, runs, surfaces, live, care, exchange, log } = services;

  const os = implement(contract).use(async ({ next, path }) => {
    try {
      return await next();
    } catch (error) {
      throw nameProblem(error, path, log);
    }
  });

  return os.router({
    environment: { get: os.environment.get.handler(() => environment) },
    datasets: {
      list: os.datasets.list.handler(() => datasets.list()),
      preview: os.datasets.preview.handler(({ input }) =>
        datasets.preview(input.source, input.maxPoints, input.division),
      ),
      importCsv: os.datasets.importCsv.handler(({ input }) => datasets.importCsv(input)),
    },
    draft: {
      read: os.draft.read.handler(() => draft.read()),
      write: os.draft.write.handler(({ input }) => draft.write(input)),
    },
    runs: {
      estimate: os.runs.estimate.handler(({ input }) => runs.estimate(input)),
      start: os.runs.start.handler(({ input }) => runs.start(input)),
      pause: os.runs.pause.handler(({ input }) => runs.pause(input.run)),
      resume: os.runs.resume.handler(({ input }) => runs.resume(input.run)),
      fork: os.runs.fork.handler(({ input }) => runs.fork(input)),
      checkpoints: os.runs.checkpoints.handler(({ input }) => runs.checkpoints(input.run)),
      stop: os.runs.stop.handler(({ input }) => runs.stop(input.run)),
      rename: os.runs.rename.handler(({ input }) => runs.rename(input.run, input.name)),
      list: os.runs.list.handler(() => runs.list()),
      get: os.runs.get.handler(({ input }) => runs.get(input.run)),
      seriesKeys: os.runs.seriesKeys.handler(({ input }) => runs.seriesKeys(input.run)),
      series: os.runs.series.handler(({ input }) => runs.series(input.run, input.keys, input.maxPoints)),
      surface: os.runs.surface.handler(({ input, signal }) =>
        surfaces.of(input.run, input.resolution, input.step, signal),
      ),
    },
    care: {
      trouble: os.care.trouble.handler(() => null),
      restore: os.care.restore.handler(({ input }) => exchange.restore(input.backup)),
      startBeside: os.care.startBeside.handler(() => exchange.startBeside()),
      retry: os.care.retry.handler(() => exchange.retry()),
      reveal: os.care.reveal.handler(() => care.reveal()),
      status: os.care.status.handler(() => care.status(services.store)),
      space: os.care.space.handler(() => services.store.space()),
      backUp: os.care.backUp.handler(() => care.backUp()),
      check: os.care.check.handler(({ signal }) => care.check(signal)),
    },
    events: { live: os.events.live.handler(({ signal }) => live.watch(signal)) },
  });
}

export type AppRouter = ReturnType<typeof createRouter>;
