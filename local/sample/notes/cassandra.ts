import { md } from "./md";
import type { PastSession } from "./past-session";

export const cassandraNotes: PastSession[] = [
  {
    title: "Why a repair ran for nine hours",
    by: "otto",
    partner: "sam",
    daysAgo: 103,
    lengthMin: 50,
    place: "video",
    systems: ["cassandra", "billing-api"],
    body: "The nightly repair on the billing cluster never seems to end, and our invoice export waits behind it.",
    understand: "What a repair compares, and why it cannot simply be stopped.",
    problem: md`
      A full Cassandra repair on the billing cluster never finished: each night it started again from the
      first range, nine hours in. By then the morning export was running, read latency tripled, and
      whoever was awake killed it.
    `,
    process: md`
      First we looked at what it was doing instead of how long it took.

      \`\`\`
      nodetool compactionstats -H
      nodetool netstats | grep -v 'Not sending'
      nodetool tpstats | egrep 'Pool|Validation|AntiEntropy'
      \`\`\`

      Validation compactions were queued 14 deep on every replica. \`nodetool repair -full billing\` walks
      all 256 token ranges of all tables, and a validation reads every row of a range to build its Merkle
      tree. One table, \`invoice_lines\`, was 70 % of the data. When the node restarted for a patch at
      03:00, nothing remembered which ranges were done.

      Otto asked for the list of tables that are ever deleted from. It is three of eleven.
    `,
    solution: md`
      Repair one range at a time, and keep the state outside the node, so that a restart goes on and does
      not begin again. Reaper does exactly this; we gave it 64 segments per node, intensity 0.5, and only
      the three tables that see deletes. A cycle now takes four evenings and no single segment runs longer
      than six minutes.

      The cron entry is gone from all six nodes.
    `,
    questions: [
      {
        by: "otto",
        question: "Why not stop repairing, if it hurts so much?",
        answer:
          "Because of tombstones. If a replica missed a delete and we compact the tombstone away after `gc_grace_seconds`, its old row is copied back to the others and the deletion is undone.",
      },
      {
        by: "sam",
        question: "Can the export read at `LOCAL_ONE`?",
        answer:
          "No, it must see what was written a second before. It could read a day behind, though, and nobody would mind.",
      },
    ],
    learnings: {
      otto: "Repair is what makes deletes stay deleted, so its deadline is the grace period and not the morning.",
      sam: "Only three billing tables are ever deleted from; I had been repairing eight for nothing.",
    },
    confirmed: [
      { person: "otto", system: "cassandra", level: "new" },
      { person: "sam", system: "cassandra", level: "can_do" },
    ],
  },
  {
    title: "Splitting sessions out of the main cluster",
    by: "elif",
    partner: "bo",
    daysAgo: 173,
    lengthMin: 80,
    place: "video",
    systems: ["cassandra", "auth-service"],
    body: "Web sessions and billing data live in one cluster and hurt each other, so I want to move the sessions out without signing anybody out.",
    understand: "In which order reads and writes move, and how we know that nothing was lost.",
    problem: md`
      Sessions are written on every page view with a TTL of 24 hours. They share heap, disks and
      compaction threads with data that is kept for ten years. Every marketing mail produced a wave of
      expiring cells, and SizeTiered compaction then merged 40 GB files just to find that everything
      inside was dead.
    `,
    process: md`
      Create the keyspace empty, write to both for a day, and only then copy. Reads move last.

      1. New three-node cluster, \`sessions\` table with \`TimeWindowCompactionStrategy\`, window of one hour,
         \`default_time_to_live = 86400\`.
      2. Dual write in the auth service behind \`sessions_dual_write\`; the old cluster stays the truth, an
         error of the new one is counted and swallowed.
      3. After 24 hours every live session exists in both by definition, so there was nothing to copy at
         all.
      4. Shadow reads: compare, count differences, answer from the old one.

      \`\`\`sql
      ALTER TABLE auth.sessions
        WITH compaction = {'class': 'TimeWindowCompactionStrategy',
                           'compaction_window_unit': 'HOURS', 'compaction_window_size': 1}
        AND default_time_to_live = 86400
        AND gc_grace_seconds = 10800;
      \`\`\`

      Shadow reads differed for 0.4 %, all of them sign-outs: a delete sent with a client timestamp from a
      web host whose clock was 300 ms behind lost against the write before it.
    `,
    solution: md`
      Fixed the sign-outs by deleting with the timestamp of the write plus one microsecond, watched the
      difference fall to zero for two hours, then switched reads per region with \`sessions_read_new\`. The
      old table was truncated a week later; 310 GB came back after \`nodetool clearsnapshot\`.
    `,
    questions: [
      {
        by: "elif",
        question: "Why may the grace period be three hours here and must be ten days elsewhere?",
        answer:
          "With a TTL the data dies on every replica by itself. Grace only has to outlive the hints a dead node may still receive, and those are kept for three hours.",
      },
      {
        by: "elif",
        question: "Why did `truncate` not free the disk?",
        answer: "It takes a snapshot first. `auto_snapshot` is on, and you want it on.",
      },
    ],
    learnings: {
      elif: "A repair compares data, it does not copy it; so an empty keyspace finishes in seconds. And if everything expires in a day, waiting a day is the migration.",
      bo: "Sign-out is a delete with a clock in it, and our web hosts do not agree on the time as well as I thought.",
    },
    confirmed: [
      { person: "elif", system: "cassandra", level: "can_follow" },
      { person: "bo", system: "cassandra", level: "can_teach" },
    ],
  },
  {
    title: "Reading a compaction log without panic",
    by: "tomasz",
    partner: "hana",
    daysAgo: 186,
    lengthMin: 50,
    place: "my_desk",
    systems: ["cassandra"],
    body: 'On-call tells customers "Cassandra is compacting" and I would like to know what I am saying.',
    understand: "Which lines are normal, and which one should make me wake somebody.",
    problem: md`
      Support sees "compaction" in the incident channel about once a week and nobody in Support can tell a
      busy evening from a sick node. Twice we told a customer to wait when waiting would not have helped.
    `,
    process: md`
      We opened yesterday's \`debug.log\` of \`cas-fra-2\` and read it aloud, line by line, for half an hour.
      What helped was to sort it:

      - \`Compacted (…) 4 sstables to […] to level=0. 2.1GiB to 1.9GiB (~90% of original)\`: normal. High
        percentage means little was overwritten.
      - \`Compacting large partition billing/audit:2024-11 (1.3GiB)\`: a warning about the data model, not
        about tonight.
      - \`Not enough space for compaction, estimated sstables = 1, expected write size = …\`: wake somebody.

      Then \`nodetool compactionstats\` three times, ten minutes apart. The absolute number of pending tasks
      is an estimate; its direction is the information.
    `,
    solution: md`
      A card for the support wiki with four lines and a rule: pending tasks rising over thirty minutes
      while disk is over 70 % means page Platform ops, everything else goes into the ticket. Tomasz wrote
      it in his words and Hana corrected one of them.
    `,
    questions: [
      {
        by: "tomasz",
        question: "How long is too long?",
        answer:
          "For a compaction there is no limit, it may run all night. For a repair there is one. If a repair has not finished before the grace period (ten days), deleted rows can come back.",
      },
      {
        by: "tomasz",
        question: "Could you turn it off during sales?",
        answer:
          "For an hour, yes, `nodetool disableautocompaction`. Reads then have to look into more and more files, so you pay it back with interest.",
      },
    ],
    learnings: {
      tomasz:
        "Compaction is tidying up and not an illness; what makes it dangerous is a disk with no room to tidy in.",
      hana: 'A customer hears "your data is being reorganised" as "your data is in danger". We should not use the word in public.',
    },
    confirmed: [
      { person: "tomasz", system: "cassandra", level: "new" },
      { person: "hana", system: "cassandra", level: "can_follow" },
    ],
  },
  {
    title: "Adding a node without a page at night",
    by: "kofi",
    partner: "hana",
    daysAgo: 277,
    lengthMin: 80,
    place: "your_desk",
    systems: ["cassandra", "on-call-rota"],
    body: "Last time a node joined it paged me four times, and each page cleared itself.",
    understand: "What a joining node does to the others, so that the alerts can tell it from trouble.",
    problem: md`
      A bootstrap streams some 400 GB to the newcomer. Streaming fills the outgoing network of its
      neighbours, pending compactions on the new node go over our threshold of 100, and the read-latency
      alert fires for as long as it lasts.
    `,
    process: md`
      We stopped the nightly repair first. While a node joins, repairs wait for it and appear never to
      finish.

      Throttled before starting, because changing it halfway is easy to forget:

      \`\`\`
      nodetool setstreamthroughput 100   # megabits, on every existing node
      nodetool setcompactionthroughput 64
      \`\`\`

      Then watched \`nodetool netstats\` on the newcomer and wrote down, minute by minute, which alert would
      have fired. Of four, three looked at the joining node alone. A node in state \`UJ\` serves no reads,
      so none of those three can hurt anybody.
    `,
    solution: md`
      Alerts on latency and pending compactions now join against \`cassandra_node_mode == "NORMAL"\`. The
      fourth alert, outgoing bandwidth, is real and stays; at 100 Mbit/s it did not fire. Afterwards
      \`nodetool cleanup\` on the old nodes, one at a time, since they keep the ranges they gave away until
      told otherwise.
    `,
    questions: [
      {
        by: "kofi",
        question: "Can two nodes join at once?",
        answer:
          "Not with vnodes and consistent range movement. Two minutes apart is the rule in the manual; we wait for `UN` because we are in no hurry.",
      },
    ],
    learnings: {
      kofi: "A joining node is not a slow node, and an alert that does not know the difference is my bug and not hers.",
      hana: "I learned to write the alerts down before the change. After it, everyone remembers only the ones that hurt.",
    },
    confirmed: [
      { person: "kofi", system: "on-call-rota", level: "can_teach" },
      { person: "hana", system: "cassandra", level: "can_follow" },
    ],
  },
];
