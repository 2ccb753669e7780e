import { md } from "./md";
import type { PastSession } from "./past-session";

export const mobileNotes: PastSession[] = [
  {
    title: "The build that signs on one machine only",
    by: "hana",
    partner: "noor",
    daysAgo: 81,
    lengthMin: 50,
    place: "video",
    systems: ["mobile-release-train", "deploy-pipeline"],
    outOfDate: {
      by: "noor",
      daysAgo: 20,
      reason:
        "noor-mini is gone: since train 26.10 every build is signed on a runner, the Mac companion too.",
    },
    body: "The release train stops whenever the Mac under Noor's desk is asleep, and its logs end up with us.",
    understand: "What is on that Mac that a runner does not have.",
    problem: md`
      CI builds the app, then waits for a machine called \`noor-mini\` to sign it. Since August the person
      who set that up has left. Three of the last five trains waited for somebody to press a key.
    `,
    process: md`
      \`security find-identity -v -p codesigning\` on the mini showed one distribution identity and two
      expired ones. The private key had been created there and exists nowhere else.

      We considered exporting it. Noor pointed out that a new distribution certificate costs nothing
      (there may be two at a time) and profiles can be regenerated, so nothing needs to be saved at all.

      On a clean runner, with a keychain that lives as long as the job:

      \`\`\`
      security create-keychain -p "$PW" build.keychain
      security import dist.p12 -k build.keychain -P "$P12_PW" -T /usr/bin/codesign
      security set-key-partition-list -S apple-tool:,apple:,codesign: -s -k "$PW" build.keychain
      \`\`\`

      Without the third line \`codesign\` waits for a dialog that nobody can see; this was also the "press a
      key" of the old setup.
    `,
    solution: md`
      Beta train 26.9 was signed on a runner, certificate from the secret store, API key for the upload
      instead of a person's password. The mini is still there for one more release and then goes back to
      being a computer. Notarising the Mac companion is not done; nobody here has ever done it.
    `,
    questions: [
      {
        by: "hana",
        question: "What breaks for installed apps when the certificate changes?",
        answer:
          "Nothing, the store signs again. Only builds handed out for testing stop when the old one is revoked, so we let it expire instead.",
      },
      {
        by: "noor",
        question: "Would your team keep the runner?",
        answer: "The runner, yes. The train, no, and at the moment nobody does.",
      },
    ],
    learnings: {
      hana: "I took this for secrets management. It was a dialog box on a screen turned to the wall.",
      noor: "A key that exists once is one we do not really have; and the hand-over of the train was never more than a desk.",
    },
    confirmed: [
      { person: "hana", system: "mobile-release-train", level: "new" },
      { person: "noor", system: "mobile-release-train", level: "can_follow" },
    ],
  },
  {
    title: "Stopping a bad release halfway",
    by: "tomasz",
    partner: "tessa",
    daysAgo: 16,
    lengthMin: 50,
    place: "my_desk",
    systems: ["mobile-release-train", "feature-flags"],
    body: "Version 26.11 crashed for people with long names and I had no idea whom to tell to stop it.",
    understand: "What can be stopped, by whom, and what we say to those who already have it.",
    problem: md`
      Phased release: 1, 2, 5, 10, 20, 50, 100 % over seven days. On the second day reviews mentioned a
      crash on the profile page. It reached 10 % before somebody in Mobile read the reviews.
    `,
    process: md`
      We walked it from both ends: what Tomasz sees first (reviews, then tickets, about ninety minutes
      earlier than the crash graph crosses its line) and what Tessa can press.

      - **iOS:** *pause phased release*, up to 30 days in total. It does not take anything back, and
        whoever updates by hand still gets it.
      - **Android:** *halt rollout*, the same; afterwards only a higher version code can follow.
      - **Both:** a server-side flag, if the code was shipped behind one. The profile page was not.

      Crash-free sessions, filtered by version, had said 99.1 % against 99.8 on day one already. The graph
      shows all versions together, where 2 % of users vanish in the average.
    `,
    solution: md`
      Support may ask for a pause in \`#release-train\` with two independent reports of a crash; Mobile
      pauses first and discusses after. The panel is per version. Each new screen ships behind a flag
      until the train after next. For those who have it: "turn the phone sideways" really does avoid the
      crash, and Tomasz's answer with that sentence was rated better than the fix.
    `,
    questions: [
      {
        by: "tomasz",
        question: "Why is there no way back to the old version?",
        answer:
          "The stores only go up. We could upload the old code under a new number; review takes a day, about as long as fixing it.",
      },
      {
        by: "tessa",
        question: "How long before you would normally have told us?",
        answer: "At five tickets I file one. That day I had four, and then it was evening.",
      },
    ],
    learnings: {
      tomasz: "Pausing is cheap and can be undone, so I may ask for it on a suspicion.",
      tessa: "The first crash report is a review with one star, and we did not read those until Tuesday.",
    },
    confirmed: [
      { person: "tomasz", system: "mobile-release-train", level: "new" },
      { person: "tessa", system: "mobile-release-train", level: "can_follow" },
    ],
  },
];
