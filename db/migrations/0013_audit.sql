CREATE TABLE "audit_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamptz(3) DEFAULT clock_timestamp() NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject_kind" text,
	"subject_id" uuid,
	"network" text
);
--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_action" ON "audit_entries" USING btree ("action","id");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject_id","id");--> statement-breakpoint
create function keep_audit_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    -- Nobody backdates an entry, and so makes one whose time is over.
    new.at := clock_timestamp();
    return new;
  end if;
  if tg_op = 'DELETE' and old.at < now() - interval '400 days' then
    return old;
  end if;
  raise exception 'An entry of the audit log is neither changed nor deleted before its time.'
    using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create trigger audit_entries_written before insert on audit_entries for each row execute function keep_audit_entry();
--> statement-breakpoint
create trigger audit_entries_kept before update or delete on audit_entries for each row execute function keep_audit_entry();
--> statement-breakpoint
create trigger audit_entries_not_emptied before truncate on audit_entries execute function keep_audit_entry();
--> statement-breakpoint
alter table audit_entries enable always trigger audit_entries_kept;
--> statement-breakpoint
alter table audit_entries enable always trigger audit_entries_not_emptied;
--> statement-breakpoint
create function purge_audit(most integer) returns integer language sql as $$
  with gone as (
    delete from audit_entries where id in (
      select id from audit_entries where at < now() - interval '400 days' order by at limit most)
    returning 1)
  select count(*)::integer from gone
$$;
