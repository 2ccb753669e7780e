import { md } from "./md";
import type { PastSession } from "./past-session";

export const puppetNotes: PastSession[] = [
  {
    title: "Adding a host without editing site.pp",
    by: "lena",
    partner: "sam",
    daysAgo: 52,
    lengthMin: 50,
    place: "video",
    systems: ["puppet"],
    body: "I have three new cache hosts and a `site.pp` of 1,900 lines that I am afraid of.",
    understand: "Where a host gets its role from.",
    problem: md`
      \`site.pp\` still has a node block per host from 2019. New hosts have not needed one for two years,
      but nobody wrote that down, so people go on copying blocks. Last month a copied block gave a cache
      host the mail relay class.
    `,
    process: md`
      Sam never opened \`site.pp\`. He went to the Hiera hierarchy:

      \`\`\`yaml
      hierarchy:
        - name: "Per node"
          path: "nodes/%{trusted.certname}.yaml"
        - name: "Per role"
          path: "roles/%{trusted.extensions.pp_role}.yaml"
        - name: "Common"
          path: "common.yaml"
      \`\`\`

      The role comes in with the certificate request: \`csr_attributes.yaml\` on the image sets \`pp_role\`
      from the host name (\`cache-fra-07\` gives \`cache\`). Then we proved it for a host that did not exist
      yet:

      \`puppet lookup --node cache-fra-07.northlight.example --facts /tmp/facts.json --explain
      profile::cache::ram_gb\`

      \`--explain\` prints each level it tried and why it went on. Lena did hosts two and three alone while
      Sam watched.
    `,
    solution: md`
      No node block. Image with the right name, sign, first run with \`--noop\`, second run for real. We
      also deleted 41 blocks of hosts that no longer resolve, in one commit that changes no catalogue:
      \`puppet catalog diff\` (the voxpupuli face) over all 640 nodes came back empty.
    `,
    questions: [
      {
        by: "lena",
        question: "Why `trusted` and not the plain fact?",
        answer:
          "A fact is whatever the host claims. The trusted extension was signed by us, so a broken-into web host cannot ask for the database secrets by calling itself a database.",
      },
    ],
    learnings: {
      lena: "Roles come from the name, not from the node block; and the name is baked into the certificate, so renaming a host means signing it again.",
      sam: "41 dead blocks. I was the only one who knew they were dead, which is why nobody dared.",
    },
    confirmed: [
      { person: "lena", system: "puppet", level: "can_follow" },
      { person: "sam", system: "puppet", level: "can_do" },
    ],
  },
  {
    title: "Signing an agent's certificate again",
    by: "wren",
    partner: "kofi",
    daysAgo: 101,
    lengthMin: 25,
    place: "video",
    systems: ["puppet"],
    body: 'A rebuilt preview host loops on "certificate does not match", and I would like to fix it rather than rebuild it a third time.',
    understand: "Which side believes what.",
    problem: md`
      \`preview-iad-3\` reinstalled under its old name. Agent has a new key, server still has the old
      certificate:

      \`Error: The certificate for 'preview-iad-3' does not match its private key\`
    `,
    process: md`
      Wren typed. Kofi only asked "what do you expect now?" before each Enter.

      \`\`\`
      puppet ssl show | head -20                      # agent
      puppetserver ca list --certname preview-iad-3.northlight.example
      \`\`\`

      Two fingerprints, one name. The agent had been cleaned twice already; each time the server handed
      the stale one back.
    `,
    solution: md`
      Server first, then agent, then compare by eye, then sign.

      \`\`\`
      puppetserver ca clean --certname preview-iad-3.northlight.example
      puppet ssl clean && puppet agent -t --waitforcert 60
      puppetserver ca sign --certname preview-iad-3.northlight.example
      \`\`\`
    `,
    questions: [
      {
        by: "wren",
        question: "Autosign for preview hosts, safe?",
        answer:
          "With a policy script that checks a one-time token from the image, yes. By name pattern, no: anybody in that network would get a catalogue.",
      },
    ],
    learnings: {
      wren: "Delete on both sides, or it never ends.",
      kofi: "I always did both, in luck's order.",
    },
    confirmed: [
      { person: "wren", system: "puppet", level: "new" },
      { person: "kofi", system: "puppet", level: "can_follow" },
    ],
  },
  {
    title: "A dry run that changed something",
    by: "bo",
    partner: "sam",
    daysAgo: 177,
    lengthMin: 50,
    place: "video",
    systems: ["puppet"],
    body: "I ran `puppet agent --noop` on a mail host and the relay restarted anyway.",
    understand: "What noop promises and what it does not.",
    problem: md`
      Bo used noop to preview a firewall change. Postfix restarted, 200 mails were deferred, and the
      report said that nothing had been applied.
    `,
    process: md`
      We read the report rather than the manifest. One resource had status *changed* in a run where all
      others said *noop*: \`Exec[rebuild-transport]\`. In the code:

      \`\`\`puppet
      exec { 'rebuild-transport':
        command => '/usr/sbin/postmap /etc/postfix/transport && systemctl restart postfix',
        unless  => '/usr/local/bin/transport-is-fresh',
        noop    => false,
      }
      \`\`\`

      A resource-level \`noop => false\` wins over the command line. \`git blame\` led to 2021 and to a commit
      called "make it work on first boot". Also, \`unless\` and \`onlyif\` really run during a noop, so a
      check with side effects has them.
    `,
    solution: md`
      Removed the override, split the command in two (\`postmap\` in the exec, restart through a \`notify\`,
      so that it is a reload and only when the file changed). A rake task fails the build on
      \`noop\\s*=>\\s*false\`. Two more were found, both in NTP.
    `,
    questions: [
      {
        by: "bo",
        question: "Then how do I preview safely?",
        answer:
          "On a clone of the host, or with a catalogue diff on the server, which never touches the machine at all.",
      },
      {
        by: "sam",
        question: "Why mail, of all things, without telling us?",
        answer: "It was the smallest host I could find. I thought small meant harmless.",
      },
    ],
    learnings: {
      bo: "Noop is a request that every single resource may refuse; facts, checks and plugin sync happen regardless.",
      sam: "If I had been ill that day nobody could have read the report. That has to change.",
    },
    confirmed: [
      { person: "bo", system: "puppet", level: "can_follow" },
      { person: "sam", system: "puppet", level: "can_do" },
    ],
  },
];
