/** The hot reads of runs, apart from their use so that a test can look at how SQLite answers them. */
export const newestRuns = 'SELECT * FROM run WHERE trashed_at IS NULL ORDER BY created_at DESC, key DESC';

export const oneRun = 'SELECT * FROM run WHERE id = ?';

/** `end` is the first text after every text that starts with `ref`. */
export const runsCalled = `SELECT id FROM run
  WHERE ((id >= @ref AND id < @end) OR name = @ref) AND trashed_at IS NULL LIMIT @most`;

export const trashedRuns =
  'SELECT * FROM run WHERE trashed_at IS NOT NULL ORDER BY trashed_at DESC, key DESC';

export const trashedRunsCalled = `SELECT id FROM run
  WHERE trashed_at IS NOT NULL AND ((id >= @ref AND id < @end) OR name = @ref) LIMIT @most`;

/** The place in the queue behind all others. */
export const lastPosition = '(SELECT 1 + coalesce(max(queue_position), 0) FROM run)';

/** Ids of the runs that wait, in their order. */
export const waitingRuns = 'SELECT id FROM run WHERE queue_position IS NOT NULL ORDER BY queue_position, key';

/** The first run that this owner may take: its own, or, unless `isOwn`, one that nobody has. */
export const firstWaiting = `SELECT id FROM run
  WHERE queue_position IS NOT NULL AND (owner = @owner OR (owner IS NULL AND @isOwn = 0))
  ORDER BY queue_position, key LIMIT 1`;

/** How many runs other processes of a machine train, or are about to. */
export const trainedByOthers = `SELECT count(*) FROM run JOIN owner ON owner.id = run.owner
  WHERE run.queue_position IS NULL AND owner.hostname = @hostname AND owner.id <> @owner`;

/**
 * Every run, newest first, with the last values of some series, whose keys are the parameters. Joins and not
 * subqueries: their cursors stay open from one run to the next.
 */
export function latestOfRuns(count: number): string {
  const joined = Array.from({ length: count }, (_, i) => `l${i}`);
  return `SELECT ${['id', 'name', 'status', ...joined.map((l) => `${l}.value`)].join(', ')} FROM run
    ${joined.map((l) => `LEFT JOIN latest ${l} ON ${l}.run = run.key AND ${l}.series = ?`).join('\n')}
    WHERE trashed_at IS NULL ORDER BY created_at DESC, key DESC`;
}
