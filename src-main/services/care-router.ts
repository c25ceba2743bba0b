import { implement } from '@orpc/server';
import { care as careContract, type Trouble } from '#shared/contract/care.ts';
import type { ProblemError } from '#shared/problem.ts';
import type { Log } from './log.ts';
import { nameProblem } from './name-problem.ts';
import type { StoreCare } from './store-care.ts';
import type { StoreExchange } from './store-exchange.ts';

export interface CareRouterParts {
  problem: ProblemError;
  file: string;
  care: StoreCare;
  exchange: StoreExchange;
  log: Log;
}

/** What is answered while the store cannot be opened: what is wrong, and the three ways on. */
export function createCareRouter({ problem, file, care, exchange, log }: CareRouterParts) {
  const os = implement(careContract).use(async ({ next, path }) => {
    try {
      return await next();
    } catch (error) {
      throw nameProblem(error, path, log);
    }
  });
  const { code, params } = problem;
  const trouble = async (): Promise<Trouble> => ({
    problem: { code, params: { ...params } },
    file,
    backups: await care.backups(),
    beside: care.beside(),
    canReveal: care.canReveal,
  });

  return {
    care: {
      trouble: os.trouble.handler(trouble),
      restore: os.restore.handler(({ input }) => exchange.restore(input.backup)),
      startBeside: os.startBeside.handler(() => exchange.startBeside()),
      retry: os.retry.handler(() => exchange.retry()),
      reveal: os.reveal.handler(() => care.reveal()),
    },
  };
}

export type CareRouter = ReturnType<typeof createCareRouter>;
