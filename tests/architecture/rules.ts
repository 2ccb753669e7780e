import type { IForbiddenRuleType } from "dependency-cruiser";

/** Inside `lib`, each may use what stands before it. */
const LAYERS = [
  "time",
  "people",
  "calendar",
  "availability",
  "requests",
  "matching",
  "sessions",
  "notes",
  "knowledge",
] as const;

const rule = (name: string, from: object, to: object): IForbiddenRuleType => ({
  name,
  severity: "error",
  from,
  to,
});

const layerRules = LAYERS.map((layer, i) =>
  rule(
    `${layer} uses only what stands before it`,
    { path: `^lib/${layer}/` },
    {
      path: `^lib/(${[...LAYERS.slice(i + 1), ...(layer === "time" ? ["mail", "jobs"] : [])].join("|") || "-"})/`,
    },
  ),
);

export const RULES: IForbiddenRuleType[] = [
  rule("no circles", {}, { circular: true }),
  rule("app imports components and lib", { path: "^app/" }, { path: "^(db|local|tests)/" }),
  rule(
    "components import schemas and time",
    { path: "^components/" },
    { path: "^(app|db|local|tests|lib)/", pathNot: "^lib/([^/]+/schema\\.ts$|time/)" },
  ),
  rule(
    "lib knows no framework",
    { path: "^lib/" },
    { path: "(^|node_modules/)(next|next-auth|react|react-dom|@tanstack)(/|$)" },
  ),
  rule(
    "lib imports none of the outer folders",
    { path: "^lib/" },
    { path: "^(app|components|local|tests)/" },
  ),
  rule(
    "only stores, jobs and the context know the database",
    { path: "^lib/", pathNot: "([/-]store\\.ts$|^lib/jobs/|^lib/context\\.ts$)" },
    { path: "(^db/|node_modules/(drizzle-orm|postgres|pg-boss)(/|$))" },
  ),
  rule("db imports none of our folders", { path: "^db/" }, { path: "^(app|components|lib|local|tests)/" }),
  rule(
    "nothing imports local or tests",
    { path: "^(app|components|db|lib)/|^[^/]+\\.ts$", pathNot: "^(vitest|playwright)\\.config\\.ts$" },
    { path: "^(local|tests)/" },
  ),
  rule(
    "googleapis has one door",
    { pathNot: "^(lib/calendar/google[^/]*|tests/local/google/[^/]+)\\.ts$" },
    { path: "node_modules/googleapis" },
  ),
  rule(
    "never the whole of googleapis",
    {},
    { path: "node_modules/googleapis/build/src/(index|googleapis)\\.js$" },
  ),
  rule(
    "what the browser may load stays light",
    { path: "^lib/([^/]+/schema|input)\\.ts$" },
    { path: "node_modules/zod/", pathNot: "node_modules/zod/(v4/)?(mini|core|locales)/" },
  ),
  rule(
    "only the registry and the worker know all jobs",
    { path: "^lib/", pathNot: "^lib/jobs/" },
    { path: "^lib/jobs/", pathNot: "^lib/jobs/queue\\.ts$" },
  ),
  rule(
    "the queue is at the bottom",
    { path: "^lib/jobs/queue\\.ts$" },
    { path: `^lib/(${LAYERS.join("|")}|mail)/` },
  ),
  ...layerRules,
];
