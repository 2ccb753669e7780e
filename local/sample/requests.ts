import type { Place } from "@/lib/sessions/schema";
import type { PersonKey } from "./people";
import type { SystemKey } from "./systems";
import type { TeamKey } from "./teams";

export type SampleRequest = {
  title: string;
  by: PersonKey;
  /** Teams asked; none means whoever knows the systems. */
  asks: TeamKey[];
  /** The teams asked for each further person it needs. */
  and?: TeamKey[][];
  systems: SystemKey[];
  lengthMin: number;
  place: Place;
  /** Days from the day of filling; a weekend moves on to Monday. */
  neededInDays: number;
  postedDaysAgo: number;
  observersMax: number;
  body: string;
  understand: string;
  bring: string;
};

/** Fourteen of the fifteen requests on the board, in the order of their days; the other one has a session with a free seat. */
export const openRequests: SampleRequest[] = [
  {
    title: "Find out why product pages slow down after 18:00",
    by: "tomasz",
    asks: ["platform"],
    systems: ["cdn-edge", "search-index"],
    lengthMin: 50,
    place: "video",
    neededInDays: 2,
    postedDaysAgo: 3,
    observersMax: 1,
    body: `Every evening between 18:00 and 20:00 Berlin time we get ten to fifteen tickets saying that product pages "hang". By the next morning they are fast again, and the graphs I can see are flat.

I would like to look together at one evening, with a real complaint in hand:

- **Thu 17:58**, order page of a shop in Lyon, 9 s
- **Thu 18:21**, product 1204, spinner where the recommendations are
- **Fri 19:05**, search for "winter boots", 6 s`,
    understand:
      "How you tell a slow edge from a slow index from a slow customer, and in which order you look.",
    bring:
      "Forty tickets with exact times, browsers and cities; three customers who are happy to reload while we watch.",
  },
  {
    title: "Rotate the push gateway certificate on iOS",
    by: "noor",
    asks: ["security"],
    systems: ["push-gateway"],
    lengthMin: 25,
    place: "video",
    neededInDays: 2,
    postedDaysAgo: 5,
    observersMax: 1,
    body: "The APNs certificate runs out on the 9th. We could renew it as every year, or move to a signing key (`.p8`), which does not expire but can send to all of our apps. I want to decide that with somebody who thinks about lost keys for a living, and then do it.",
    understand:
      "What an attacker could do with the one and with the other, and where such a key should live.",
    bring: "Access to the developer account, and a test app that shows each push with its topic.",
  },
  {
    title: "Give the new partner sandbox its own DNS zone",
    by: "sofia",
    asks: ["platform"],
    systems: ["dns-zones"],
    lengthMin: 25,
    place: "your_desk",
    neededInDays: 2,
    postedDaysAgo: 2,
    observersMax: 0,
    body: "Three partners start in December, each wants `their-name.sandbox.northlight.example` with a certificate. Today I open a ticket per name and wait two days. If the sandbox were a zone of its own, perhaps my script could write to it without being able to break anything else.",
    understand: "What delegating a zone means, and how much damage I could do with a token for it.",
    bring: "The list of names for the first year and the script, which works against a test provider.",
  },
  {
    title: "Backfill refunds into the warehouse without double counting",
    by: "amara",
    asks: ["backend"],
    and: [["sre"]],
    systems: ["billing-api", "event-bus", "data-warehouse"],
    lengthMin: 80,
    place: "video",
    neededInDays: 4,
    postedDaysAgo: 6,
    observersMax: 2,
    body: `Refunds from before the \`money\` topic (about 61,000, March to May) are in the ledger and not in the warehouse. I can read them from a replica, but some were also replayed through the bus in June and I cannot tell which.

1. find a key that both sides share
2. load a week, compare the sums with Finance
3. load the rest while somebody watches the replica

The first is a question for Backend, the last for whoever runs the replica: one of each, please.`,
    understand:
      "Which id of a refund never changes, and what a big read does to a replica that checkout depends on.",
    bring: "The loader, Finance's totals by day, and a dry run that prints instead of writing.",
  },
  {
    title: "Move invoices to their own Cassandra keyspace",
    by: "ana",
    asks: ["platform"],
    systems: ["cassandra", "billing-api"],
    lengthMin: 50,
    place: "video",
    neededInDays: 4,
    postedDaysAgo: 4,
    observersMax: 1,
    body: "Month-end invoice reads share a keyspace with sessions, and compaction there makes both slow. I have the access patterns and a migration script that ran on staging; I have never changed replication on a live cluster.",
    understand: "How you choose a replication factor, and how you know that a repair is safe to run.",
    bring: "The table's reads and writes by hour, and the script.",
  },
  {
    title: "Put feature flags behind the new sign-in",
    by: "jonas",
    asks: ["security"],
    systems: ["feature-flags", "auth-service"],
    lengthMin: 50,
    place: "either",
    neededInDays: 4,
    postedDaysAgo: 1,
    observersMax: 1,
    body: 'The flag console still has its own passwords, eleven people share two of them, and one of these switches turns checkout off. It should use our sign-in, with a role for "may flip in production". The OpenID part works on my machine; roles are where I start guessing.',
    understand: "Where a role belongs: in the token, in the console, or in a group somewhere else.",
    bring: "A branch with working sign-in and the audit log of who flipped what this year.",
  },
  {
    title: "Upgrade Puppet agents on the build hosts",
    by: "wren",
    asks: ["sre"],
    systems: ["puppet", "deploy-pipeline"],
    lengthMin: 80,
    place: "video",
    neededInDays: 4,
    postedDaysAgo: 8,
    observersMax: 2,
    body: `Our twelve build hosts run agent 7 and the server will stop talking to that in January. Web is the only team with jobs on them, so I would like to be the one who does it, next to somebody who has done it before.

- two hosts can be drained at any time
- the Node versions on them come from a module I wrote and do not trust`,
    understand:
      "What an agent brings along (Ruby, CA bundle, facts) that could break a build which has nothing to do with Puppet.",
    bring: "A build that exercises every tool on a host in four minutes.",
  },
  {
    title: "Show a prospect where their data lives",
    by: "bjorn",
    asks: ["backend"],
    systems: ["postgres-fleet"],
    lengthMin: 25,
    place: "my_desk",
    neededInDays: 4,
    postedDaysAgo: 1,
    observersMax: 0,
    body: "A bank wants to see, not read, that its rows stay in Frankfurt: primary, replicas, backups. I have a slide with arrows that I copied from somewhere. Please help me turn it into five minutes in front of a terminal that I could repeat on my own.",
    understand: "Which copies of a row exist one hour after it was written, and who could read each of them.",
    bring: "The bank's list of 14 questions; we would do three.",
  },
  {
    title: "Load test the billing API from outside",
    by: "ana",
    asks: ["sre"],
    systems: ["billing-api"],
    lengthMin: 80,
    place: "video",
    neededInDays: 4,
    postedDaysAgo: 7,
    observersMax: 1,
    body: "Our load tests run next to the service and know nothing of TLS, the edge or the rate limiter. Before the sales weekend I want to send twice last year's peak from two regions, at a quiet hour, with somebody who knows when to stop.",
    understand: "Which graph you would watch to abort, and how to tell that the generator is the bottleneck.",
    bring:
      "A k6 scenario from last year's real mix (62 % reads), test cards, and a kill switch for the provider.",
  },
  {
    title: "Read a slow query plan with a DBA",
    by: "ana",
    asks: ["platform"],
    systems: ["postgres-fleet"],
    lengthMin: 25,
    place: "either",
    neededInDays: 8,
    postedDaysAgo: 2,
    observersMax: 2,
    body: "The overdue-invoices query takes 70 ms on Mondays and 9 s on the first of the month. Same plan shape, I think: a nested loop where I would expect a hash join. I can read a plan from top to bottom and still not say *why*.",
    understand:
      "How far an estimate may be off before it matters, and what to do when two columns depend on each other.",
    bring: "Both plans with `BUFFERS`, and the table's statistics from before and after.",
  },
  {
    title: "Shadow the first hour of the on-call rota",
    by: "haruto",
    asks: ["sre"],
    systems: ["on-call-rota"],
    lengthMin: 50,
    place: "video",
    neededInDays: 9,
    postedDaysAgo: 4,
    observersMax: 1,
    body: "Mobile has no pager and I wonder whether it should. I would like to sit beside whoever starts a shift in a Tokyo morning: what you check first, what you hand over, what you ignore.",
    understand: "Which signals from the phones would help you, and which would only be more noise.",
    bring: "Crash and start-up-time graphs of both apps, live.",
  },
  {
    title: "Write the status page entry together, once",
    by: "meera",
    asks: ["sre"],
    systems: ["status-page"],
    lengthMin: 25,
    place: "video",
    neededInDays: 10,
    postedDaysAgo: 3,
    observersMax: 2,
    body: 'I am the only one of Support awake when Asia has an incident, and I have never pressed *publish*. Could we take an old incident and do it on the test page, from the first alert to "resolved"?',
    understand: "What I may say before anybody in Europe is up.",
    bring: "The timeline of 2 November, when we said nothing for fifty minutes.",
  },
  {
    title: "See what a node's catalogue says",
    by: "cole",
    asks: ["sre"],
    systems: ["puppet"],
    lengthMin: 25,
    place: "video",
    neededInDays: 11,
    postedDaysAgo: 2,
    observersMax: 1,
    body: 'Customers with a fixed allow-list ask which addresses our mail relays use, and the answer is "somewhere in Puppet". If I could read what a host is told to be, I would not have to ask each time.',
    understand: "How to look at a catalogue without being able to change anything.",
    bring: "Five allow-list tickets, one of them answered wrongly by me.",
  },
  {
    title: "Sit through one mobile release, from cut to store",
    by: "hana",
    asks: ["mobile"],
    systems: ["mobile-release-train", "deploy-pipeline"],
    lengthMin: 110,
    place: "your_desk",
    neededInDays: 14,
    postedDaysAgo: 9,
    observersMax: 2,
    body: `Nobody can run the train from end to end since September: each of us knows one carriage. I would come to your desk on a release day, write down every step, and ask "why" too often.

Afterwards there should be a list that says which steps a machine could do.`,
    understand: "Where people wait for each other, and which of the waits are there for a reason.",
    bring: "A runner that signs builds already, two hours, and cake.",
  },
];
