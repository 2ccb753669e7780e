CREATE TABLE "note_terms" (
	"session_id" uuid NOT NULL,
	"term" text NOT NULL,
	"frequency" smallint NOT NULL,
	"impact" real NOT NULL,
	CONSTRAINT "note_terms_session_id_term_pk" PRIMARY KEY("session_id","term")
);
--> statement-breakpoint
CREATE TABLE "search_statistics" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"notes" integer NOT NULL,
	"average_length" real NOT NULL,
	"counted_at" timestamptz(3) NOT NULL,
	"reweighed_to" uuid,
	CONSTRAINT "search_statistics_one_row" CHECK ("search_statistics"."is_only")
);
--> statement-breakpoint
CREATE TABLE "term_frequencies" (
	"term" text PRIMARY KEY NOT NULL,
	"notes" integer NOT NULL
);
--> statement-breakpoint
DROP INDEX "notes_search";--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "search_length" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "note_terms" ADD CONSTRAINT "note_terms_session_id_notes_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."notes"("session_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "note_terms_impact" ON "note_terms" USING btree ("term","impact" DESC NULLS FIRST,"session_id");--> statement-breakpoint
CREATE INDEX "term_frequencies_alike" ON "term_frequencies" USING gin ("term" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "notes_updated" ON "notes" USING btree ("updated_at");--> statement-breakpoint
-- The most frequent terms are many in prose: with statistics on a hundred of them the planner guesses the others badly.
ALTER TABLE "note_terms" ALTER COLUMN "term" SET STATISTICS 1000;--> statement-breakpoint
-- A note's terms; those of the title and the systems (weight A) count twice.
create function note_term_counts(search tsvector) returns table (term text, frequency smallint)
language sql immutable strict as $$
  select lexeme, (cardinality(positions) + cardinality(array_positions(weights, 'A')))::smallint from unnest(search)
$$;
--> statement-breakpoint
-- BM25's part of a term in a note (Robertson and Zaragoza, 2009, 3.4), with k1 = 1.2 and b = 0.75. The length is rounded
-- to steps of 6 %, so that a word more or less leaves the impacts of a note's other terms as they are.
create function term_impact(frequency integer, length integer, average_length real) returns real
language sql immutable strict as $$
  select (frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75
    * exp(round(ln(greatest(length, 1)::float8) * 16) / 16) / average_length)))::real
$$;
--> statement-breakpoint
-- The terms that share most trigrams with a word. The threshold is below the usual 0.3: two letters that changed places
-- in a short word leave less than that.
create function terms_alike(word text, most integer) returns table (term text, notes integer, similarity real)
language sql stable strict set pg_trgm.similarity_threshold = 0.2 as $$
  select f.term, f.notes, similarity(f.term, word) as s from term_frequencies f
  where f.term % word order by s desc, f.notes desc, f.term limit most
$$;
--> statement-breakpoint
-- Makes these notes findable as they are now. Called in the transaction that holds their rows, so that two who index
-- one note wait for each other there, and nowhere else. Touches only the terms that differ. A note without any text is
-- not found, not even by its title.
create function index_notes(ids uuid[]) returns void language plpgsql as $$
declare
  average real := (select average_length from search_statistics);
begin
  update notes n set search = w.search,
      search_length = (select coalesce(sum(c.frequency), 0) from note_term_counts(w.search) c)
    from (
      select o.session_id, case when o.problem || o.process || o.solution <> ''
          or exists (select from questions q where q.session_id = o.session_id)
          or exists (select from learnings l where l.session_id = o.session_id)
        then note_search(o.session_id) end as search
      from notes o where o.session_id = any(ids) offset 0) w
    where n.session_id = w.session_id and n.search is distinct from w.search;

  delete from note_terms t using notes n
    where t.session_id = any(ids) and n.session_id = t.session_id
      and (n.search is null or not t.term = any(tsvector_to_array(n.search)));

  insert into note_terms as t (session_id, term, frequency, impact)
    select n.session_id, c.term, c.frequency, i.impact
    from notes n cross join lateral note_term_counts(n.search) c
      cross join lateral (select term_impact(c.frequency, n.search_length, average) as impact) i
    where n.session_id = any(ids) and not exists (select from note_terms same
      where same.session_id = n.session_id and same.term = c.term
        and same.frequency = c.frequency and same.impact = i.impact)
    on conflict (session_id, term) do update set frequency = excluded.frequency, impact = excluded.impact;
end $$;
--> statement-breakpoint
update notes set search_length = (select coalesce(sum(c.frequency), 0) from note_term_counts(search) c)
  where search is not null;
--> statement-breakpoint
insert into search_statistics (notes, average_length, counted_at)
  select count(*) filter (where not ss.is_private), coalesce(nullif(avg(n.search_length), 0), 100), 'epoch'
  from notes n join sessions ss on ss.id = n.session_id where n.search is not null;
--> statement-breakpoint
insert into note_terms (session_id, term, frequency, impact)
  select n.session_id, c.term, c.frequency, term_impact(c.frequency, n.search_length, s.average_length)
  from search_statistics s cross join notes n cross join lateral note_term_counts(n.search) c;
--> statement-breakpoint
insert into term_frequencies (term, notes)
  select t.term, count(*) from note_terms t join sessions ss on ss.id = t.session_id
  where not ss.is_private group by t.term;
