import type { JobContext } from "../context";
import { queueRefresh } from "./refresh-busy";

/** After our own writes: what was read before them is no longer true. */
export const forgetBusyOf = ({ db }: Pick<JobContext, "db">, personIds: readonly string[]): Promise<void> =>
  queueRefresh(db, personIds);
