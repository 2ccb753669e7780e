/** Wall-clock hours of some ISO weekdays (Monday is 1), in the person's zone. */
export type Hours = readonly { days: readonly number[]; from: string; to: string }[];

const MON_TO_FRI = [1, 2, 3, 4, 5];
const MON_TO_THU = [1, 2, 3, 4];

export const week = (from: string, to: string): Hours => [{ days: MON_TO_FRI, from, to }];

export const shortFriday = (from: string, to: string, fridayTo: string): Hours => [
  { days: MON_TO_THU, from, to },
  { days: [5], from, to: fridayTo },
];

/** A long break in the middle of each day: school runs, a swim, a siesta. */
export const split = (from: string, breakFrom: string, breakTo: string, to: string): Hours => [
  { days: MON_TO_FRI, from, to: breakFrom },
  { days: MON_TO_FRI, from: breakTo, to },
];

export const onDays = (days: readonly number[], from: string, to: string): Hours => [{ days, from, to }];
