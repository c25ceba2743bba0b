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
