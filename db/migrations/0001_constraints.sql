create extension if not exists btree_gist;
--> statement-breakpoint
create extension if not exists pg_trgm;
--> statement-breakpoint
create extension if not exists unaccent;
--> statement-breakpoint
alter table seats add constraint seats_never_overlap
  exclude using gist (person_id with =, tstzrange(start_at, end_at) with &&) where (active);
--> statement-breakpoint
create text search configuration deskside (copy = english);
--> statement-breakpoint
alter text search configuration deskside
  alter mapping for hword, hword_part, word with unaccent, english_stem;
--> statement-breakpoint
create function note_search(of_session uuid) returns tsvector language sql stable as $$
  select
    setweight(to_tsvector('deskside', coalesce(r.title, '')), 'A')
    || setweight(to_tsvector('deskside', n.problem || E'\n' || n.solution), 'B')
    || setweight(to_tsvector('deskside', n.process), 'C')
    || setweight(to_tsvector('deskside', coalesce(
         (select string_agg(q.question || E'\n' || q.answer, E'\n' order by q.position)
            from questions q where q.session_id = n.session_id), '')), 'C')
    || setweight(to_tsvector('deskside', coalesce(
         (select string_agg(l.text, E'\n' order by l.id)
            from learnings l where l.session_id = n.session_id), '')), 'B')
    || setweight(to_tsvector('deskside', coalesce(
         (select string_agg(s.name, ' ' order by s.name)
            from request_systems rs join systems s on s.id = rs.system_id where rs.request_id = r.id), '')), 'A')
  from notes n
  join sessions ss on ss.id = n.session_id
  join requests r on r.id = ss.request_id
  where n.session_id = of_session
$$;
