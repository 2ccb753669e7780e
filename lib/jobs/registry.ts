import type { JobContext } from "../context";
import type { JobName, JobPayloads } from "./queue";

type Handlers = { [N in JobName]: (context: JobContext, payload: JobPayloads[N]) => Promise<void> };

/** Which use case does which job. Each can be done twice without harm. */
export const HANDLERS: Handlers = {
  "send-invite": async () => {},
  "update-event": async () => {},
  "cancel-event": async () => {},
};
