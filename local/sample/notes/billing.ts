import { md } from "./md";
import type { PastSession } from "./past-session";

export const billingNotes: PastSession[] = [
  {
    title: "Why an invoice was one cent short",
    by: "cole",
    partner: "elif",
    daysAgo: 38,
    lengthMin: 25,
    place: "video",
    systems: ["billing-api"],
    body: "A customer in Toronto sends us the same screenshot every month: the lines add up to 99.99 and the total says 100.00.",
    understand: "Whether we are wrong, and what I may answer.",
    problem: md`
      Tax is computed per line and rounded per line, then the total is computed from the unrounded sum.
      Both numbers are right, and they differ by a cent on about one invoice in eighty.
    `,
    process: md`
      Elif pulled the ledger rows of a sibling invoice and Cole did the sum on paper, which was the
      fastest debugger in the room. In code the money is an integer of minor units, so floating point was
      not to blame; \`round_half_even\` at two places was:

      \`\`\`
      line 1  net 2949  tax 383.37 -> 383
      line 2  net 2949  tax 383.37 -> 383
      line 3  net 2950  tax 383.50 -> 384
      sum of rounded 1150, rounded sum 1150.24 -> 1150
      \`\`\`

      This one agreed. With two discounts applied it stopped agreeing, because the discount was spread
      over the lines after tax.
    `,
    solution: md`
      Discounts are now allocated before tax by largest remainder, so the parts always add up to the
      whole, and the total is defined as the sum of the printed lines. The 212 old invoices stay as they
      are: an issued invoice is never edited, a credit note of one cent was offered and nobody wanted it.
    `,
    questions: [
      {
        by: "cole",
        question: "May I tell a customer that it is rounding?",
        answer:
          'Tell them which line. "Rounding" alone sounds like an excuse; "the discount was split over three lines" can be checked.',
      },
      {
        by: "elif",
        question: "Do they write because of the cent?",
        answer: "No, because their bookkeeping import rejects the file.",
      },
    ],
    learnings: {
      cole: "The printed lines are the truth, and the total has to follow them.",
      elif: "One cent costs a customer an afternoon when their import is strict. I would have closed that ticket as cosmetic.",
    },
    confirmed: [
      { person: "cole", system: "billing-api", level: "can_follow" },
      { person: "elif", system: "billing-api", level: "can_teach" },
    ],
  },
  {
    title: "Retrying a charge without charging twice",
    by: "caio",
    partner: "ana",
    daysAgo: 66,
    lengthMin: 50,
    place: "video",
    systems: ["billing-api"],
    body: "The checkout retries when the network drops and we have two customers who paid twice.",
    understand: "Who has to remember that a payment was tried: browser, our API, or the provider.",
    problem: md`
      The payment button sends \`POST /charges\`. On a timeout the page sent it again with a *new*
      idempotency key, because the key was made inside the fetch wrapper.
    `,
    process: md`
      We drew the four places where the answer can get lost and asked of each what a second attempt would
      find. Then we tested it with a proxy that carries the request out and drops the reply:

      \`\`\`
      curl -sS -X POST https://billing.test/charges \\
        -H 'Idempotency-Key: 7f1c-order-8841' -d @charge.json
      # -> 201, drop it, and again -> 201 with the same charge id
      curl -sS -X POST https://billing.test/charges \\
        -H 'Idempotency-Key: 7f1c-order-8841' -d @other-amount.json
      # -> 422 key was used for a different body
      \`\`\`

      The API had done the right thing since last year. The page never gave it the chance.
    `,
    solution: md`
      The key is created when the order is placed and is stored with it; a reload, a second tab and a
      retry all find the same one. The wrapper refuses to retry a POST that has no key. On the server we
      raised the memory of keys from one hour to seven days, since mobile retries happen when the train
      leaves the tunnel and sometimes on Monday.
    `,
    questions: [
      {
        by: "caio",
        question: "What does the second request get while the first is still running?",
        answer:
          "409 with `Retry-After: 2`. The row of the key is inserted first, so the loser sees it and waits instead of guessing.",
      },
      {
        by: "ana",
        question: "Why does the page time out after eight seconds at all?",
        answer: 'Somebody found thirty seconds of spinner ugly. We will show "still working" instead.',
      },
    ],
    learnings: {
      caio: "A retry is only safe if the name of the attempt is older than the attempt.",
      ana: "Our nice key handling was worth nothing as long as the caller made a fresh one each time; I should have looked at the page a year ago.",
    },
    confirmed: [
      { person: "caio", system: "billing-api", level: "can_follow" },
      { person: "ana", system: "billing-api", level: "can_teach" },
    ],
  },
  {
    title: "Closing the month while writes go on",
    by: "amara",
    partner: "otto",
    daysAgo: 148,
    lengthMin: 80,
    place: "video",
    systems: ["billing-api", "postgres-fleet"],
    body: "Finance numbers change between Monday and Tuesday for a month that is over.",
    understand: "When exactly a month is closed in the database.",
    problem: md`
      The month-end job reads eleven tables, one query after another, for about forty minutes. Refunds
      keep arriving. Whatever lands in between is in some of the tables and not in others, and the report
      does not add up by a different amount each time.
    `,
    process: md`
      Reproduced on a copy with a script that issues a refund every second during the job. Off by 38.20
      the first time, 112.00 the second.

      Otto's first idea was a lock; we talked ourselves out of it after looking at what checkout does at
      midnight. Second idea: one transaction, one snapshot.

      \`\`\`sql
      BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY DEFERRABLE;
      SELECT pg_export_snapshot();
      -- four workers: SET TRANSACTION SNAPSHOT '00000003-0000A1F2-1';
      \`\`\`

      (\`DEFERRABLE\` does nothing below \`SERIALIZABLE\`; we removed it again after Amara asked what it was
      for.)

      With the exported snapshot the workers run in parallel and all see the same instant. Forty minutes
      became eleven.
    `,
    solution: md`
      Snapshot for consistency, and a business rule for the rest: a row belongs to the month of its
      \`booked_at\`, which is set once, at insert, by the database clock in the ledger's zone. \`updated_at\`
      is out of all reports. The job runs on a replica with \`max_standby_streaming_delay = 20min\`,
      otherwise the replica cancels us at the first vacuum of the primary.
    `,
    questions: [
      {
        by: "amara",
        question: "Why not `created_at`?",
        answer:
          "Corrections are created in March and belong to February. The accountant decides, so there has to be a column the accountant can fill.",
      },
      {
        by: "otto",
        question: "Who sees the difference first?",
        answer:
          "The treasurer, by phone, to me. You never hear about it because I have already fixed the sheet by hand.",
      },
    ],
    learnings: {
      amara: "Eleven correct queries are not one correct report, unless they look at the same moment.",
      otto: "Somebody was repairing my numbers by hand every month. I had taken the silence for success.",
    },
    confirmed: [
      { person: "amara", system: "billing-api", level: "can_follow" },
      { person: "otto", system: "billing-api", level: "can_do" },
    ],
  },
];
