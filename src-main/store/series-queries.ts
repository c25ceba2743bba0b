/** The hot reads of series, apart from their use so that a test can look at how SQLite answers them. */
export const chunksOfSeries = 'SELECT * FROM chunk WHERE run = ? AND series = ? ORDER BY first_step';

export const tailRows = 'SELECT step, "values", crc FROM tail WHERE run = ? AND row_group = ? ORDER BY step';
