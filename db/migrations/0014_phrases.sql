-- Numbers of the words that stand beside each other, 20 bits each: two pairs may share one, and what the index finds is
-- compared with the text. A note's text has its own numbers whatever else is written, so they are an index and no table.
create function note_pairs(search tsvector) returns integer[]
language sql immutable strict parallel safe cost 1000 as $$
  select array_agg(distinct hashtext(lexeme || ' ' || following) & 1048575)
  from (
    select position, lexeme, lead(position) over w as after, lead(lexeme) over w as following
    from (select s.lexeme, p.position from unnest(search) s, unnest(s.positions) p(position)) words
    window w as (order by position, lexeme)) neighbours
  where after = position + 1
$$;
--> statement-breakpoint
CREATE INDEX "notes_pairs" ON "notes" USING gin (note_pairs("search")) WITH (fastupdate=false);--> statement-breakpoint
-- Nothing is decided by how often a pair comes, and counting it reads thousands of texts.
ALTER INDEX "notes_pairs" ALTER COLUMN 1 SET STATISTICS 0;
