import type { Axis, Scatter } from '#shared/contract/data-looks.ts';
import type { DatasetSummary } from '#shared/contract/datasets.ts';
import { formatPercent } from '../../i18n/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** Columns offered by name; of wider data the first ones, beside the components. */
const mostColumns = 200;

/** An axis as the text that a select carries. */
export function axisKey(axis: Axis): string {
  if (axis.kind === 'column') return `column ${axis.column}`;
  return axis.kind === 'component' ? `component ${axis.component}` : 'target';
}

/** What may stand on an axis: two components where there are three inputs or more, the columns, the target. */
export function axisChoices(summary: DatasetSummary): { axis: Axis; label: string }[] {
  const { features, task, target } = summary;
  const columns = features.slice(0, mostColumns).map((label, column) => ({
    axis: { kind: 'column', column } as const,
    label,
  }));
  const components = ([1, 2] as const).map((component) => ({
    axis: { kind: 'component', component } as const,
    label: m.look_component({ k: component }),
  }));
  return [
    ...(task.inputs > 1 ? components : []),
    ...columns,
    { axis: { kind: 'target' }, label: m.look_axis_target({ name: target }) },
  ];
}

/** The axes that show most at once. */
export function usualAxes({ task }: DatasetSummary): [Axis, Axis] {
  if (task.inputs === 1) return [{ kind: 'column', column: 0 }, { kind: 'target' }];
  if (task.inputs === 2)
    return [
      { kind: 'column', column: 0 },
      { kind: 'column', column: 1 },
    ];
  return [
    { kind: 'component', component: 1 },
    { kind: 'component', component: 2 },
  ];
}

/** An axis as its title says it, a component with its share of the variance. */
export function axisTitle(axis: Axis, summary: DatasetSummary, scatter: Scatter): string {
  if (axis.kind === 'column') return summary.features[axis.column] ?? '';
  if (axis.kind === 'target') return summary.target;
  const share = scatter.shares?.[axis.component - 1] ?? 0;
  return m.look_component_axis({ k: axis.component, share: formatPercent(share) });
}
