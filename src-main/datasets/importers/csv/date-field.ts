const iso =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

/**
 * A date as days since 1970, NaN where the text is none: 2026-11-28, 2026/11/28, with a time and its zone or not
 * (then UTC), and 28.11.2026. Dates that begin with a day or a month and a stroke are ambiguous and stay text.
 */
export function readDate(text: string): number {
  const found = iso.exec(text);
  if (found === null) return readDotted(text);
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone = 'Z'] = found;
  const days = dayNumber(Number(year), Number(month), Number(day));
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) >= 60) return Number.NaN;
  return days + (Number(hour) * 60 + Number(minute) - offsetOf(zone)) / 1440 + Number(second) / 86_400;
}

function readDotted(text: string): number {
  const found = dotted.exec(text);
  return found === null ? Number.NaN : dayNumber(Number(found[3]), Number(found[2]), Number(found[1]));
}

function dayNumber(year: number, month: number, day: number): number {
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  // A day that the month does not have runs into the next one.
  const exists = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
  return exists ? moment.getTime() / 86_400_000 : Number.NaN;
}

/** Minutes east of Greenwich. */
function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}
