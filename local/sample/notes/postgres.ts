import { md } from "./md";
import type { PastSession } from "./past-session";

export const postgresNotes: PastSession[] = [
  {
    title: "The index that was there and was not used",
    by: "zoe",
    partner: "bo",
    daysAgo: 44,
    lengthMin: 50,
    place: "video",
    systems: ["postgres-fleet", "data-warehouse"],
    body: "My extract filters on an indexed column and still reads the whole table for six minutes.",
    understand: "How the planner decides, and where I can see it decide.",
    problem: md`
      The hourly extract of \`orders\` asks for rows changed since the last run. \`updated_at\` is indexed.
      Since September the plan is a sequential scan of 210 million rows.
    `,
    process: md`
      Before touching anything we put the two plans side by side:

      \`\`\`sql
      EXPLAIN (ANALYZE, BUFFERS, SETTINGS)
      SELECT * FROM orders
       WHERE date_trunc('hour', updated_at) >= $1;
      \`\`\`

      Two causes on top of each other. In September the extract got the \`date_trunc\`, and a b-tree on
      \`updated_at\` knows nothing about a function of it. Zoe rewrote it to \`updated_at >= $1\`; still a
      scan. The estimate said 61 million rows, the truth was 140,000. Statistics were from before the big
      import: \`last_autoanalyze\` in June, because 10 % of 210 million changes had not happened yet.
    `,
    solution: md`
      \`ANALYZE orders;\` took 40 s and the plan turned into an index scan, 0.9 s. To keep it so: \`ALTER
      TABLE orders SET (autovacuum_analyze_scale_factor = 0.005)\`. The condition compares the bare column
      now, and the repository of extracts has a check that greps for functions on the left of a
      comparison.
    `,
    questions: [
      {
        by: "zoe",
        question: "Could I have forced it with `enable_seqscan = off`?",
        answer:
          "To see what the other plan would cost, yes, in your own connection. As a fix it hides the wrong estimate, and the estimate is also what sizes your joins.",
      },
    ],
    learnings: {
      zoe: "An index answers the question that it was built for, word for word.",
      bo: "Extracts run on numbers nobody looks at until a planner guesses wrong; I had no alert on the age of statistics.",
    },
    confirmed: [
      { person: "zoe", system: "postgres-fleet", level: "can_follow" },
      { person: "bo", system: "postgres-fleet", level: "can_do" },
    ],
  },
  {
    title: "Idle in transaction over lunch",
    by: "jonas",
    partner: "lena",
    daysAgo: 72,
    lengthMin: 25,
    place: "video",
    systems: ["postgres-fleet"],
    body: "At 12:40 the preview database refuses connections, and by two it is fine again.",
    understand: "Who holds what, and why lunch.",
    problem: md`
      Preview has 100 connections. Shortly after noon 97 of them are \`idle in transaction\`.
    `,
    process: md`
      One query was the whole investigation:

      \`\`\`sql
      SELECT pid, application_name, now() - xact_start AS open_for, left(query, 60)
        FROM pg_stat_activity
       WHERE state = 'idle in transaction' ORDER BY xact_start;
      \`\`\`

      All from \`next-dev\`. Jonas knew the last statement: the page opens a transaction, reads, and *then*
      calls the translation service, whose test instance is switched off from 12:30 to 14:00 to save
      money.
    `,
    solution: md`
      The call moved above \`BEGIN\`. \`idle_in_transaction_session_timeout = '60s'\` for preview, eight
      connections per branch.
    `,
    questions: [
      {
        by: "jonas",
        question: "Why did production never show this?",
        answer: "There the translation service is never off. The bug is the same one, only waiting.",
      },
    ],
    learnings: {
      jonas: "An open transaction is a borrowed thing: give it back before you go and ask somebody else.",
      lena: "Nobody had told me that a test service sleeps at noon. It is in Web's calendar, and I subscribe to that now.",
    },
    confirmed: [
      { person: "jonas", system: "postgres-fleet", level: "can_follow" },
      { person: "lena", system: "postgres-fleet", level: "can_do" },
    ],
  },
  {
    title: "Failing over on purpose",
    by: "marta",
    partner: "lena",
    daysAgo: 130,
    lengthMin: 80,
    place: "your_desk",
    systems: ["postgres-fleet", "on-call-rota"],
    body: "We have failed over twice this year, both times by accident, and I want to see it once while calm.",
    understand: "What the applications feel during those seconds.",
    problem: md`
      The runbook said "Patroni handles it". It does, in eleven seconds. The applications then took four
      to nine minutes to notice, each in its own way.
    `,
    process: md`
      Staging at ten in the morning with all four dashboards open.

      \`patronictl switchover --leader pg-fra-1 --candidate pg-fra-2 --force main\`

      We timed each service from the first error to the last:

      - billing: 14 s. Its driver drops the connection on \`57P01\` and reconnects.
      - auth: 4 min. Its pool validated connections on return, not on checkout, and handed out dead ones.
      - feature flags: 9 min, because the JVM caches DNS for ever when a security manager is present. The
        old leader was up as a replica, so writes failed with \`25006 cannot execute INSERT in a read-only
        transaction\` and the pool considered these connections healthy.

      We changed one thing per round and went again, because with two changes at once you learn nothing:

      | round | what we changed | billing | auth | flags |
      |---|---|---|---|---|
      | 1 | nothing | 14 s | 4 min | 9 min |
      | 2 | auth tests a connection before lending it | 14 s | 15 s | 9 min |
      | 3 | DNS answers expire, read-only errors close the connection | 13 s | 15 s | 16 s |

      Between rounds two and three Marta asked what the *people* would see. We had the front page open on
      a telephone: a spinner in round one, in round three nothing at all. That telephone has been part of
      the exercise ever since.

      One surprise we did not fix. The nightly export holds a cursor open for forty minutes on a replica,
      and the promotion of that very replica killed it. It starts again by itself, from the beginning, and
      then runs into office hours. Written down, with an owner and a date.
    `,
    solution: md`
      Connection strings list both hosts with \`target_session_attrs=read-write\`; drivers treat \`25006\` as
      a broken connection; \`networkaddress.cache.ttl=30\` for the JVM services. There is now a switchover
      in production on the first Tuesday of each month at ten, announced, with somebody from a product
      team at the desk.
    `,
    questions: [
      {
        by: "marta",
        question: "What is lost if the leader simply dies?",
        answer:
          "With one synchronous standby nothing that was acknowledged. In `maximum_lag_on_failover` you choose how stale an asynchronous one may be, and ours is 1 MiB.",
      },
      {
        by: "lena",
        question: "Why Tuesday at ten?",
        answer:
          "Everybody is there, nobody releases, and if it goes wrong we would rather explain it then than at four at night.",
      },
    ],
    learnings: {
      marta:
        "Failing over is quick. Finding out about it is slow, and that part lives in nine repositories that I do not own.",
      lena: "I used to stop my watch when the new leader was up; the clock that counts is the last error at the other end.",
    },
    confirmed: [
      { person: "marta", system: "postgres-fleet", level: "can_follow" },
      { person: "lena", system: "postgres-fleet", level: "can_do" },
      { person: "marta", system: "on-call-rota", level: "can_teach" },
    ],
  },
  {
    title: "The vacuum that could not keep up",
    by: "rafael",
    partner: "sam",
    daysAgo: 209,
    lengthMin: 50,
    place: "video",
    systems: ["postgres-fleet", "event-bus"],
    body: "The outbox table holds 3,000 rows and takes 48 GB on disk.",
    understand: "Why deleting rows makes a table slower.",
    problem: md`
      We insert an event, a worker reads it in id order, deletes it. It did 4,000 a second in March. Now
      it does 300, and the select alone takes 80 ms.
    `,
    process: md`
      \`pg_stat_user_tables\` said 61 million dead tuples, and autovacuum had been there four minutes ago.
      So it ran and removed nothing. \`VACUUM (VERBOSE) outbox\` gave the reason in one line: *dead row
      versions cannot be removed yet, oldest xmin: 918223114*.

      Somebody held that xmin. We went through the four suspects in order:

      1. \`pg_stat_activity.backend_xmin\`: nothing older than a minute
      2. \`pg_prepared_xacts\`: empty
      3. \`pg_stat_replication.backend_xmin\`: fine
      4. \`pg_replication_slots\`: \`warehouse_test\`, physical, inactive for 26 days, its \`xmin\` exactly that
         number
    `,
    solution: md`
      \`SELECT pg_drop_replication_slot('warehouse_test');\` then a vacuum, which needed nine minutes. The
      file did not shrink, as expected; \`pg_repack\` on Sunday gave back 47 GB. \`max_slot_wal_keep_size\` is
      set and inactive slots alert after an hour.

      The outbox is partitioned by hour since then. A partition that has been read completely is dropped,
      and dropping leaves nothing to vacuum.
    `,
    questions: [
      {
        by: "rafael",
        question: "Could the worker not just mark rows as done?",
        answer: "An update leaves a dead version too. You would have the same problem and a bigger table.",
      },
    ],
    learnings: {
      rafael: "A queue in a table is all churn; vacuum can only sweep what no one might still want to see.",
      sam: "The slot belonged to a trial replica for Data, with `hot_standby_feedback` on, that everyone had forgotten, me included, and I had created it.",
    },
    confirmed: [
      { person: "rafael", system: "postgres-fleet", level: "new" },
      { person: "sam", system: "postgres-fleet", level: "can_teach" },
    ],
  },
];
