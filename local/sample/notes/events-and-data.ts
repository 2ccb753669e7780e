import { md } from "./md";
import type { PastSession } from "./past-session";

export const eventsAndDataNotes: PastSession[] = [
  {
    title: "One slow consumer and a full disk",
    by: "dana",
    partner: "otto",
    daysAgo: 69,
    lengthMin: 50,
    place: "video",
    systems: ["event-bus"],
    body: 'The bus paged us for disk, and the runbook says "ask Otto".',
    understand: "Enough to handle the next one without asking Otto.",
    problem: md`
      Brokers at 91 % on all three disks at 15:10. Retention is three days and the disks are sized for
      five.
    `,
    process: md`
      Otto kept his hands off the keyboard. Dana began with who writes:

      \`\`\`
      kafka-log-dirs.sh --bootstrap-server $B --describe | tail -1 \\
        | jq -r '.brokers[].logDirs[].partitions[] | [.size,.partition] | @tsv' | sort -rn | head
      kafka-consumer-groups.sh --bootstrap-server $B --describe --all-groups | sort -k6 -rn | head
      \`\`\`

      \`catalog.changed\` was nine times its normal size, and it is a *compacted* topic, so no retention in
      days applies. The log cleaner had died on one broker: \`Attempt to add a new entry to a full offset
      map\`. A dead cleaner thread does not come back and does not bring the broker down.

      The lagging consumer group everyone had suspected was a victim of the same thing.
    `,
    solution: md`
      Restarted the brokers one after another, waiting for under-replicated partitions to be zero in
      between. \`log.cleaner.dedupe.buffer.size\` from 128 to 512 MiB. Disk fell to 48 % in two hours. New
      alert on \`max-dirty-percent > 60\` and on the number of live cleaner threads, which should have
      existed.
    `,
    questions: [
      {
        by: "dana",
        question: "Why wait between brokers?",
        answer:
          "With three replicas and `min.insync.replicas=2` one may be away. Two away, and producers with `acks=all` get errors, checkout among them.",
      },
      {
        by: "otto",
        question: "What did you look at when the page came?",
        answer: "The runbook. It has your name in it eleven times.",
      },
    ],
    learnings: {
      dana: "Compaction is a thread, and threads die. A full disk here is a symptom of something that stopped cleaning.",
      otto: "I am in my own runbook eleven times. We replaced nine with commands.",
    },
    confirmed: [
      { person: "dana", system: "event-bus", level: "new" },
      { person: "otto", system: "event-bus", level: "can_do" },
    ],
  },
  {
    title: "Refunds that came before their payments",
    by: "siddharth",
    partner: "otto",
    daysAgo: 183,
    lengthMin: 80,
    place: "video",
    systems: ["event-bus", "data-warehouse", "billing-api"],
    body: "The warehouse has 1,900 refunds without a payment and they all turn out to have one.",
    understand: "What order the bus promises.",
    problem: md`
      The loader reads \`payments\` and \`refunds\` as two topics, joins in windows of ten minutes, and drops
      what finds no partner. A refund can overtake its payment.
    `,
    process: md`
      We took one order and wrote down four times for each event: when it happened, when it was written to
      the outbox, when the bus had it, when the loader saw it. The pay event of a bank transfer is written
      by a nightly import, so the money moves on Monday and the event is from Tuesday, 04:00. If Support
      refunds on Monday evening, the refund is first. Nothing was slow. It is simply true that way round.

      Also: keyed by payment id in one topic and by order id in the other, so even inside the bus nothing
      held them together.
    `,
    solution: md`
      One topic \`money\`, key = order id, type in the header. Order holds within an order, and nobody needs
      more. The loader never drops; unmatched rows go to \`pending_match\`, are tried again for 45 days, and
      an alert counts what is older than two.

      Backfill: 1,874 of the 1,900 found their partner. The rest are test orders.
    `,
    questions: [
      {
        by: "siddharth",
        question: "Could we sort by event time?",
        answer:
          "Only inside a window, and yours would have to be as long as a bank holiday. A table that waits has no such limit.",
      },
      {
        by: "otto",
        question: "What do you do with a row that changes after you reported it?",
        answer: "It is booked in the day of the correction, with a reference. Nobody restates a closed day.",
      },
    ],
    learnings: {
      siddharth:
        '"Before" has at least four meanings between a customer and my table. I will name the column after the one I mean.',
      otto: "To me these were two independent topics. They were independent for the producer only.",
    },
    confirmed: [
      { person: "siddharth", system: "event-bus", level: "new" },
      { person: "otto", system: "billing-api", level: "can_do" },
    ],
  },
  {
    title: "A dashboard and an invoice that disagree",
    by: "bjorn",
    partner: "dag",
    daysAgo: 34,
    lengthMin: 50,
    place: "video",
    systems: ["data-warehouse", "billing-api"],
    body: "In front of a prospect our usage dashboard said 1.21 million calls, and their trial invoice said 1.18.",
    understand: "Which number is right, or how to explain both without blushing.",
    problem: md`
      A difference of 2.5 %, different every month, always in the same direction. Björn has explained it
      as "sampling" for a year, which it is not.
    `,
    process: md`
      Both come from the same events. Dag put the queries side by side and we played spot the difference:

      - dashboard: day in **UTC**, counts requests, status any
      - invoice: day in the **customer's zone**, counts requests below 500, minus retries with the same
        key

      \`\`\`sql
      select count(*)                                              as seen,
             count(*) filter (where status < 500)                  as ok,
             count(distinct idempotency_key) filter (where status < 500) as billed
        from usage.calls
       where account_id = :trial
         and called_at >= timestamptz '2026-09-01 00:00 America/Chicago'
         and called_at <  timestamptz '2026-10-01 00:00 America/Chicago';
      \`\`\`

      1,211,040, then 1,196,377, then 1,180,212. All three are correct answers to three questions.
    `,
    solution: md`
      The dashboard has a second line, "billable", from the view that billing uses itself, and a tooltip
      with the two reasons. The view is the contract; Backend and Data both have to approve a change of
      it.
    `,
    questions: [
      {
        by: "bjorn",
        question: "Which one do I show?",
        answer:
          "The billable one, and open the other when they ask what an error costs them. The answer is: nothing, you are not charged for our failures. It is a good slide.",
      },
      {
        by: "dag",
        question: "Who asks for the zone?",
        answer: "Everybody west of the Atlantic, on the first of the month.",
      },
    ],
    learnings: {
      bjorn:
        'Two true numbers need two names. "Sampling" was a story I told because no one had sat down with me.',
      dag: "I keep the model clean and had never seen it on a projector with a customer in the room.",
    },
    confirmed: [
      { person: "bjorn", system: "data-warehouse", level: "new" },
      { person: "dag", system: "data-warehouse", level: "can_teach" },
    ],
  },
  {
    title: "The warehouse bill that doubled in a week",
    by: "thiago",
    partner: "zoe",
    daysAgo: 92,
    lengthMin: 50,
    place: "video",
    systems: ["data-warehouse"],
    body: "Compute went from 410 to 880 a day on the 12th, and the invoice comes to my team.",
    understand: "How to find the query behind a bill.",
    problem: md`
      No release on the 12th, no new customer, no new dashboard. Same number of queries, twice the bytes.
    `,
    process: md`
      Query history, grouped by fingerprint and not by text, compared between two weeks:

      \`\`\`sql
      select fingerprint, any_value(left(sql, 80)) as sample, count(*) as runs,
             sum(bytes_scanned) / 1e12 as tb
        from ops.query_log
       where started_at >= current_date - 7
       group by 1 order by tb desc limit 10;
      \`\`\`

      First place: a dashboard tile with 96 runs a day, before 0.1 TB, now 38. Its filter had been
      \`event_date = current_date\`. On the 12th the column became a timestamp in the source, the model
      wrapped it in \`cast(event_ts as date)\`, and partitions were pruned no longer.
    `,
    solution: md`
      Zoe restored a real \`event_date\` column in the model, computed at load. Partition pruning is
      asserted in the model's test: the plan may not scan more than two partitions. Thiago set a limit of
      2 TB per query for dashboards; a person at a prompt can raise it, a tile cannot. Back to 395 a day.
    `,
    questions: [
      {
        by: "thiago",
        question: "Why 96 times a day?",
        answer:
          "It refreshes every fifteen minutes on a screen in a corridor. We turned the screen off at night as well.",
      },
      {
        by: "zoe",
        question: "Would you have told us, if it had gone up by a fifth?",
        answer: "No. I would have filed it under growth.",
      },
    ],
    learnings: {
      thiago: "In a warehouse the bill is a profile. Sort by bytes and it points at a line.",
      zoe: "A type change upstream is a price change for somebody who does not read our release notes.",
    },
    confirmed: [
      { person: "thiago", system: "data-warehouse", level: "new" },
      { person: "zoe", system: "data-warehouse", level: "can_do" },
    ],
  },
];
