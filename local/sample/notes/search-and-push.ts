import { md } from "./md";
import type { PastSession } from "./past-session";

export const searchAndPushNotes: PastSession[] = [
  {
    title: 'Why "broeken" did not find a "broek"',
    by: "sofia",
    partner: "ana",
    daysAgo: 27,
    lengthMin: 50,
    place: "video",
    systems: ["search-index"],
    body: "In demos the prospect always types the plural, and our search looks broken.",
    understand: "What happens between the typed word and the hit.",
    problem: md`
      On the Danish and Dutch catalogues plurals find nothing. In English it works, so nobody here ever
      noticed.
    `,
    process: md`
      Ana showed the one endpoint that explains everything:

      \`\`\`
      GET products-nl/_analyze
      { "field": "title", "text": "broeken" }
      \`\`\`

      It returned the token \`broeken\`; the index held \`broek\`. The field was analysed with \`dutch\` at
      index time, and a \`search_analyzer: standard\` had been set in a template two years ago to make
      quoted searches work. Documents were stemmed and questions were not. In English the difference is
      often invisible because \`multi_match\` also asks an unstemmed field.

      Sofia typed thirty words that real prospects had used. Twenty-two failed before, three after.
    `,
    solution: md`
      Search analyzer removed, a \`.exact\` subfield added for quotes. Of the three left two are compounds:
      *regenbroek* needs a decompounder with a word list, which is a ticket for the merchandising people
      and not a setting. The third is a brand name.
    `,
    questions: [
      {
        by: "sofia",
        question: "Is stemming ever wrong?",
        answer:
          'All the time. It maps "universe" and "university" to one stem. We can protect words one by one, if somebody tells us which.',
      },
      {
        by: "ana",
        question: "Which word do you type first in a demo?",
        answer: "The prospect's own best seller. I never get to choose.",
      },
    ],
    learnings: {
      sofia: "Both sides have to be folded in the same way, the shelf and the question.",
      ana: "Thirty words from Sofia's call notes are a better test set than the one I generated.",
    },
    confirmed: [
      { person: "sofia", system: "search-index", level: "new" },
      { person: "ana", system: "search-index", level: "can_do" },
    ],
  },
  {
    title: "Reindexing without an empty page",
    by: "elif",
    partner: "dag",
    daysAgo: 162,
    lengthMin: 50,
    place: "video",
    systems: ["search-index", "event-bus"],
    body: "Every mapping change means two hours with half the products missing.",
    understand: "How to build the new index next to the old one while products keep changing.",
    problem: md`
      We delete the index, create it, and refill it from the database. During that time search shows
      whatever has arrived so far, in id order, so old products first.
    `,
    process: md`
      Dag drew three boxes: alias, index A, index B. The rest followed from asking "who is writing now?"
      at each arrow.

      - create \`products-v12\` with the new mapping, \`refresh_interval: -1\`, no replicas
      - start the change consumer on both, remember the offset
      - fill v12 from a snapshot of the database, with \`version_type=external\` and the row's version

      External versions are the trick. A bulk write with an older version than the live update is refused
      with 409, and that refusal is exactly what we want:

      \`\`\`
      POST _bulk
      {"index":{"_index":"products-v12","_id":"1204","version":88121,"version_type":"external"}}
      \`\`\`

      We ran it twice. 1.9 million documents in 23 minutes, 4,310 conflicts, all of them right.
    `,
    solution: md`
      Then replicas on, \`_count\` and 500 random documents compared field by field, and one atomic call
      that moves the alias. A stays for a week; going back is the same call. The script refuses to switch
      if counts differ by more than 0.1 %.
    `,
    questions: [
      {
        by: "elif",
        question: "Deleted products: do they come back from the snapshot?",
        answer:
          "They would. The consumer writes a tombstone document with a higher version, and a query removes those after the switch.",
      },
    ],
    learnings: {
      elif: "A version number from the source lets two writers work without knowing about each other.",
      dag: "Your deletes had no version until today. My old script has been resurrecting products since I wrote it.",
    },
    confirmed: [
      { person: "elif", system: "search-index", level: "can_follow" },
      { person: "dag", system: "search-index", level: "can_do" },
    ],
  },
  {
    title: "Pushes that arrive twice",
    by: "ravi",
    partner: "elif",
    daysAgo: 80,
    lengthMin: 50,
    place: "video",
    systems: ["push-gateway", "event-bus"],
    body: 'About one user in two hundred gets "your parcel is here" twice, a few minutes apart.',
    understand: "Which hop repeats, and whether the app can hide it.",
    problem: md`
      Duplicates come in pairs, 30 to 300 seconds apart, more often on Mondays.
    `,
    process: md`
      Followed one message by its id through three logs. The gateway sent it to APNs, got 200, and was
      killed by a deployment before it committed the offset. The new instance read the same message and
      sent it again. Deployments are on Mondays.

      \`\`\`
      12:04:11 send  msg=8f21 apns-id=5B0E… status=200
      12:04:11 SIGTERM
      12:04:39 send  msg=8f21 apns-id=C77A… status=200
      \`\`\`

      Two different \`apns-id\`: we let Apple choose it.
    `,
    solution: md`
      1. \`apns-id\` is derived from our message id (UUIDv5) and \`apns-collapse-id\` from the parcel, so a
         second one replaces the first on the lock screen rather than stacking.
      2. On SIGTERM: stop polling, finish what is in flight, commit, exit. Grace of 20 s instead of 0.
      3. Android the same with \`collapse_key\`.

      Delivery stays at-least-once. What changed is that the second one is no longer seen.
    `,
    questions: [
      {
        by: "ravi",
        question: "Why not exactly once?",
        answer:
          'Between "Apple has it" and "we wrote down that Apple has it" there is always a moment in which we can die.',
      },
      {
        by: "elif",
        question: "Does replacing buzz again?",
        answer: "On iOS yes, unless the interruption level is passive. We send the repeat as passive.",
      },
    ],
    learnings: {
      ravi: "I had looked for the duplicate in the app for two weeks. It is in the deploy.",
      elif: "A user feels a repeated push as a buzz in the pocket at dinner, which never showed up in a rate of half a percent.",
    },
    confirmed: [
      { person: "ravi", system: "push-gateway", level: "can_follow" },
      { person: "elif", system: "push-gateway", level: "can_do" },
    ],
  },
  {
    title: "Tokens of phones that are long gone",
    by: "luana",
    partner: "elif",
    daysAgo: 198,
    lengthMin: 25,
    place: "video",
    systems: ["push-gateway"],
    body: "Our opt-in statistics say that we have more phones than customers.",
    understand: "When a device token dies and who is told.",
    problem: md`
      4.1 million tokens, 1.6 million active customers, and a campaign takes three hours because the
      provider throttles whoever writes to the dead.
    `,
    process: md`
      Sampled 10,000. 38 % answered \`410 Unregistered\` or \`BadDeviceToken\`. The gateway has been logging
      these as errors since it exists, and Luana's app registers once, at first start.
    `,
    solution: md`
      - 410: delete, if the token was registered before the timestamp in the answer
      - \`BadDeviceToken\`: delete, unless it is a tester's sandbox token (800 were)
      - the app sends its token at each start; 270 silent days and it goes

      1.52 million left. Next campaign: 51 minutes.
    `,
    questions: [
      {
        by: "luana",
        question: "Why compare timestamps at all?",
        answer:
          "Somebody may have reinstalled between our send and Apple's answer. Same phone, registered again.",
      },
    ],
    learnings: {
      luana: "Register at every start, it costs one small request.",
      elif: "Errors that nobody reads are data. These were telling us who had left.",
    },
    confirmed: [
      { person: "luana", system: "push-gateway", level: "new" },
      { person: "elif", system: "push-gateway", level: "can_do" },
    ],
  },
];
