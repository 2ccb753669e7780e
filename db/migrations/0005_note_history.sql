CREATE TABLE "note_versions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"person_id" uuid,
	"kind" text NOT NULL,
	"parts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"started_at" timestamptz(3) DEFAULT clock_timestamp() NOT NULL,
	"at" timestamptz(3) DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "note_versions_kind" CHECK ("note_versions"."kind" in ('written', 'out_of_date', 'holds'))
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "note_writers" (
	"session_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"part" text NOT NULL,
	"at" timestamptz(3) DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "note_writers_session_id_person_id_pk" PRIMARY KEY("session_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "learnings" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "part_versions" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "out_of_date_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "out_of_date_by" uuid;--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "out_of_date_reason" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "note_versions" ADD CONSTRAINT "note_versions_session_id_notes_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."notes"("session_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_versions" ADD CONSTRAINT "note_versions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_writers" ADD CONSTRAINT "note_writers_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_writers" ADD CONSTRAINT "note_writers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "note_versions_session" ON "note_versions" USING btree ("session_id","at");--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_out_of_date_by_people_id_fk" FOREIGN KEY ("out_of_date_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_out_of_date" CHECK (("notes"."out_of_date_at" is null) = ("notes"."out_of_date_reason" is null));