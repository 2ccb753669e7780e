-- A cache, thrown away at will: it is read again in minutes.
TRUNCATE "busy";--> statement-breakpoint
CREATE TABLE "calendar_channels" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"calendar_id" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"resource_id" text,
	"expires_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "busy" ALTER COLUMN "read_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "mail_off" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "feed_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "busy" ADD COLUMN "tried_at" timestamptz(3) NOT NULL;--> statement-breakpoint
ALTER TABLE "busy" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "seats" ADD COLUMN "mailed_sequence" integer;--> statement-breakpoint
ALTER TABLE "seats" ADD COLUMN "reminded_of" timestamptz(3);--> statement-breakpoint
ALTER TABLE "seats" ADD COLUMN "note_asked_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "event_seen" jsonb;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "event_read_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "conflict" jsonb;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "sequence" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_channels" ADD CONSTRAINT "calendar_channels_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calendar_channels_person" ON "calendar_channels" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "calendar_channels_end" ON "calendar_channels" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "busy" DROP COLUMN "unknown_reason";--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_conflict" CHECK (("sessions"."state" = 'conflict') = ("sessions"."conflict" is not null));