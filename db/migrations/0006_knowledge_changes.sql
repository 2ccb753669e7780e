CREATE TABLE "familiarity_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "familiarity_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" uuid NOT NULL,
	"system_id" uuid NOT NULL,
	"level" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "familiarity_changes_level" CHECK ("familiarity_changes"."level" in ('new', 'can_follow', 'can_do', 'can_teach'))
);
--> statement-breakpoint
ALTER TABLE "people" ALTER COLUMN "mail_off" SET DEFAULT '{week}'::text[];--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "week_mailed_on" date;--> statement-breakpoint
ALTER TABLE "familiarity_changes" ADD CONSTRAINT "familiarity_changes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "familiarity_changes" ADD CONSTRAINT "familiarity_changes_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "familiarity_changes_system" ON "familiarity_changes" USING btree ("system_id","person_id","at");--> statement-breakpoint
CREATE INDEX "familiarity_changes_person" ON "familiarity_changes" USING btree ("person_id");--> statement-breakpoint
update people set mail_off = array_append(mail_off, 'week') where not 'week' = any(mail_off);
--> statement-breakpoint
create function keep_familiarity_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    -- Gone with the person or the system, their history goes too; taken back alone, it is a change like any other.
    if old.level <> 'new' and exists (select from people where id = old.person_id)
      and exists (select from systems where id = old.system_id) then
      insert into familiarity_changes (person_id, system_id, level, at)
        values (old.person_id, old.system_id, 'new', now());
    end if;
  elsif new.level is distinct from (case when tg_op = 'UPDATE' then old.level else 'new' end) then
    insert into familiarity_changes (person_id, system_id, level, at)
      values (new.person_id, new.system_id, new.level, new.confirmed_at);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger familiarities_keep_changes after insert or update of level or delete on familiarities
  for each row execute function keep_familiarity_change();
--> statement-breakpoint
-- What was said before there was a history is known from when it was last said.
insert into familiarity_changes (person_id, system_id, level, at)
  select person_id, system_id, level, confirmed_at from familiarities where level <> 'new' order by confirmed_at;
