import { createInterface } from "node:readline";
import { connect } from "@/db/client";
import { DomainError } from "@/lib/errors";
import { bookSession } from "@/lib/sessions/book-session";
import { contextOf } from "@/tests/support/company";

/**
 * A process that books on command: each line on standard input is `{ actor, input }`, each line on standard output
 * what came of it. The database is in `RACE_DATABASE`.
 */
const { db, close } = connect(process.env.RACE_DATABASE ?? "", { max: 8 });
const lines = createInterface({ input: process.stdin });
console.log(JSON.stringify("ready"));

lines.on("line", async (line) => {
  const { actor, input } = JSON.parse(line) as { actor: string; input: unknown };
  const context = await contextOf(db, actor, { now: Date.now() });
  const outcome = await bookSession(context, input).then(
    ({ id }) => ({ id }),
    (error: unknown) => ({ refused: error instanceof DomainError ? error.code : String(error) }),
  );
  console.log(JSON.stringify(outcome));
});
lines.on("close", close);
