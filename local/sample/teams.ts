/** The nine teams of Northlight, an invented company that sells things on the web and in an app. */
export const teams = [
  { key: "backend", name: "Backend", discipline: "dev" },
  { key: "web", name: "Web", discipline: "web" },
  { key: "mobile", name: "Mobile", discipline: "mobile" },
  { key: "platform", name: "Platform ops", discipline: "ops" },
  { key: "sre", name: "SRE", discipline: "ops" },
  { key: "data", name: "Data", discipline: "data" },
  { key: "security", name: "Security", discipline: "security" },
  { key: "support", name: "Support", discipline: "support" },
  { key: "sales", name: "Sales engineering", discipline: "sales" },
] as const;

export type TeamKey = (typeof teams)[number]["key"];
