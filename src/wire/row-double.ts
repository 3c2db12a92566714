import { putPadded, putSafeInteger } from './row-digits.ts';

/** Values from here up to 1e15 are written without an exponent, and their scale is an exact power of ten. */
const MIN_FIXED = 1e-4;
const MAX_FIXED = 1e15;
/** Nearer to a decision than this, the sums below are not exact enough to make it. */
const DOUBT = 1e-9;
/** Splits a double into two halves of 26 bits (Veltkamp). */
const SPLITTER = 134_217_729;
const LAST_DIGIT = 14;
const MIN_EXPONENT = -14;

/**
 * Writes the shortest decimal that reads back as `value`, which is positive; `high` and `low` are the halves of its bits.
 * Returns -1, with nothing written, for what it leaves to others: values out of its range, powers of two, and those too
 * close to call.
 *
 * The value times a power of ten that gives it 15 whole digits is exact as the sum of two doubles (Dekker's product), and
 * so is half the distance to its neighbours. That distance is 0.011 to 0.11 there: 15, 16 or 17 digits fall within it.
 */
export function putShortest(view: DataView, start: number, value: number, high: number, low: number): number {
  if (!(value >= MIN_FIXED && value < MAX_FIXED) || (low === 0 && (high & 0xf_ffff) === 0)) return -1;
  const binaryExponent = (high >>> 20) - 1023;
  let exponent = DECIMAL_EXPONENT[binaryExponent - MIN_EXPONENT] ?? 0;
  if (value >= (POWER[exponent + 1 - MIN_POWER] ?? 0)) exponent++;
  const fractionDigits = LAST_DIGIT - exponent;
  const scale = SCALE[fractionDigits] ?? 1;
  const scaleHigh = SCALE_HIGH[fractionDigits] ?? 1;
  const scaleLow = scale - scaleHigh;
  const shifted = value * SPLITTER;
  const valueHigh = shifted - (shifted - value);
  const valueLow = value - valueHigh;
  const product = value * scale;
  const error = valueHigh * scaleHigh - product + valueHigh * scaleLow + valueLow * scaleHigh + valueLow * scaleLow;
  const halfGap = (HALF_GAP[binaryExponent - MIN_EXPONENT] ?? 0) * scale;
  let whole = Math.floor(product);
  let rest = product - whole + error;
  if (rest < 0) {
    whole--;
    rest++;
  } else if (rest >= 1) {
    whole++;
    rest--;
  }
  const nearest = rest < 0.5 ? 0 : 1;
  const toWhole = Math.abs(rest - nearest) - halfGap;
  if (Math.abs(toWhole) < DOUBT) return -1;
  if (toWhole < 0) return putDecimal(view, start, whole + nearest, fractionDigits, 0, 0);
  const tenths = rest * 10;
  const tenth = Math.round(tenths);
  const toTenth = Math.abs(tenths - tenth);
  if (Math.abs(toTenth - halfGap * 10) < DOUBT || 0.5 - toTenth < DOUBT) return -1;
  if (toTenth < halfGap * 10) return putDecimal(view, start, whole, fractionDigits, tenth, 1);
  const hundredths = rest * 100;
  const hundredth = Math.round(hundredths);
  if (0.5 - Math.abs(hundredths - hundredth) < DOUBT) return -1;
  return putDecimal(view, start, whole, fractionDigits, hundredth, 2);
}

/** Writes `digits` / 10^`fractionDigits`, followed by `more` as `moreDigits` digits; without them, zeros at the end go. */
function putDecimal(
  view: DataView,
  start: number,
  digits: number,
  fractionDigits: number,
  more: number,
  moreDigits: number,
): number {
  if (digits >= MAX_FIXED) return -1;
  let pos = start;
  if (fractionDigits > LAST_DIGIT) {
    view.setUint8(pos, 0x30);
    view.setUint8(pos + 1, 0x2e);
    pos = putPadded(view, pos + 2, 0, fractionDigits - LAST_DIGIT - 1);
    pos = putPadded(view, pos, digits, LAST_DIGIT + 1);
  } else {
    const scale = SCALE[fractionDigits] ?? 1;
    const whole = Math.floor(digits / scale);
    pos = putSafeInteger(view, pos, whole);
    view.setUint8(pos, 0x2e);
    pos = putPadded(view, pos + 1, digits - whole * scale, fractionDigits);
  }
  if (moreDigits > 0) return putPadded(view, pos, more, moreDigits);
  while (view.getUint8(pos - 1) === 0x30) pos--;
  return view.getUint8(pos - 1) === 0x2e ? pos - 1 : pos;
}

const MIN_POWER = -5;
const EXPONENTS = 65;

/** 10^0 to 10^18, all exact, and their upper halves. */
const SCALE = Float64Array.from({ length: 19 }, (_, power) => 10 ** power);
const SCALE_HIGH = SCALE.map((scale) => {
  const shifted = scale * SPLITTER;
  return shifted - (shifted - scale);
});

/** 10^-5 to 10^15; a double is never between a power and what stands for it here. */
const POWER = Float64Array.from({ length: 21 }, (_, index) => Number(`1e${index + MIN_POWER}`));

/** By binary exponent, from -14 on: the decimal exponent of the power of two; half the gap between its doubles. */
const DECIMAL_EXPONENT = Int8Array.from({ length: EXPONENTS }, (_, index) =>
  Math.floor(Math.log10(2 ** (index + MIN_EXPONENT))),
);
const HALF_GAP = Float64Array.from({ length: EXPONENTS }, (_, index) => 2 ** (index + MIN_EXPONENT - 53));
