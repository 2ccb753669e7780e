import { createInterface } from "node:readline";
import { connect, isWriteToBrokenConnection } from "@/db/client";
import { DomainError } from "@/lib/errors";
import { bookSession } from "@/lib/sessions/book-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { contextOf } from "@/tests/support/company";

/**
 * A web process without the web, to be killed: each line on standard input is `{ n, actor, deed, input }`, each line on
 * standard output what came of it. `unclear` is what a person would see as "something broke".
 */
process.on("uncaughtException", (error) => {
  if (!isWriteToBrokenConnection(error)) throw error; // as the framework does, which lives on
});

const DEEDS = { book: bookSession, cancel: cancelSession, move: rescheduleSession };
const { db } = connect(process.env.ACT_DATABASE ?? "", { max: 6 });

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { n, actor, deed, input } = JSON.parse(line) as {
    n: number;
    actor: string;
    deed: keyof typeof DEEDS;
    input: unknown;
  };
  const outcome = await contextOf(db, actor, { now: Date.now() })
    .then((context) => DEEDS[deed](context, input))
    .then(
      (value) => ({ done: value ?? {} }),
      (error: unknown) =>
        error instanceof DomainError ? { refused: error.code } : { unclear: String(error) },
    );
  console.log(JSON.stringify({ n, ...outcome }));
});
console.log(JSON.stringify("started"));
