import { md } from "./md";
import type { PastSession } from "./past-session";

export const accessNotes: PastSession[] = [
  {
    title: "Signed out every fifteen minutes",
    by: "leticia",
    partner: "ana",
    daysAgo: 12,
    lengthMin: 25,
    place: "video",
    systems: ["auth-service"],
    body: "Three customers of one company are thrown out four times an hour, all others are fine.",
    understand: "What a sign-in is made of, so that I can ask the right question first.",
    problem: md`
      Access tokens live for fifteen minutes and are then refreshed silently. For these three people the
      refresh fails with \`invalid_grant\` and they land on the sign-in page.
    `,
    process: md`
      Letícia had the customer on the phone, Ana had the log. "Do you have our page open more than once?"
      Yes: a wall screen, a laptop, both restored from the same browser profile that their IT copies to
      each machine.

      Refresh tokens rotate. Each may be used once; using an old one revokes the whole family, because
      normally that means theft.

      \`\`\`
      10:00:02 refresh family=c41 seq=17 -> seq=18   (wall screen)
      10:00:05 refresh family=c41 seq=17 -> REUSE, family revoked   (laptop)
      \`\`\`
    `,
    solution: md`
      For the customer: sign in separately on each machine. In the service: a reuse within ten seconds
      from the same client and address gets the same successor instead of an alarm, which also helps
      people with two tabs. A copied profile is still caught, later, as it should be.
    `,
    questions: [
      {
        by: "leticia",
        question: "How would I have recognised it from the ticket?",
        answer:
          '"Every fifteen minutes" is always the access token. "Several of us, same minute" is always something shared.',
      },
      {
        by: "ana",
        question: "Do they mind typing the password again?",
        answer: "They minded losing the form they had filled in. The password they did not even mention.",
      },
    ],
    learnings: {
      leticia:
        "Fifteen minutes, eight hours, thirty days: each of our times has a name, and the customer tells it to me without knowing.",
      ana: 'The alarm is right and the wording is wrong. We tell an honest person "session expired" when we mean "we saw this token twice".',
    },
    confirmed: [
      { person: "leticia", system: "auth-service", level: "new" },
      { person: "ana", system: "auth-service", level: "can_do" },
    ],
  },
  {
    title: "Rotating the signing keys while people are signed in",
    by: "kofi",
    partner: "ulrike",
    daysAgo: 115,
    lengthMin: 50,
    place: "your_desk",
    systems: ["auth-service"],
    body: 'The key that signs our tokens is three years old and every plan to change it begins with "sign everybody out".',
    understand: "The order of steps in which nobody notices.",
    problem: md`
      One RSA key in a secret, one \`kid\`, fourteen services that verify. Some fetch the JWKS once at start
      and never again.
    `,
    process: md`
      Before planning, a survey: which service caches for how long? We published a second, unused key and
      counted who fetched it. After 24 hours eleven of fourteen had. The other three were found by grep:
      one has the public key *pasted in a config file*.

      Then the timetable, each step with its own waiting time:

      | step | publish | sign with | wait |
      |---|---|---|---|
      | 1 | old, new | old | longest cache, 1 h |
      | 2 | old, new | new | longest token, 8 h |
      | 3 | new | new | done |

      \`curl -s https://auth.northlight.example/.well-known/jwks.json | jq '[.keys[].kid]'\` in a loop, from
      inside three regions.
    `,
    solution: md`
      Rotated on a Wednesday morning, sign-ins unaffected: failed verifications stayed at 0.02 %. The next
      one is done by a scheduled job in 90 days, with Kofi watching, and from the third on with nobody.
      Verifiers refetch on an unknown \`kid\`, at most once a minute, so that garbage tokens cannot be used
      to hammer us.
    `,
    questions: [
      {
        by: "kofi",
        question: "And if the key is stolen, do we wait eight hours?",
        answer:
          "Then you go to step 3 directly and everyone signs in again. That is the same button, pressed in anger. It is worth knowing that it works.",
      },
    ],
    learnings: {
      kofi: "Publishing a key and using it are two events, and everything difficult is in the time between them.",
      ulrike: 'My policy said "rotate yearly" and no one could. A rule without a button is only a wish.',
    },
    confirmed: [
      { person: "kofi", system: "auth-service", level: "can_do" },
      { person: "ulrike", system: "auth-service", level: "can_teach" },
    ],
  },
  {
    title: "What the login form tells an attacker",
    by: "mei",
    partner: "amina",
    daysAgo: 61,
    lengthMin: 50,
    place: "my_desk",
    systems: ["auth-service"],
    privateBy: "amina",
    body: 'The penetration test says "user enumeration" on a form I wrote, and I do not see it.',
    understand: "To see my page with the eyes of somebody who wants in.",
    problem: md`
      The text is the same for a wrong address and a wrong password. The finding is about time.
    `,
    process: md`
      Amina had Mei attack it, with a list of 200 addresses, half of them real:

      \`\`\`
      while read -r mail; do
        curl -s -o /dev/null -w "%{time_starttransfer} $mail\\n" \\
          -d "email=$mail&password=x" https://staging.northlight.example/sign-in
      done < list.txt | sort -n
      \`\`\`

      Two clear groups: 12 ms and 240 ms. For an unknown address there is no hash to compare with, so
      bcrypt never ran. We found a second leak by accident: password reset answers "we sent you a mail" at
      once for strangers and after the mail server for customers. And a third on the sign-up page, which
      says "already taken" in so many words.
    `,
    solution: md`
      - Unknown address: compare against a fixed dummy hash of the same cost.
      - Reset: queue the mail, answer first.
      - Sign-up: always "look into your mailbox"; the mail to an existing customer says that they already
        have an account.

      The two groups have merged; a t-test over 2,000 tries finds no difference (p = 0.4).
    `,
    questions: [
      {
        by: "mei",
        question: "Isn't a rate limit enough?",
        answer:
          "It slows down one address asking much. This list comes from four thousand machines that each ask once.",
      },
      {
        by: "amina",
        question: "Why did sign-up say it so openly?",
        answer:
          "Because people forget that they have an account, and Support wanted fewer tickets. They will get a mail instead.",
      },
    ],
    learnings: {
      mei: "A form answers with its words, its status, its size and its time, and I had looked after one of the four.",
      amina:
        'I write "user enumeration, medium" thirty times a year. Watching Mei find the third one herself was worth more than my reports.',
    },
    confirmed: [
      { person: "mei", system: "auth-service", level: "can_follow" },
      { person: "amina", system: "auth-service", level: "can_do" },
    ],
  },
  {
    title: "A flag that was on for everybody but us",
    by: "tessa",
    partner: "ines",
    daysAgo: 23,
    lengthMin: 25,
    place: "video",
    systems: ["feature-flags", "mobile-release-train"],
    body: "The new basket is at 100 % and the app still shows the old one to every tester.",
    understand: "In which order the rules are looked at.",
    problem: md`
      In the console \`basket_v2\` is green, 100 %. On seven phones of the mobile team it is off, on
      customers' phones on.
    `,
    process: md`
      Read the evaluation reason rather than the value. The SDK gives both:

      \`{"key":"basket_v2","value":false,"reason":"TARGET_MATCH","rule":0}\`

      So not the rollout at all: somebody is *named*. Rule 0 listed the segment \`staff\` as off. Created in
      June, when the feature would have embarrassed us in a board meeting. Individual targets are
      evaluated before percentages, always.
    `,
    solution: md`
      Segment removed from the flag. Tessa added the reason to the app's debug screen, beside each flag.
      Every exception for staff must have an end date now; the console takes one.
    `,
    questions: [
      {
        by: "tessa",
        question: "Would 100 % not override it?",
        answer: "A percentage is about whoever is left over after all rules. The 100 is of the remainder.",
      },
    ],
    learnings: {
      tessa: "Ask a flag why before asking it what.",
      ines: "We had tested for months with the one group of people who could never see it.",
    },
    confirmed: [
      { person: "tessa", system: "feature-flags", level: "can_follow" },
      { person: "ines", system: "feature-flags", level: "can_teach" },
    ],
  },
  {
    title: "Taking out flags that nobody reads",
    by: "jonas",
    partner: "otto",
    daysAgo: 141,
    lengthMin: 50,
    place: "my_desk",
    systems: ["feature-flags", "billing-api"],
    body: "We have 212 flags, I know about thirty, and each page load downloads all of them.",
    understand: "How to be sure that a flag can go.",
    problem: md`
      38 KB of flags in the first response. Some guard code that was deleted, some are permanently on, and
      at least one is really a kill switch that must stay although it has never been used.
    `,
    process: md`
      Three lists, then their differences:

      1. flags that exist (API of the console)
      2. flags evaluated during 30 days (\`sum by (flag) (increase(flag_evaluations_total[30d]))\`)
      3. flags named in any repository (\`git grep -hoE "flag\\(['\\"][a-z0-9_]+" | sort -u\`)

      88 are in none but the first. 51 are evaluated and have answered the same for half a year. Otto went
      through these one by one and struck nine: month-end flags look constant for 29 days and matter on
      the thirtieth.
    `,
    solution: md`
      Archived 88 at once (an archived flag answers its default, and comes back with a click). For 42,
      pull requests that remove the losing branch. What remains carries a kind: release, experiment,
      operations, permission. Only the first two get an expiry date.

      First response: 9 KB.
    `,
    questions: [
      {
        by: "jonas",
        question: "Why not delete?",
        answer:
          "Phones with last year's app still ask. A deleted flag answers with whatever that app has compiled in, and no one remembers what that was.",
      },
      {
        by: "otto",
        question: "What does a kilobyte cost you on the web?",
        answer:
          "At the start of a page on a slow phone, about 20 ms each. It is the most expensive place to be untidy.",
      },
    ],
    learnings: {
      jonas: '"Unused for a month" is no proof in a company that has month ends.',
      otto: "My flags were free for me and not for the visitor.",
    },
    confirmed: [
      { person: "jonas", system: "feature-flags", level: "can_follow" },
      { person: "otto", system: "feature-flags", level: "can_do" },
    ],
  },
];
