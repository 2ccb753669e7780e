import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./db/schema/people.ts",
    "./db/schema/calendar.ts",
    "./db/schema/requests.ts",
    "./db/schema/sessions.ts",
    "./db/schema/notes.ts",
    "./db/schema/search.ts",
    "./db/schema/trust.ts",
  ],
  out: "./db/migrations",
});
