import { readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { JWK } from "jose";
import type { EpochMs } from "@/lib/time/instant";

export type Person = {
  email: string;
  name: string;
  /** IANA. */
  zone: string;
  /** A heading on the account page: the team. */
  group: string;
  picture?: string;
  /** Google's account number, which outlives a change of address. */
  sub: string;
  /** Whether colleagues may see free/busy. */
  visible: boolean;
};

export type Calendar = { id: string; summary: string; owner: string; zone: string; readers: string[] };

export type EventMoment = { dateTime: string; timeZone?: string } | { date: string };

export type ResponseStatus = "needsAction" | "declined" | "tentative" | "accepted";

export type Guest = {
  email: string;
  displayName?: string;
  optional?: boolean;
  comment?: string;
  responseStatus: ResponseStatus;
};

export type Conference = {
  requestId: string;
  url: string;
  status: "pending" | "success" | "failure";
  /** A pending link is ready after so many more reads. */
  readsUntilReady: number;
};

/** One calendar's view of an event: its owner's private properties, and whether they threw it away. */
export type Copy = { privateProperties: Record<string, string>; transparency?: "transparent"; gone?: true };

/** An event as its organiser's calendar has it; the guests' calendars hold copies. */
export type StoredEvent = {
  uid: string;
  id: string;
  calendarId: string;
  created: EpochMs;
  updated: EpochMs;
  version: number;
  sequence: number;
  status: "confirmed" | "tentative" | "cancelled";
  summary?: string;
  description?: string;
  location?: string;
  start: EventMoment;
  end: EventMoment;
  recurrence?: string[];
  /** Original starts of instances that were deleted one by one. */
  cancelledStarts: EpochMs[];
  guests: Guest[];
  visibility?: string;
  eventType: string;
  sharedProperties: Record<string, string>;
  conference?: Conference;
  /** By calendar id, the organiser's included. */
  copies: Record<string, Copy>;
};

type RefreshToken = { email: string; scopes: string[] };
type AccessToken = RefreshToken & { expiresAt: EpochMs };
export type Code = RefreshToken & {
  redirectUri: string;
  challenge?: { value: string; method: "S256" | "plain" };
  nonce?: string;
  offline: boolean;
  expiresAt: EpochMs;
  used: boolean;
};

export type Mail = {
  at: EpochMs;
  kind: "invitation" | "update" | "cancellation" | "answer";
  from: string;
  to: string;
  eventId: string;
  summary: string;
};

/** Somebody's wish to be told of changes to one calendar's events. */
export type Channel = {
  id: string;
  /** Who asked; only they may stop it. */
  email: string;
  calendarId: string;
  resourceId: string;
  resourceUri: string;
  address: string;
  token?: string;
  expiration: EpochMs;
  /** Messages so far. */
  messages: number;
};

export type State = {
  version: 1;
  people: Record<string, Person>;
  calendars: Record<string, Calendar>;
  /** By uid. */
  events: Record<string, StoredEvent>;
  /** What each person granted to the one client there is. */
  grants: Record<string, string[]>;
  codes: Record<string, Code>;
  refreshTokens: Record<string, RefreshToken>;
  accessTokens: Record<string, AccessToken>;
  outbox: Mail[];
  /** By id. */
  channels: Record<string, Channel>;
  signingKey?: JWK;
  clockOffsetMs: number;
};

export const emptyState = (): State => ({
  version: 1,
  people: {},
  calendars: {},
  events: {},
  grants: {},
  codes: {},
  refreshTokens: {},
  accessTokens: {},
  outbox: [],
  channels: {},
  clockOffsetMs: 0,
});

/** @throws {Error} if the file is there and is not a state of this version */
export function loadState(file: string): State {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return emptyState();
    throw error;
  }
  // What a file from before has not, is empty.
  const state: State = { ...emptyState(), ...(JSON.parse(text) as State) };
  if (state.version !== 1)
    throw new Error(`${file} was written by another version: delete it to start over.`);
  return state;
}

const WRITE_AFTER_MS = 150;

/** Writes the state a little after it changed, always a whole file or the one before it. */
export class StateFile {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private readonly file: string;
  private readonly state: () => State;

  constructor(file: string, state: () => State) {
    this.file = file;
    this.state = state;
  }

  changed(): void {
    this.timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS);
  }

  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(`${this.file}.new`, JSON.stringify(this.state()), { mode: 0o600 });
    await rename(`${this.file}.new`, this.file);
  }
}
