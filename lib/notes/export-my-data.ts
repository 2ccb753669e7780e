import type { Context } from "../context";
import { audit } from "../people/audit";
import { countOne } from "../people/limits";
import { dateIn } from "../time/zone";
import { EXPORTED, rowsOf } from "./person-data-store";

/**
 * Everything that is kept about the actor, as JSON for a file: by kind, each row as it is stored, less our own secrets.
 * @throws {DomainError} `limited`
 */
export async function exportMyData(context: Context): Promise<{ json: string; name: string }> {
  const { db, actor, now } = context;
  await countOne(context, "export");
  const parts = await db.transaction(
    async (tx) => {
      await audit(tx, context, "data_exported");
      const read: [string, unknown][] = [];
      for (const [name, part] of Object.entries(EXPORTED))
        read.push([name, await rowsOf(tx, part, actor.personId)]);
      return read;
    },
    { isolationLevel: "repeatable read" },
  );
  return {
    name: `deskside-my-data-${dateIn(now, actor.zone)}.json`,
    json: JSON.stringify({ exported_at: new Date(now).toISOString(), ...Object.fromEntries(parts) }, null, 2),
  };
}
