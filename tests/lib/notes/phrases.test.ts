import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { planSearch, type SearchPlan, weighAll } from "@/lib/notes/plan-search";
import { searchNotes } from "@/lib/notes/search-store";
import { conditionOf, readTerms } from "@/lib/notes/terms-store";
import { aSession, company } from "./written";

/** Their own stems, and two words that the index does not keep but that take up a place. */
const WORDS = ["quartz", "jumbo", "vex", "the", "of"];
const words = (min: number, max: number) =>
  fc.array(fc.constantFrom(...WORDS), { minLength: min, maxLength: max }).map((all) => all.join(" "));
const NO_FILTERS = { slugs: [], teamIds: [], personIds: [], afterAt: null };

test("what neighbouring words find of a phrase is what all lists read to their end find, and Postgres itself", async () => {
  const at = await company();
  const ids: string[] = [];
  for (let n = 0; n < 6; n++) ids.push(await aSession(at, { title: "Fog", note: { problem: "Fog." } }));
  const library = fc.record({
    texts: fc.array(words(2, 9), { minLength: 6, maxLength: 6 }),
    phrases: fc.array(words(2, 4), { minLength: 1, maxLength: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(library, async ({ texts, phrases }) => {
      await at.sql`update notes n set problem = given.text
        from unnest(${ids}::uuid[], ${texts}::text[]) given(id, text) where given.id = n.session_id`;
      await at.sql`select index_notes(${ids}::uuid[])`;
      const asked = await readTerms(at.db, at.cleo, { words: [], phrases, without: [] });
      const condition = conditionOf(asked);
      fc.pre(condition !== null && asked.required.length > 0);
      const find = async (plan: SearchPlan) => {
        const search = { viewerId: at.cleo, plan, terms: weighAll(asked), condition, hits: null };
        const { page, total } = await searchNotes(at.db, {
          ...search,
          ...{ required: asked.required.map(({ term }) => term), unwanted: [], filters: NO_FILTERS },
          ...{ limit: 10, offset: 0, hasFacets: false },
        });
        return { total, ids: page.map(({ note }) => note.id) };
      };
      const whole = await find(planSearch(asked, "whole"));
      const plain = await at.db.execute<{ id: string }>(
        sql`select session_id as id from notes where not exists (
          select from unnest(${sql.param(phrases)}::text[]) p(phrase)
          where numnode(phraseto_tsquery('deskside', phrase)) > 0
            and not search @@ phraseto_tsquery('deskside', phrase))`,
      );
      expect(new Set(whole.ids)).toEqual(new Set([...plain].map(({ id }) => id)));
      if (asked.pairs.length > 0) expect(await find({ kind: "pairs", pairs: asked.pairs })).toEqual(whole);
    }),
    { numRuns: 25 },
  );
});
