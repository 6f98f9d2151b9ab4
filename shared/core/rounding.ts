/** Rounding and fixed decimals as NumPy and Python do them, where a figure must equal theirs to the last digit. */

/** Rounds half to even, as NumPy, Python and OpenCV's cvRound do. */
export function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * `value` with `digits` decimals as Python's `"{:.6f}".format` writes it.
 * It differs from `toFixed` only where the value lies exactly between two results (1/128 with six decimals): Python takes the even one.
 */
export function toFixedHalfToEven(value: number, digits: number): string {
  const nearest = value.toFixed(digits);
  // Every double has a finite decimal expansion; a tie at `digits` decimals shows as a single 5 followed by zeros.
  const rest = Math.abs(value).toFixed(100).split(".")[1]?.slice(digits) ?? "";
  if (!/^50*$/.test(rest)) return nearest;
  const lastDigitIsEven = "02468".includes(nearest.at(-1) ?? "");
  return lastDigitIsEven ? nearest : (value - Math.sign(value) * 0.25 * 10 ** -digits).toFixed(digits);
}
