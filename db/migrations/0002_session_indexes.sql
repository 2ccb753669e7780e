CREATE INDEX "seats_team" ON "seats" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "sessions_request" ON "sessions" USING btree ("request_id");