-- When somebody is booked, and was last, is read of thousands of people at once: from the index alone.
DROP INDEX "seats_person";--> statement-breakpoint
CREATE INDEX "seats_person" ON "seats" USING btree ("person_id","start_at") INCLUDE ("end_at","active");
