import type { Leak, Quality } from '#shared/contract/data-looks.ts';
import type { DatasetSummary } from '#shared/contract/datasets.ts';
import { formatCount, formatPercent } from '../../i18n/number.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { formatValue } from './number-text.ts';

export interface Finding {
  id: string;
  /** Nothing to do, something to know, something to look into. */
  tone: 'good' | 'note' | 'warn';
  title: string;
  detail: string;
}

/** Columns that are named in a sentence; of more, their number is said. */
const mostNamed = 6;
/** A class with less than this share of an even share is called rare. */
const rareBelow = 0.5;

/** What the quality of a dataset means for training, the most pressing first. */
export function findingsOf(quality: Quality, summary: DatasetSummary): Finding[] {
  const order = { warn: 0, note: 1, good: 2 };
  return [
    ...quality.leaks.map((leak) => leakFinding(leak, summary)),
    seenFinding(quality),
    ...(quality.leaks.length === 0 ? [noLeak()] : []),
    contradictionFinding(quality, summary),
    duplicateFinding(quality, summary),
    missingFinding(quality, summary),
    constantFinding(quality),
    outlierFinding(quality),
    ...(summary.classes.length > 0 ? [balanceFinding(quality, summary)] : []),
  ].sort((a, b) => order[a.tone] - order[b.tone]);
}

function leakFinding({ column, kind, correlation }: Leak, { target }: DatasetSummary): Finding {
  const said = { column, target };
  const detail = {
    equals: () => m.look_leak_equals(said),
    determines: () => m.look_leak_determines(said),
    separates: () => m.look_leak_separates(said),
    correlates: () => m.look_leak_correlates({ ...said, r: formatValue(correlation, 6) }),
  }[kind]();
  return { id: `leak ${column}`, tone: 'warn', title: m.look_leak(said), detail };
}

function noLeak(): Finding {
  return { id: 'leak', tone: 'good', title: m.look_leak_none(), detail: m.look_leak_none_detail() };
}

function seenFinding({ parts }: Quality): Finding {
  const seen = parts.reduce((sum, part) => sum + part.seenInTraining, 0);
  return seen === 0
    ? { id: 'seen', tone: 'good', title: m.look_seen_none(), detail: m.look_seen_none_detail() }
    : {
        ...{ id: 'seen', tone: 'warn', title: m.look_seen({ count: formatCount(seen) }) },
        detail: m.look_seen_detail(),
      };
}

function contradictionFinding({ contradictions }: Quality, { target }: DatasetSummary): Finding {
  const count = formatCount(contradictions);
  return contradictions === 0
    ? {
        ...{ id: 'contradictions', tone: 'good', title: m.look_contradictions_none() },
        detail: m.look_contradictions_none_detail({ target }),
      }
    : {
        ...{ id: 'contradictions', tone: 'warn', title: m.look_contradictions({ count }) },
        detail: m.look_contradictions_detail({ target }),
      };
}

function duplicateFinding({ duplicates }: Quality, { examples }: DatasetSummary): Finding {
  const share = formatPercent(duplicates / examples);
  return duplicates === 0
    ? {
        id: 'duplicates',
        tone: 'good',
        title: m.look_duplicates_none(),
        detail: m.look_duplicates_none_detail(),
      }
    : {
        ...{ id: 'duplicates', tone: 'note' },
        title: m.look_duplicates({ count: formatCount(duplicates), share }),
        detail: m.look_duplicates_detail(),
      };
}

function missingFinding({ missing }: Quality, { examples, task }: DatasetSummary): Finding {
  const share = formatPercent(missing / (examples * task.inputs));
  return missing === 0
    ? { id: 'missing', tone: 'good', title: m.look_missing_none(), detail: m.look_missing_none_detail() }
    : {
        ...{ id: 'missing', tone: 'note', title: m.look_missing({ count: formatCount(missing), share }) },
        detail: m.look_missing_detail(),
      };
}

function constantFinding({ constant }: Quality): Finding {
  return constant.length === 0
    ? { id: 'constant', tone: 'good', title: m.look_constant_none(), detail: m.look_constant_none_detail() }
    : {
        ...{ id: 'constant', tone: 'note', title: m.look_constant({ count: formatCount(constant.length) }) },
        detail: m.look_constant_detail({ columns: named(constant) }),
      };
}

function outlierFinding({ outliers }: Quality): Finding {
  const total = outliers.reduce((sum, { count }) => sum + count, 0);
  const columns = outliers.map(({ column, count }) => `${column} (${formatCount(count)})`);
  return total === 0
    ? { id: 'outliers', tone: 'good', title: m.look_outliers_none(), detail: m.look_outlier_help() }
    : {
        ...{ id: 'outliers', tone: 'note', title: m.look_outliers({ count: formatCount(total) }) },
        detail: m.look_outliers_detail({ columns: named(columns) }),
      };
}

function balanceFinding({ classCounts }: Quality, { classes, examples }: DatasetSummary): Finding {
  const least = Math.min(...classCounts);
  const most = Math.max(...classCounts);
  const said = {
    ...{ rare: classes[classCounts.indexOf(least)] ?? '', common: classes[classCounts.indexOf(most)] ?? '' },
    ...{ least: formatPercent(least / examples), most: formatPercent(most / examples) },
  };
  const isRare = least < (rareBelow * examples) / classes.length;
  return isRare
    ? { id: 'balance', tone: 'note', title: m.look_unbalanced(), detail: m.look_unbalanced_detail(said) }
    : {
        ...{ id: 'balance', tone: 'good', title: m.look_balanced() },
        detail:
          said.least === said.most ? m.look_even_detail({ share: said.least }) : m.look_balanced_detail(said),
      };
}

function named(columns: readonly string[]): string {
  const shown = columns.slice(0, mostNamed).join(', ');
  const rest = columns.length - mostNamed;
  return rest > 0 ? m.look_and_more({ shown, count: formatCount(rest) }) : shown;
}
