import type { PersonKey } from "./people";
import type { SampleRequest } from "./requests";

export type BookedSession = Omit<SampleRequest, "neededInDays" | "observersMax"> & {
  partner: PersonKey;
  /** Left out: nobody is welcome to watch. */
  observersMax?: number;
  /** Of one that needs another person: somebody who could take that seat, and has the time. */
  couldJoin?: PersonKey;
  /** Days from the day of filling; a day on which one of the two does not work moves on. */
  inDays: number;
  /** Wall time in the requester's zone, taken if both are at work and free. */
  preferred: string;
  hopesToLearn: string;
};

/** Sessions still to come, each in both calendars. One has a seat left, and is on the board at its time. */
export const upcoming: BookedSession[] = [
  {
    title: "Ship a flag to 1% of web",
    by: "ana",
    partner: "ines",
    asks: ["web"],
    systems: ["feature-flags"],
    lengthMin: 25,
    place: "video",
    inDays: 3,
    preferred: "15:30",
    postedDaysAgo: 2,
    body: "The new invoice page should go to one visitor in a hundred, the same one on every visit. I know the flag from the server's side only.",
    understand: "How a visitor without an account keeps the same answer.",
    bring: "The page, behind `invoice_page_v2`, off everywhere.",
    hopesToLearn: "how Backend tells a broken invoice from a slow one",
  },
  {
    title: "Follow one refund from ticket to ledger",
    by: "meera",
    partner: "arjun",
    asks: ["backend"],
    systems: ["billing-api"],
    lengthMin: 50,
    place: "your_desk",
    inDays: 1,
    preferred: "16:30",
    postedDaysAgo: 5,
    body: "Customers ask where their refund *is*, and I see two states: requested and done. Arjun says there are nine.",
    understand: "Which of the nine can get stuck, and for how long that is normal.",
    bring: "Two refunds that have been on their way for eight days.",
    hopesToLearn: "which sentence makes a customer write a second time",
  },
  {
    title: "Replace the pinned certificate before it expires",
    by: "noor",
    partner: "ulrike",
    asks: ["security"],
    systems: ["auth-service", "mobile-release-train"],
    lengthMin: 50,
    place: "either",
    inDays: 4,
    preferred: "10:30",
    postedDaysAgo: 8,
    body: "Version 25 of the app pins a certificate that ends in February, and 6 % of people still use it. Whatever we do has to work for phones which we cannot update.",
    understand: "Whether pinning is worth its risk for an app like ours.",
    bring: "Version statistics by week and the pinning code.",
    hopesToLearn: "how long an old version stays in the world",
  },
  {
    title: "Preview deployments for pull requests",
    by: "jonas",
    partner: "hana",
    asks: ["platform"],
    systems: ["deploy-pipeline", "dns-zones"],
    lengthMin: 80,
    place: "my_desk",
    inDays: 2,
    preferred: "13:00",
    postedDaysAgo: 10,
    body: "Designers review screenshots because a branch has no address. I want one host name per pull request, gone after the merge.",
    understand: "What a wildcard record and a wildcard certificate each allow, and who cleans up.",
    bring: "A container that starts in two seconds and a designer who will test it.",
    hopesToLearn: "what Web needs from a preview and what it does not",
  },
  {
    title: "Turn on unattended upgrades for the queue hosts",
    by: "bo",
    partner: "sam",
    asks: ["sre"],
    systems: ["puppet", "event-bus"],
    lengthMin: 50,
    place: "video",
    inDays: 3,
    preferred: "09:00",
    postedDaysAgo: 4,
    body: "Nine brokers are patched by hand, which means by me, on Sundays. With a lock so that only one restarts at a time they could do it alone.",
    understand: "How Puppet and apt agree on who may restart a service.",
    bring: "The list of packages that have bitten us.",
    observersMax: 2,
    hopesToLearn: "what Bo looks at before he lets the next one go",
  },
  {
    title: "Read crash reports by app version",
    by: "yuki",
    partner: "haruto",
    asks: ["mobile"],
    systems: ["mobile-release-train", "on-call-rota"],
    lengthMin: 25,
    place: "video",
    inDays: 6,
    preferred: "11:00",
    postedDaysAgo: 3,
    body: "When error rates move in a Tokyo morning I cannot see whether it is us or a new version of the app.",
    understand: "How to read a symbolicated trace far enough to know whom to call.",
    bring: "Three mornings on which I guessed, with what it turned out to be.",
    hopesToLearn: "what an SRE wants to know in the first five minutes",
  },
  {
    title: "Find out where a push is lost between us and Apple",
    by: "ravi",
    partner: "lena",
    asks: ["platform"],
    and: [["sre"]],
    couldJoin: "kofi",
    systems: ["push-gateway"],
    lengthMin: 50,
    place: "video",
    inDays: 7,
    preferred: "15:30",
    postedDaysAgo: 12,
    observersMax: 1,
    body: "One push in three hundred is accepted by the gateway and never shows on a phone that is online. I see both ends. The middle is egress, which Lena's team runs, and a connection pool that pages SRE; a packet capture for ten minutes, with one of each at the table, would probably tell.",
    understand: "What happens to a long HTTP/2 connection when a NAT gateway forgets it.",
    bring: "Twenty test phones and message ids that were lost today.",
    hopesToLearn: "how a phone decides that its connection is gone",
  },
];

