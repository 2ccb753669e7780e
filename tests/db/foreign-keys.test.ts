import { expect, test } from "vitest";
import { testDatabase } from "@/tests/support/database";

test("what belongs to a request, a need or a session is found by an index, on the board a thousand times a page", async () => {
  const { sql } = await testDatabase();
  const bare = await sql<{ name: string }[]>`
    select conrelid::regclass || '.' || a.attname as name
    from pg_constraint c join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]
    where contype = 'f' and confrelid in ('requests'::regclass, 'request_needs'::regclass, 'sessions'::regclass)
      and not exists (select from pg_index i where i.indrelid = conrelid and i.indkey[0] = conkey[1])
    order by 1`;
  expect(bare.map(({ name }) => name)).toEqual([]);
});
