import { customType } from "drizzle-orm/pg-core";

/** `timestamptz` in Postgres, epoch milliseconds in TypeScript. No `Date` leaves `db/`. */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => "timestamptz(3)",
  toDriver: (ms) => new Date(ms).toISOString(),
  fromDriver: (text) => Date.parse(text),
});

/** Bytes as they are: packed busy times. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: (bytes) => Buffer.from(bytes),
});

/** A search vector: written by SQL, never read into TypeScript. */
export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
