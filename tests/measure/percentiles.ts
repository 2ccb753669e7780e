/** The 50th and the 95th percentile by nearest rank, of milliseconds, with what the eye needs of their digits. */
export function percentiles(taken: readonly number[]): { p50: number; p95: number } {
  const sorted = [...taken].sort((a, b) => a - b);
  const at = (share: number) => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
    return Number(value.toPrecision(4));
  };
  return { p50: at(0.5), p95: at(0.95) };
}
