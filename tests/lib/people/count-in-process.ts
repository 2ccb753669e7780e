import { connect } from "@/db/client";
import { takeOne } from "@/lib/people/limits-store";

/** A process of its own that uses up what it can: how much it got goes to standard output. */
const { db, close } = connect(process.env.COUNT_DATABASE ?? "", { max: 5 });
const size = { most: 40, perMs: 3_600_000 };
const got = await Promise.all(
  Array.from({ length: 40 }, () => takeOne(db, { subject: "ana", kind: "post" }, size)),
);
console.log(got.filter(Boolean).length);
await close();
