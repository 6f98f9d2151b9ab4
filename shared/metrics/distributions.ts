/** Quantiles of the normal and the beta distribution, to about 1e-12. */

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** The point at which the standard normal distribution function equals `probability` (0 < probability < 1). */
export function normalQuantile(probability: number): number {
  if (probability < 0.5) return -normalQuantile(1 - probability);
  return bisect((z) => normalDistribution(z) < probability, 0, 40);
}

/** Marsaglia 2004, "Evaluating the normal distribution": 1/2 + density * (z + z^3/3 + z^5/(3*5) + …), for z >= 0. */
function normalDistribution(z: number): number {
  // Beyond 9 the remainder is below the resolution of a double.
  if (z > 9) return 1;
  let sum = z;
  let term = z;
  for (let i = 3; term > sum * 1e-17; i += 2) sum += term *= (z * z) / i;
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** The point at which the beta(a, b) distribution function equals `probability` (0 < probability < 1; a, b > 0). */
export function betaQuantile(probability: number, a: number, b: number): number {
  return bisect((x) => regularisedIncompleteBeta(x, a, b) < probability, 0, 1);
}

/** I_x(a, b), by the continued fraction 8.17.22 of the NIST Digital Library of Mathematical Functions, evaluated by Lentz's method. */
export function regularisedIncompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges quickly only left of the mean; the other side follows by symmetry.
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedIncompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return front * betaFraction(x, a, b);
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const notZero = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}

/** ln Γ(x) for x > 0, by Lanczos' approximation (g = 7, nine terms). */
function logGamma(x: number): number {
  const shifted = x - 1;
  let sum: number = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] as number) / (shifted + i);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Bisection: the point in [low, high] where `isLeft` turns false. */
function bisect(isLeft: (x: number) => boolean, low: number, high: number): number {
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (isLeft(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