export type WaitingSession = Omit<
  BookedSession,
  "inDays" | "hopesToLearn" | "observersMax" | "couldJoin" | "and"
> & {
  daysAgo: number;
  /** What the partner has written so far; without it nobody has said whether it happened. */
  written: null | { problem: string; process: string; solution: string; partnersLearning: string };
};

/** Sessions that are over and wait for Ana. */
export const waiting: WaitingSession[] = [
  {
    title: "Why Puppet runs twice on web hosts",
    by: "ana",
    partner: "sam",
    asks: ["sre"],
    systems: ["puppet"],
    lengthMin: 50,
    place: "video",
    daysAgo: 4,
    preferred: "14:00",
    postedDaysAgo: 11,
    body: "After each deployment our web hosts are at 100 % CPU for a minute, and it is not our process: two `puppet agent` runs, seconds apart.",
    understand: "Who starts an agent, apart from the agent itself.",
    bring: "Process accounting of one host for a day.",
    written: {
      problem:
        "A web host runs the agent every thirty minutes, as all hosts do. After a deployment it runs again at once, and both compile a catalogue of 2,100 resources on a machine with two cores.",
      process: `Ana had the process list, so we began with the parents of the two runs:

\`\`\`
ps -eo lstart,ppid,args --sort=lstart | grep '[p]uppet agent'
systemctl list-timers puppet.timer
journalctl -u puppet -u deploy-hook --since -1h -o short-precise
\`\`\`

One is a child of \`puppet.timer\`. The other belongs to \`deploy-hook\`, which calls \`puppet agent -t\` so that a new vhost is there in time. The lock file did not help: the hook uses another \`statedir\`, and two locks in two places lock nothing.`,
      solution:
        "The hook no longer runs an agent of its own. It starts the unit (`systemctl start puppet-run.service`, `Type=oneshot`), and systemd merges a start that is already under way. The timer has `RandomizedDelaySec=10m`, so 40 hosts do not compile in the same second either.",
      partnersLearning:
        "The timer and the hook both call it, each with good reason, and only someone who deploys would ever have seen the second one.",
    },
  },
  {
    title: "First hour of the on-call rota, shadowed",
    by: "ana",
    partner: "kofi",
    asks: ["sre"],
    systems: ["on-call-rota"],
    lengthMin: 50,
    place: "video",
    daysAgo: 6,
    preferred: "11:00",
    postedDaysAgo: 15,
    body: "Billing joins the rota in January. Before that I want to sit through the start of an ordinary shift, with nothing on fire.",
    understand: "What you read, and in which order, when you take over.",
    bring: "Billing's dashboards, to see which of them you would open.",
    written: null,
  },
];
