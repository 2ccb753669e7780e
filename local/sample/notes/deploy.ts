import { md } from "./md";
import type { PastSession } from "./past-session";

export const deployNotes: PastSession[] = [
  {
    title: "A canary that never saw traffic",
    by: "ines",
    partner: "hana",
    daysAgo: 31,
    lengthMin: 50,
    place: "video",
    systems: ["deploy-pipeline", "cdn-edge"],
    body: "Our canary was green for fifteen minutes and then everything was red for everybody.",
    understand: "What the canary step measures and what share of visitors it gets.",
    problem: md`
      Web release 418 broke the cart for visitors without a cookie. The canary at 5 % reported an error
      rate of zero. It had served eleven requests, all of them health checks.
    `,
    process: md`
      Compared two numbers that should be related: requests at the edge and requests by version.

      \`\`\`
      sum by (version) (rate(http_requests_total{app="web",path!="/healthz"}[5m]))
      \`\`\`

      Nothing for the canary. The edge pins a visitor to an upstream by the \`nl_aff\` cookie for twelve
      hours, so 5 % of *new* visitors at four in the morning is nobody. New visitors are also precisely
      the ones without a cookie; the bug and the blind spot were the same people.
    `,
    solution: md`
      - Affinity is keyed on the visitor *and* the release, so a new release draws its share at once.
      - The analysis step needs at least 500 real requests before it may say anything; without them it
        answers "inconclusive" and holds.
      - \`/healthz\` no longer counts anywhere.

      We ran release 419 with a deliberate error for cookie-less visitors: held after 90 seconds.
    `,
    questions: [
      {
        by: "ines",
        question: "Why is zero errors out of zero requests a pass?",
        answer:
          "Because somebody wrote `errors / max(requests, 1) < 0.01`. I know who, I recognise my commas.",
      },
      {
        by: "hana",
        question: "Could you not send synthetic visitors?",
        answer: "We can, and they all have cookies unless we think of it. Real strangers are better.",
      },
    ],
    learnings: {
      ines: "Ask of every green light how many times it looked.",
      hana: "I never knew that web pins visitors for twelve hours; every percentage in my pipeline quietly assumed it does not.",
    },
    confirmed: [
      { person: "ines", system: "deploy-pipeline", level: "can_follow" },
      { person: "hana", system: "deploy-pipeline", level: "can_do" },
    ],
  },
  {
    title: "Cutting the build from nineteen minutes to seven",
    by: "arjun",
    partner: "sam",
    daysAgo: 120,
    lengthMin: 50,
    place: "video",
    systems: ["deploy-pipeline"],
    body: "Nineteen minutes per push means that I start something else and forget what I was testing.",
    understand: "Where the time goes, before buying bigger machines.",
    problem: md`
      A change of one line in \`billing-api\` takes as long as a change of everything. People batch their
      pushes, reviews get larger, and the queue at 15:00 UTC is forty minutes.
    `,
    process: md`
      Exported the step timings of 300 builds and sorted by total seconds, which killed three theories in
      a minute. Tests were 26 %. Fetching dependencies was 31 %, and building the image another 29 %.

      The Dockerfile copied the source *before* the dependency install:

      \`\`\`dockerfile
      COPY . .
      RUN npm ci
      \`\`\`

      so every layer after it was new each time. On the runners, the cache directory lived on an ephemeral
      disk and the \`cache-to\` line was missing \`mode=max\`, which exports only the final stage.
    `,
    solution: md`
      Manifest first, then install, then source. Registry cache with \`mode=max\`, keyed by the lockfile and
      shared between branches with \`main\` as the fallback. Tests split in four by recorded duration and
      not by file name. Median now 6 min 50 s, worst of a week 9:10.

      What did *not* help: larger runners (minus 40 seconds for twice the price).
    `,
    questions: [
      {
        by: "arjun",
        question: "Can a poisoned cache reach production?",
        answer: "Pull requests may read the cache of main, never write it. Only builds of main write.",
      },
      {
        by: "sam",
        question: "What do you do in the nineteen minutes?",
        answer: "Reviews, in theory. In truth I read the news and come back cold.",
      },
    ],
    learnings: {
      arjun: "Order the layers by how often they change. It is a cache, and the first miss empties the rest.",
      sam: "The cost was never the runner, it was Arjun starting again from cold six times a day.",
    },
    confirmed: [
      { person: "arjun", system: "deploy-pipeline", level: "can_follow" },
      { person: "sam", system: "deploy-pipeline", level: "can_do" },
    ],
  },
  {
    title: "Rolling back when the migration already ran",
    by: "farah",
    partner: "hana",
    daysAgo: 97,
    lengthMin: 80,
    place: "video",
    systems: ["deploy-pipeline", "postgres-fleet"],
    body: "The rollback button made it worse, because the old code met the new table.",
    understand: "How to write a migration so that yesterday's code survives it.",
    problem: md`
      Release 377 renamed \`customers.vat\` to \`customers.tax_id\` and used it in one go. Rolling back
      brought code that selects \`vat\`. For nine minutes every checkout answered 500, and going forward
      again was the only way out.
    `,
    process: md`
      We took the real migration apart and wrote it again as four deploys, each of which may stay for a
      week:

      1. add \`tax_id\`, nullable, no default
      2. code writes both, reads the old one; backfill in batches of 5,000
      3. code reads the new one, still writes both
      4. drop the old one, a fortnight later

      For the backfill Farah wanted a single UPDATE. We tried it on a copy: eleven million dead tuples,
      and replicas four minutes behind. In batches with a pause, lag stayed under a second:

      \`\`\`sql
      UPDATE customers SET tax_id = vat
       WHERE id IN (SELECT id FROM customers
                     WHERE tax_id IS NULL AND vat IS NOT NULL LIMIT 5000);
      \`\`\`

      And \`SET lock_timeout = '2s'\` in front of each DDL, because an \`ALTER TABLE\` that waits for a long
      report makes everybody else queue behind it.
    `,
    solution: md`
      The pipeline now starts the *previous* release against the migrated schema and runs its smoke tests
      before it lets the new one out. The button does the same check the other way round and says "cannot
      roll back: 377 dropped a column that 376 reads" rather than trying.
    `,
    questions: [
      {
        by: "farah",
        question: "Four deploys for a rename. Is it worth it?",
        answer: "Usually not. Then do not rename, and live with the old word.",
      },
      {
        by: "hana",
        question: "Who would have noticed if checkout had been down at night?",
        answer: "Tomasz, and he would have phoned me and not you. We do not have your number.",
      },
    ],
    learnings: {
      farah:
        'For some minutes two versions run side by side, so the schema must suit both. There is no such thing as "the moment of deployment".',
      hana: "The rollback button promised something that I had never tested with a migration in between.",
    },
    confirmed: [
      { person: "farah", system: "deploy-pipeline", level: "can_follow" },
      { person: "hana", system: "deploy-pipeline", level: "can_do" },
    ],
  },
];
