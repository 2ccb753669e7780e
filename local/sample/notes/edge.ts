import { md } from "./md";
import type { PastSession } from "./past-session";

export const edgeNotes: PastSession[] = [
  {
    title: "Why half of Asia saw yesterday's prices",
    by: "mei",
    partner: "kofi",
    daysAgo: 19,
    lengthMin: 50,
    place: "video",
    systems: ["cdn-edge"],
    body: "After the price change some visitors got the old prices for five hours, only in Singapore and Tokyo.",
    understand: "How many caches stand between my deploy and a phone in Osaka.",
    problem: md`
      Prices changed at 02:00 UTC and were purged at 02:01. Frankfurt and Virginia were right within a
      second. Complaints from Asia went on until seven.
    `,
    process: md`
      Asked the same URL at each layer and compared \`Age\`:

      \`\`\`
      for pop in fra iad sin nrt; do
        curl -s -o /dev/null -D - --connect-to ::$pop.edge.northlight.example:443 \\
          https://www.northlight.example/p/1204 | egrep -i '^(age|x-cache|x-served-by|etag)'
      done
      \`\`\`

      \`x-cache: MISS, HIT\` from Tokyo: its own cache had been purged, had asked the shield in Singapore,
      and the shield still had the old one. The purge reached the edge before it reached the shield.
      Whoever asked in that half second pulled the old page back in, with a fresh TTL of 18,000 seconds.
    `,
    solution: md`
      Purge twice, the second time after ten seconds; inelegant, and it closes the window. Properly:
      prices are no longer in the HTML, they come from \`/prices.json\` with \`s-maxage=30,
      stale-while-revalidate=30\`, so a race costs half a minute at most.
    `,
    questions: [
      {
        by: "mei",
        question: "Why have a shield, if it makes this worse?",
        answer:
          "It turns forty misses into one. Without it a purge is forty regions asking origin for the same page at once.",
      },
      {
        by: "kofi",
        question: "Can the page show when its prices were read?",
        answer: "Yes, and it does since this morning, small and grey. Support asked for it years ago.",
      },
    ],
    learnings: {
      mei: "Purging is a message that travels, and a page can be refilled behind its back.",
      kofi: "I watched hit rates and never the age of what we hit. Prices have an age limit that images do not.",
    },
    confirmed: [
      { person: "mei", system: "cdn-edge", level: "can_follow" },
      { person: "kofi", system: "cdn-edge", level: "can_do" },
    ],
  },
  {
    title: "Purging by key and not by path",
    by: "wren",
    partner: "bo",
    daysAgo: 88,
    lengthMin: 50,
    place: "video",
    systems: ["cdn-edge"],
    body: "Changing one product means purging 60 paths, and we always forget one.",
    understand: "Whether the cache can know what a page is made of.",
    problem: md`
      A product shows on its own page, in three lists, in the sitemap and in the recommendations of
      others. Web keeps a function that guesses these paths. It guessed 58 of 61 last Monday.
    `,
    process: md`
      Bo asked what the page knows that the function does not. Answer: everything, at the moment it is
      rendered. So the page should say it.

      We added a header in the render step, one key per record that was read:

      \`Surrogate-Key: product-1204 list-summer list-home price-eur\`

      Then measured how long it gets. The home page read 340 records, 4.1 KB of keys, and the edge
      silently drops the header above 16 KB in total. Lists therefore carry the key of the list, and a
      list is purged when its membership changes.

      \`\`\`
      curl -X POST https://api.edge.example/service/$SVC/purge \\
        -H 'Surrogate-Key: product-1204' -H 'Soft-Purge: 1'
      \`\`\`
    `,
    solution: md`
      Publishing a product purges \`product-<id>\`, softly, so visitors get the stale page while one request
      refreshes it. The guessing function is deleted: 380 lines. Origin load at the next big publish was a
      ninth of what it had been.
    `,
    questions: [
      {
        by: "wren",
        question: "What happens if the purge call fails?",
        answer:
          "You retry, and it is idempotent. Keep the TTL at a day so that a lost purge is a bad day and not a bad year.",
      },
      {
        by: "bo",
        question: "How do you know which records a page read?",
        answer: "The loader records it. We already had it for the debug bar.",
      },
    ],
    learnings: {
      wren: "Let the page say what it depends on; anyone else is guessing.",
      bo: 'I had "purge everything" in my fingers for incidents. With keys I can be as small as the mistake.',
    },
    confirmed: [
      { person: "wren", system: "cdn-edge", level: "can_follow" },
      { person: "bo", system: "cdn-edge", level: "can_do" },
    ],
  },
  {
    title: "Images that were never cached",
    by: "haruto",
    partner: "hana",
    daysAgo: 155,
    lengthMin: 50,
    place: "video",
    systems: ["cdn-edge"],
    body: "The app downloads the same product pictures again and again on mobile data.",
    understand: "Who says no to caching: app, edge, or origin.",
    problem: md`
      Users in Japan reported 300 MB a month for an app with 40 pictures.
    `,
    process: md`
      A proxy on Haruto's phone, then the headers of one picture:

      \`\`\`
      cache-control: public, max-age=31536000, immutable
      vary: Accept, User-Agent
      x-cache: MISS
      \`\`\`

      The first line is perfect, the second undoes it. Our app's user agent contains the build number
      *and* the device, which makes about 2,800 variants of each picture. The edge obeyed and stored every
      one.

      \`Vary: User-Agent\` came from a compatibility shim for a browser that has been dead since 2022.
    `,
    solution: md`
      Removed at origin, normalised at the edge in case it returns: \`Accept\` is reduced to \`avif\`, \`webp\`
      or \`other\` before the lookup. Hit rate for \`/img/\` went from 11 to 96 %. The app also ignored
      \`immutable\`, so the HTTP cache on the device grew from 10 to 80 MB and now survives an update.
    `,
    questions: [
      {
        by: "haruto",
        question: "Why does the edge not complain about 2,800 variants?",
        answer: 'It did, as "object count near limit". We bought a larger limit.',
      },
    ],
    learnings: {
      haruto:
        "`Vary` is part of the address. A long one means that nobody ever asks for the same thing twice.",
      hana: "We paid to store our own mistake, and the bill looked like growth.",
    },
    confirmed: [
      { person: "haruto", system: "cdn-edge", level: "new" },
      { person: "hana", system: "cdn-edge", level: "can_do" },
    ],
  },
  {
    title: "A record that would not go away",
    by: "grace",
    partner: "hana",
    daysAgo: 58,
    lengthMin: 25,
    place: "video",
    systems: ["dns-zones"],
    body: 'I told a customer "it can take 48 hours" and he asked me why, and I had no idea.',
    understand: "What really decides how long the old answer lives.",
    problem: md`
      A partner portal moved to a new address on Monday. On Wednesday one customer still reached the old
      one; another got "no such host" for a name that had existed for hours.
    `,
    process: md`
      Two different illnesses. For the first:

      \`dig +noall +answer portal.northlight.example @1.1.1.1\` showed 71,912 seconds left. The TTL had been
      lowered to 60 on the morning of the move, but whoever had asked the evening before was holding the
      answer with its old TTL of a day.

      For the second customer Hana asked for the SOA and read its last number:

      \`\`\`
      dig +short SOA northlight.example
      ns1.northlight.example. hostmaster.northlight.example. 2026092601 7200 3600 1209600 86400
      \`\`\`

      86400 is how long a *no* is remembered. He had clicked the link ten minutes before the record was
      created.
    `,
    solution: md`
      Lower the TTL one full old TTL before the move, not on the day. The negative TTL of the zone is 300
      now. Support has three sentences to send, with a \`dig\` line that a customer's admin can run himself.
    `,
    questions: [
      {
        by: "grace",
        question: "Can we make them forget?",
        answer:
          "Not from here. Big public resolvers have a page where anybody can flush one name; everyone else has to wait out the number.",
      },
    ],
    learnings: {
      grace:
        "Nothing propagates. Old answers expire, each on its own clock, and I can read that clock with `dig`.",
      hana: '"48 hours" is in four of our own articles. Grace counted.',
    },
    confirmed: [
      { person: "grace", system: "dns-zones", level: "new" },
      { person: "hana", system: "dns-zones", level: "can_do" },
    ],
  },
  {
    title: "Signing a zone that has to move",
    by: "ulrike",
    partner: "hana",
    daysAgo: 240,
    lengthMin: 80,
    place: "your_desk",
    systems: ["dns-zones"],
    body: "We change DNS providers in March and the main zone is signed, so a mistake takes us off the net for a day.",
    understand: "The order in which keys, DS records and name servers may change.",
    problem: md`
      The old provider holds the private keys and does not export them. A resolver that has the old DS and
      gets answers signed with a new key must treat them as bogus, and for a validating resolver bogus
      means gone.
    `,
    process: md`
      Two roads: go insecure for the move, or multi-signer (RFC 8901, model 2). Security preferred never
      to be unsigned; Platform ops preferred fewer moving parts. We wrote both as a timetable with waiting
      times, and only then chose.

      Model 2 in our words:

      1. import the new provider's ZSK into the old zone's DNSKEY set, and the other way round
      2. wait the TTL of DNSKEY (3,600 s)
      3. add the DS of the new KSK at the parent, keep the old; wait the parent's DS TTL (86,400 s)
      4. change NS at the parent, then in both zones; wait two days
      5. take out the old DS, wait again, then the old keys

      After each step: \`delv @8.8.8.8 northlight.example SOA +rtrace\` and dnsviz, from outside our
      network.
    `,
    solution: md`
      Done over eight days on a zone that nobody uses, \`nl-test.example\`, with a validating resolver in a
      loop: 690,000 lookups, none bogus. The real zone followed a fortnight later. Total attention: about
      three hours, the rest was waiting.
    `,
    questions: [
      {
        by: "ulrike",
        question: "What is the way back after step 4?",
        answer:
          "NS back to the old servers, as long as its DS is still at the parent. That is why step 5 comes so late.",
      },
      {
        by: "hana",
        question: "Honestly, how bad is a day without signatures?",
        answer: "For us, low. I wanted us to practise on a day when we had the choice.",
      },
    ],
    learnings: {
      ulrike: "DNSSEC is mostly arithmetic with TTLs, and the discipline not to do the next thing yet.",
      hana: "I had avoided signing for years because I feared the move. The move was boring.",
    },
    confirmed: [
      { person: "ulrike", system: "dns-zones", level: "can_follow" },
      { person: "hana", system: "dns-zones", level: "can_do" },
    ],
  },
];
