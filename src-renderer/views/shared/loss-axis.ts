import type { Loss } from '#shared/design/design.ts';
import { m } from '#renderer/i18n/paraglide/messages.js';

/** The title of an axis on which these losses are drawn: what they are measured in, or that they differ. */
export function lossAxis(losses: readonly Loss[]): string {
  const titles = new Set(losses.map(axisOf));
  const [first] = titles;
  return first === undefined || titles.size > 1 ? m.axis_mixed_loss() : first;
}

function axisOf(loss: Loss): string {
  switch (loss) {
    case 'binaryCrossEntropy':
    case 'crossEntropy':
      return m.axis_cross_entropy();
    case 'meanSquaredError':
      return m.axis_squared_error();
    case 'huber':
      return m.axis_huber();
    case 'hinge':
      return m.axis_hinge();
  }
}
