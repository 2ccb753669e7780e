import { md } from "./md";
import type { PastSession } from "./past-session";

export const onCallNotes: PastSession[] = [
  {
    title: "A first night on the rota, by day",
    by: "elif",
    partner: "kofi",
    daysAgo: 47,
    lengthMin: 80,
    place: "your_desk",
    systems: ["on-call-rota", "billing-api"],
    body: "From January Backend carries the pager for billing, and I have never been woken by a computer.",
    understand: "What you do in the first ten minutes, and what you leave alone.",
    problem: md`
      Elif can fix billing and has never handled a page. Kofi has handled hundreds and cannot fix billing.
      Until now he has woken her by telephone, which is the same night for two people.
    `,
    process: md`
      Kofi replayed three real pages from the summer against staging, at half speed. Rules: Elif says out
      loud what she sees, what she believes and what she would do, *before* she does it.

      First page, queue depth. She went straight for the code. He stopped her: "Who is affected? Since
      when? Is it getting worse?" Those three go into the channel before anything else, even if the answer
      is "do not know yet".

      Third page, error rate after a provider outage. She acknowledged, wrote two lines, pulled the kill
      switch \`charge_async\`, looked again after five minutes. He had nothing to say.
    `,
    solution: md`
      A page of our own, in this order: acknowledge, say so, look for what changed (deploys, flags,
      certificates, providers), stop the harm, *then* understand. Billing's four kill switches with what
      each of them costs. Permission to wake a second person without a reason is written down.

      She shadows two weekends with the pager on silent; then the other way round.
    `,
    questions: [
      {
        by: "elif",
        question: "When may I go back to sleep?",
        answer:
          "When it is not getting worse, and you have written what you did. The cause can wait for coffee.",
      },
      {
        by: "kofi",
        question: "What would you have tried first in July?",
        answer: "Paused the retries. I would not have restarted anything, the worker loses its place.",
      },
      { by: "kofi", question: "I restarted it. Twice.", answer: "I know, I cleaned up on Monday." },
    ],
    learnings: {
      elif: "The job at night is to stop the harm and to leave traces. Being clever is for the morning.",
      kofi: "For a year I have restarted a worker that loses its place, because nobody who knew was awake with me.",
    },
    confirmed: [
      { person: "elif", system: "on-call-rota", level: "can_follow" },
      { person: "kofi", system: "on-call-rota", level: "can_teach" },
    ],
  },
  {
    title: "Deleting half of our alerts",
    by: "hana",
    partner: "marta",
    daysAgo: 107,
    lengthMin: 80,
    place: "my_desk",
    systems: ["on-call-rota", "cdn-edge"],
    body: "61 pages last week, and I acted on seven.",
    understand: "Which ones you would dare to delete.",
    problem: md`
      Platform ops has 143 alerts. People answer them by acknowledging in their sleep, and one that
      mattered (certificate of the edge, 4 July) was acknowledged like the rest.
    `,
    process: md`
      A spreadsheet, one row per alert that has fired in 90 days, three columns: how often, what did we
      do, what would have happened if nobody had come. Marta read the third column aloud. "Nothing" came
      71 times.

      We did not argue about thresholds. Rule of the afternoon: an alert that pages must describe harm to
      a person outside this building, and must have something to do. The others become tickets, a panel,
      or nothing.

      \`\`\`yaml
      - alert: CheckoutErrorBudgetBurn
        expr: |
          job:checkout_errors:ratio_rate1h > 14.4 * 0.001
          and job:checkout_errors:ratio_rate5m > 14.4 * 0.001
        labels: { severity: page }
      \`\`\`

      Two windows: the long one says that it is serious, the short one that it is still going on.
    `,
    solution: md`
      74 deleted, 38 to tickets, 31 left. CPU no longer pages anyone. Certificates page at 14 days, in
      working hours, and at 2 days at any hour. Pages in the four weeks since: nine, eight of them with an
      action.
    `,
    questions: [
      {
        by: "hana",
        question: "What if we delete the one we need?",
        answer:
          "Then harm shows up in the burn rate, some minutes later. I would rather be ten minutes late and awake.",
      },
      {
        by: "marta",
        question: "Where do 14.4 and 0.001 come from?",
        answer:
          "99.9 % over 30 days; at 14.4 times the allowed rate two percent of the month's budget is gone in one hour. I had to look it up, so now it stands in a comment.",
      },
    ],
    learnings: {
      hana: "Nobody ever thanked me for an alert. They were there to protect me from blame.",
      marta: "SRE wrote the template with the CPU alert in it. We had been handing out the noise ourselves.",
    },
    confirmed: [
      { person: "hana", system: "on-call-rota", level: "can_do" },
      { person: "marta", system: "on-call-rota", level: "can_teach" },
    ],
  },
  {
    title: "Saying what is broken in two sentences",
    by: "grace",
    partner: "marta",
    daysAgo: 76,
    lengthMin: 25,
    place: "video",
    systems: ["status-page"],
    body: 'Our status entries come forty minutes late and say "degraded performance".',
    understand: "What you know in minute five that I could already write.",
    problem: md`
      Support waits for engineering to be certain, engineering waits for Support to ask. Meanwhile 300
      tickets ask the same question.
    `,
    process: md`
      Grace brought the last six entries, Marta the incident timelines. In each one there was a line in
      the first eight minutes that a customer could have used. We rewrote all six with only what was known
      by then. An example:

      > Since 14:05 UTC about one payment in five fails with an error. No money is taken for these; trying again works for most. Next word from us by 14:40.

      What fails, for whom, since when, what to do, when we speak again. No cause.
    `,
    solution: md`
      Grace publishes on her own when two of these hold: the burn-rate page has fired, more than ten
      tickets an hour name the same thing, someone on call says yes. The template has five blanks;
      whatever is unknown is left out. The word "degraded" is refused by the form.
    `,
    questions: [
      {
        by: "grace",
        question: "And if it is wrong?",
        answer:
          "Correct it in the next entry. In six incidents the first guess was wrong once, and nobody was angry about that one.",
      },
      {
        by: "marta",
        question: 'Why "by 14:40" and not "soon"?',
        answer: "Because then they stop refreshing and go for lunch.",
      },
    ],
    learnings: {
      grace:
        'I may publish before anyone is certain, since "since when" and "what to do" are certain long before "why".',
      marta: "Each of our silences becomes three hundred letters on someone else's desk.",
    },
    confirmed: [
      { person: "grace", system: "status-page", level: "can_follow" },
      { person: "marta", system: "status-page", level: "can_do" },
    ],
  },
];
