import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import { toSent } from './findings.ts';
import { nameProblem, nameProblems } from './name-problem.ts';
import type { Services } from './services.ts';

/** Joins the contract to the services; both transports serve this one router. */
export function createRouter(services: Services) {
  const { environment, datasets, draft, designs, runs, options, surfaces, trash, live, log } = services;
  const { bundles, care, exchange, dataLooks, imports } = services;

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
      remove: os.datasets.remove.handler(({ input }) => datasets.remove(input.source)),
      importCsv: os.datasets.importCsv.handler(({ input }) => datasets.importCsv(input)),
    },
    dataLooks: {
      columns: os.dataLooks.columns.handler(({ input }) => dataLooks.columns(input.source)),
      distribution: os.dataLooks.distribution.handler(({ input }) =>
        dataLooks.distribution(input.source, input.column),
      ),
      scatter: os.dataLooks.scatter.handler(({ input: { source, ...request } }) =>
        dataLooks.scatter(source, request),
      ),
      quality: os.dataLooks.quality.handler(({ input }) => dataLooks.quality(input.source, input.division)),
      table: os.dataLooks.table.handler(({ input: { source, ...window } }) =>
        dataLooks.table(source, window),
      ),
      images: os.dataLooks.images.handler(({ input: { source, ...page } }) => dataLooks.images(source, page)),
      generators: os.dataLooks.generators.handler(() => dataLooks.generators()),
      keepPoints: os.dataLooks.keepPoints.handler(({ input }) => dataLooks.keepPoints(input)),
    },
    imports: {
      read: os.imports.read.handler(({ input, signal, path }) =>
        nameProblems(imports.read(input.import, input.choices, signal), path, log),
      ),
      reopen: os.imports.reopen.handler(({ input }) => imports.reopen(input.source)),
      foresee: os.imports.foresee.handler(({ input }) => imports.foresee(input.import, input.preparation)),
      keep: os.imports.keep.handler(({ input }) => imports.keep(input.import, input.preparation)),
      discard: os.imports.discard.handler(({ input }) => imports.discard(input.import)),
    },
    draft: {
      read: os.draft.read.handler(() => draft.read()),
      write: os.draft.write.handler(({ input }) => draft.write(input)),
    },
    designs: {
      weights: os.designs.weights.handler(({ input }) => designs.weights(input.run)),
      weightShapes: os.designs.weightShapes.handler(({ input }) => designs.weightShapes(input.transfer)),
      versions: os.designs.versions.handler(() => designs.versions()),
      keep: os.designs.keep.handler(({ input }) => designs.keep(input)),
      remove: os.designs.remove.handler(({ input }) => designs.remove(input.id)),
      restore: os.designs.restore.handler(({ input }) => designs.restore(input)),
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
    gradients: {
      ledger: os.gradients.ledger.handler(({ input }) => services.ledgers.at(input.run, input.step)),
      findings: os.gradients.findings.handler(async ({ input }) =>
        (await services.findings.of(await runs.get(input.run))).map(toSent),
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
    trash: {
      list: os.trash.list.handler(() => trash.list()),
      put: os.trash.put.handler(({ input }) => trash.put(input.runs)),
      restore: os.trash.restore.handler(({ input }) => trash.restore(input.runs)),
      space: os.trash.space.handler(({ input }) => trash.space(input.runs)),
      empty: os.trash.empty.handler(({ input }) => trash.empty(input.runs)),
    },
    bundles: {
      measure: os.bundles.measure.handler(({ input }) => bundles.export.measure(input.runs)),
      write: os.bundles.write.handler(({ input, signal }) => bundles.page.write(input, signal)),
      receive: os.bundles.receive.handler(({ input }) => bundles.page.receive(input)),
      announce: os.bundles.announce.handler(({ input }) => bundles.page.announce(input)),
      send: os.bundles.send.handler(({ input }) => bundles.page.send(input)),
      offered: os.bundles.offered.handler(() => bundles.page.offered()),
      look: os.bundles.look.handler(({ input }) => bundles.page.look(input.transfer)),
      keep: os.bundles.keep.handler(({ input }) => bundles.page.keep(input.transfer)),
      discard: os.bundles.discard.handler(({ input }) => bundles.transfers.discard(input.transfer)),
    },
    queue: {
      read: os.queue.read.handler(() => runs.queue.read()),
      move: os.queue.move.handler(({ input }) => runs.moveWaiting(input.run, input.before)),
      pause: os.queue.pause.handler(() => runs.queue.pause()),
      resume: os.queue.resume.handler(() => runs.queue.resume()),
    },
    options: {
      read: os.options.read.handler(() => options.read()),
      write: os.options.write.handler(({ input }) => options.write(input)),
    },
    events: { live: os.events.live.handler(({ signal }) => live.watch(signal)) },
  });
}

export type AppRouter = ReturnType<typeof createRouter>;
