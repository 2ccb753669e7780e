ALTER TABLE "request_needs" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "request_needs" ADD CONSTRAINT "request_needs_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "request_needs_person" ON "request_needs" USING btree ("person_id");