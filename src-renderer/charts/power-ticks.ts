const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** More powers than this would touch each other on a small chart. */
const most = 6;

/**
 * Ticks of a logarithmic axis: powers of ten, every second or third where there are many; with their double and
 * fivefold where the axis spans fewer than two.
 */
export function powerTicks(least: number, highest: number): number[] {
  const from = Math.ceil(Math.log10(least) - 1e-9);
  const to = Math.floor(Math.log10(highest) + 1e-9);
  const stride = Math.max(1, Math.ceil((to - from + 1) / most));
  const ticks: number[] = [];
  for (let exponent = from - 1; exponent <= to; exponent += 1)
    for (const digit of to - from < 1 ? [1, 2, 5] : [1]) {
      const value = Number(`${digit}e${exponent}`);
      const regular = digit > 1 || (exponent - from) % stride === 0;
      if (regular && value >= least * (1 - 1e-9) && value <= highest * (1 + 1e-9)) ticks.push(value);
    }
  return ticks;
}

/** A tick as it is written: 10⁻³, or the number itself where it is no power of ten. */
export function labelPower(value: number): string {
  const exponent = Math.round(Math.log10(value));
  if (Math.abs(value / 10 ** exponent - 1) > 1e-6 || Math.abs(exponent) < 2)
    return String(Number(value.toPrecision(2)));
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)] ?? '').join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}
