CREATE TABLE "accounts" (
	"person_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	CONSTRAINT "accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "avoidances" (
	"person_id" uuid NOT NULL,
	"avoided_id" uuid NOT NULL,
	CONSTRAINT "avoidances_person_id_avoided_id_pk" PRIMARY KEY("person_id","avoided_id")
);
--> statement-breakpoint
CREATE TABLE "date_overrides" (
	"person_id" uuid NOT NULL,
	"date" date NOT NULL,
	"hours" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "date_overrides_person_id_date_pk" PRIMARY KEY("person_id","date")
);
--> statement-breakpoint
CREATE TABLE "familiarities" (
	"person_id" uuid NOT NULL,
	"system_id" uuid NOT NULL,
	"level" text DEFAULT 'new' NOT NULL,
	"wants_to_learn" boolean DEFAULT false NOT NULL,
	"confirmed_at" timestamptz(3) DEFAULT now() NOT NULL,
	"confirmed_in_session_id" uuid,
	CONSTRAINT "familiarities_person_id_system_id_pk" PRIMARY KEY("person_id","system_id"),
	CONSTRAINT "familiarities_level" CHECK ("familiarities"."level" in ('new', 'can_follow', 'can_do', 'can_teach'))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"person_id" uuid NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"result" jsonb NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_person_id_key_pk" PRIMARY KEY("person_id","key")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"href" text NOT NULL,
	"read_at" timestamptz(3),
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"image" text,
	"email_verified" timestamp with time zone,
	"team_id" uuid,
	"zone" text DEFAULT 'UTC' NOT NULL,
	"buffer_min" integer DEFAULT 10 NOT NULL,
	"notice_min" integer DEFAULT 240 NOT NULL,
	"max_per_week" integer DEFAULT 3 NOT NULL,
	"paused_at" timestamptz(3),
	"is_admin" boolean DEFAULT false NOT NULL,
	"onboarded_at" timestamptz(3),
	"deactivated_at" timestamptz(3),
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "people_email_lower" CHECK ("people"."email" = lower("people"."email")),
	CONSTRAINT "people_limits" CHECK ("people"."buffer_min" between 0 and 120 and "people"."notice_min" between 0 and 20160 and "people"."max_per_week" between 0 and 50)
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"token" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "systems" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"team_id" uuid,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"discipline" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "working_hours" (
	"person_id" uuid NOT NULL,
	"weekday" integer NOT NULL,
	"from" text NOT NULL,
	"to" text NOT NULL,
	CONSTRAINT "working_hours_person_id_weekday_from_pk" PRIMARY KEY("person_id","weekday","from"),
	CONSTRAINT "working_hours_weekday" CHECK ("working_hours"."weekday" between 1 and 7),
	CONSTRAINT "working_hours_wall" CHECK ("working_hours"."from" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and "working_hours"."to" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$')
);
--> statement-breakpoint
CREATE TABLE "busy" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"from_at" timestamptz(3) NOT NULL,
	"to_at" timestamptz(3) NOT NULL,
	"read_at" timestamptz(3) NOT NULL,
	"packed" "bytea" NOT NULL,
	"unknown_reason" text
);
--> statement-breakpoint
CREATE TABLE "calendar_connections" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"refresh_token_sealed" text NOT NULL,
	"scopes" text[] NOT NULL,
	"state" text DEFAULT 'connected' NOT NULL,
	"busy_calendar_ids" text[] NOT NULL,
	"connected_at" timestamptz(3) NOT NULL,
	"failed_at" timestamptz(3),
	"failure" text
);
--> statement-breakpoint
CREATE TABLE "declines" (
	"request_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"declined_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "declines_request_id_person_id_pk" PRIMARY KEY("request_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "request_need_teams" (
	"need_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	CONSTRAINT "request_need_teams_need_id_team_id_pk" PRIMARY KEY("need_id","team_id")
);
--> statement-breakpoint
CREATE TABLE "request_needs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"request_id" uuid NOT NULL,
	"position" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_systems" (
	"request_id" uuid NOT NULL,
	"system_id" uuid NOT NULL,
	CONSTRAINT "request_systems_request_id_system_id_pk" PRIMARY KEY("request_id","system_id")
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"requester_id" uuid NOT NULL,
	"team_id" uuid,
	"title" text NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"understand" text DEFAULT '' NOT NULL,
	"bring" text DEFAULT '' NOT NULL,
	"length_min" integer NOT NULL,
	"needed_by_at" timestamptz(3) NOT NULL,
	"place" text DEFAULT 'video' NOT NULL,
	"observers_max" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "requests_length" CHECK ("requests"."length_min" between 5 and 480 and "requests"."length_min" % 5 = 0),
	CONSTRAINT "requests_state" CHECK ("requests"."state" in ('open', 'booked', 'done', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "seats" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"person_id" uuid,
	"role" text NOT NULL,
	"need_id" uuid,
	"team_id" uuid,
	"answer" text DEFAULT 'waiting' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"hopes_to_learn" text DEFAULT '' NOT NULL,
	"start_at" timestamptz(3) NOT NULL,
	"end_at" timestamptz(3) NOT NULL,
	CONSTRAINT "seats_one_per_person" UNIQUE("session_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "session_changes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"actor_id" uuid,
	"kind" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamptz(3) DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"request_id" uuid NOT NULL,
	"state" text DEFAULT 'booked' NOT NULL,
	"start_at" timestamptz(3) NOT NULL,
	"end_at" timestamptz(3) NOT NULL,
	"zone" text NOT NULL,
	"agreed_wall_time" text NOT NULL,
	"place" text NOT NULL,
	"is_private" boolean DEFAULT false NOT NULL,
	"event_state" text DEFAULT 'queued' NOT NULL,
	"event_failure" text,
	"google_event_id" text,
	"google_etag" text,
	"meet_url" text,
	"cancel_reason" text DEFAULT '' NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_id_times" UNIQUE("id","start_at","end_at"),
	CONSTRAINT "sessions_times" CHECK ("sessions"."start_at" < "sessions"."end_at"),
	CONSTRAINT "sessions_state" CHECK ("sessions"."state" in ('booked', 'needs_partner', 'conflict', 'held', 'not_held', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "learnings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"person_id" uuid,
	"text" text NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"problem" text DEFAULT '' NOT NULL,
	"process" text DEFAULT '' NOT NULL,
	"solution" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_by" uuid,
	"search" "tsvector"
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"session_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"question" text NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	CONSTRAINT "questions_session_id_position_pk" PRIMARY KEY("session_id","position")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "avoidances" ADD CONSTRAINT "avoidances_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "avoidances" ADD CONSTRAINT "avoidances_avoided_id_people_id_fk" FOREIGN KEY ("avoided_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "date_overrides" ADD CONSTRAINT "date_overrides_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "familiarities" ADD CONSTRAINT "familiarities_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "familiarities" ADD CONSTRAINT "familiarities_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "systems" ADD CONSTRAINT "systems_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "working_hours" ADD CONSTRAINT "working_hours_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "busy" ADD CONSTRAINT "busy_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_connections" ADD CONSTRAINT "calendar_connections_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declines" ADD CONSTRAINT "declines_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declines" ADD CONSTRAINT "declines_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_need_teams" ADD CONSTRAINT "request_need_teams_need_id_request_needs_id_fk" FOREIGN KEY ("need_id") REFERENCES "public"."request_needs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_need_teams" ADD CONSTRAINT "request_need_teams_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_needs" ADD CONSTRAINT "request_needs_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_systems" ADD CONSTRAINT "request_systems_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_systems" ADD CONSTRAINT "request_systems_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_requester_id_people_id_fk" FOREIGN KEY ("requester_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_need_id_request_needs_id_fk" FOREIGN KEY ("need_id") REFERENCES "public"."request_needs"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_session_times" FOREIGN KEY ("session_id","start_at","end_at") REFERENCES "public"."sessions"("id","start_at","end_at") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "session_changes" ADD CONSTRAINT "session_changes_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_changes" ADD CONSTRAINT "session_changes_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learnings" ADD CONSTRAINT "learnings_session_id_notes_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."notes"("session_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learnings" ADD CONSTRAINT "learnings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_updated_by_people_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_session_id_notes_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."notes"("session_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_person" ON "accounts" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "avoidances_avoided" ON "avoidances" USING btree ("avoided_id");--> statement-breakpoint
CREATE INDEX "familiarities_system" ON "familiarities" USING btree ("system_id","level");--> statement-breakpoint
CREATE INDEX "notices_person" ON "notices" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "notices_unread" ON "notices" USING btree ("person_id") WHERE "notices"."read_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "people_email_unique" ON "people" USING btree ("email");--> statement-breakpoint
CREATE INDEX "people_team" ON "people" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "sign_ins_person" ON "sign_ins" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "systems_name_unique" ON "systems" USING btree (lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "systems_slug_unique" ON "systems" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "teams_name_unique" ON "teams" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "request_need_teams_team" ON "request_need_teams" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "request_needs_request" ON "request_needs" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "request_systems_system" ON "request_systems" USING btree ("system_id");--> statement-breakpoint
CREATE INDEX "requests_requester" ON "requests" USING btree ("requester_id");--> statement-breakpoint
CREATE INDEX "requests_open" ON "requests" USING btree ("needed_by_at") WHERE "requests"."state" = 'open';--> statement-breakpoint
CREATE INDEX "seats_person" ON "seats" USING btree ("person_id","start_at");--> statement-breakpoint
CREATE INDEX "session_changes_session" ON "session_changes" USING btree ("session_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_one_live_per_request" ON "sessions" USING btree ("request_id") WHERE "sessions"."state" in ('booked', 'needs_partner', 'conflict');--> statement-breakpoint
CREATE INDEX "sessions_start" ON "sessions" USING btree ("start_at");--> statement-breakpoint
CREATE INDEX "learnings_session" ON "learnings" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "learnings_person" ON "learnings" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "notes_search" ON "notes" USING gin ("search");