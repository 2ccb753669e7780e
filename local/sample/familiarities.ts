import type { PersonKey } from "./people";
import type { SystemKey } from "./systems";

type Known = {
  teach?: PersonKey[];
  do?: PersonKey[];
  follow?: PersonKey[];
  /** Has touched it, needs a hand. */
  new?: PersonKey[];
  /** In addition to, or without, one of the above. */
  wants?: PersonKey[];
};

/** Who can do what. Puppet hangs on Sam, DNS on Hana, the event bus on Otto; nobody can run the release train. */
export const familiarities: Record<SystemKey, Known> = {
  cassandra: {
    teach: ["bo"],
    do: ["priya", "sam"],
    follow: ["hana", "lena", "yuki", "elif"],
    new: ["otto", "tomasz"],
    wants: ["hana", "ana", "thiago"],
  },
  "billing-api": {
    teach: ["ana", "elif"],
    do: ["otto", "farah"],
    follow: ["bo", "sam", "kofi", "dag", "caio", "amara", "cole", "rafael"],
    new: ["arjun", "bjorn"],
    wants: ["arjun", "tomasz"],
  },
  puppet: {
    do: ["sam"],
    follow: ["kofi", "lena", "bo"],
    new: ["wren", "ana"],
    wants: ["hana", "wren", "otto", "yuki"],
  },
  "deploy-pipeline": {
    do: ["hana", "sam"],
    follow: ["bo", "priya", "yuki", "elif", "ines", "arjun", "farah"],
    new: ["meera"],
    wants: ["yuki", "ana", "jonas"],
  },
  "postgres-fleet": {
    teach: ["sam"],
    do: ["bo", "lena", "yuki", "ana", "dag"],
    follow: ["hana", "elif", "zoe", "jonas", "marta", "farah"],
    new: ["rafael"],
    wants: ["rafael", "bjorn", "siddharth"],
  },
  "cdn-edge": {
    do: ["bo", "hana", "kofi"],
    follow: ["sam", "mei", "wren", "thiago", "gwen"],
    new: ["haruto"],
    wants: ["yuki", "mei"],
  },
  "search-index": {
    do: ["yuki", "ana", "dag"],
    follow: ["kofi", "elif"],
    new: ["sofia"],
    wants: ["jun", "caio"],
  },
  "push-gateway": {
    do: ["elif", "amina"],
    follow: ["lena", "yuki", "ravi", "kenji"],
    new: ["luana", "noor"],
    wants: ["lena", "ana", "jun"],
  },
  "auth-service": {
    teach: ["ulrike"],
    do: ["kofi", "ana", "elif", "amina"],
    follow: ["priya", "jun", "mei", "joaquin"],
    new: ["leticia"],
    wants: ["otto", "ines"],
  },
  "feature-flags": {
    teach: ["ines"],
    do: ["yuki", "ana", "elif", "otto"],
    follow: ["hana", "sam", "tessa", "jonas"],
    wants: ["grace", "ravi"],
  },
  "event-bus": {
    do: ["otto"],
    follow: ["sam", "ana", "elif", "dag"],
    new: ["dana", "siddharth"],
    wants: ["jun", "elif", "dana"],
  },
  "dns-zones": {
    do: ["hana"],
    follow: ["bo", "yuki", "ulrike"],
    new: ["grace"],
    wants: ["priya", "gwen", "sofia"],
  },
  "on-call-rota": {
    teach: ["sam", "kofi", "marta"],
    do: ["hana", "yuki", "dana"],
    follow: ["bo", "lena", "priya", "elif"],
    wants: ["ana", "elif", "haruto"],
  },
  "status-page": {
    do: ["marta", "sam", "kofi"],
    follow: ["grace", "tomasz", "meera"],
    new: ["cole"],
    wants: ["ana", "leticia"],
  },
  "data-warehouse": {
    teach: ["dag"],
    do: ["jun", "zoe", "amara"],
    follow: ["elif", "siddharth"],
    new: ["bjorn", "thiago"],
    wants: ["ana", "terrence"],
  },
  "mobile-release-train": {
    follow: ["noor", "tessa", "ravi"],
    new: ["hana", "tomasz", "haruto", "luana"],
    wants: ["luana", "hana", "haruto"],
  },
};

/** What people could do once and, since so many days, cannot: they moved on, and it changed behind them. */
export const forgotten: { person: PersonKey; system: SystemKey; daysAgo: number }[] = [
  { person: "kofi", system: "puppet", daysAgo: 68 },
  { person: "ravi", system: "mobile-release-train", daysAgo: 112 },
  { person: "dag", system: "event-bus", daysAgo: 93 },
  { person: "bo", system: "dns-zones", daysAgo: 201 },
];
