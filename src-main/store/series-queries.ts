/** The hot reads of series, apart from their use so that a test can look at how SQLite answers them. */
export const chunksOfSeries =
  'SELECT first_step, last_step, n, steps, "values", crc FROM chunk WHERE run = ? AND series = ? ORDER BY first_step';

/** A block's `step` is that of its first row. */
export const tailBlocks =
  'SELECT step, steps, "values", checks, crc FROM tail WHERE run = ? AND row_group = ? ORDER BY step';

/** Bytes of all values; the length of a blob is read without the blob. */
export const tailBytes = 'SELECT sum(length("values")) FROM tail WHERE run = ? AND row_group = ?';
