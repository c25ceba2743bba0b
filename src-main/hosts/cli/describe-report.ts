/** A report for a person: one line a value, what belongs together set in. */
export function describeReport(report: object, indent = ''): string {
  return Object.entries(report)
    .map(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? Object.keys(value).length === 0
          ? `${indent}${key}: none`
          : `${indent}${key}\n${describeReport(value, `${indent}  `)}`
        : `${indent}${key}: ${typeof value === 'string' || typeof value === 'number' ? value : 'not found'}`,
    )
    .join('\n');
}
