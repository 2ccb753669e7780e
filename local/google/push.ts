import type { EpochMs } from "@/lib/time/instant";
import type { Channel } from "./state";
import type { World } from "./world";

/** One notification, as it leaves. It has no body: whoever gets it asks what changed. */
type PushMessage = {
  channelId: string;
  calendarId: string;
  number: number;
  state: "sync" | "exists";
  address: string;
  headers: Record<string, string>;
};

/** One try to deliver. Without `status` nobody answered. */
export type PushRecord = {
  at: EpochMs;
  channelId: string;
  number: number;
  state: "sync" | "exists";
  status?: number;
};

/** What happens to messages on their way. Each is delivered once and at once unless told otherwise. */
export type PushWeather = {
  /** The next so many are lost, or all. */
  lose?: number | "all";
  /** Each arrives so many times. */
  copies?: number;
  /** Each is late by this much. */
  delayMs?: number;
  /** Each is late by something between nothing and this much, so they arrive in another order. */
  jitterMs?: number;
};

/** Messages that wait for the caller, who delivers each never, once or often, in any order. */
export type HeldPushes = {
  readonly messages: readonly PushMessage[];
  /** One try; yields the status that was answered, `undefined` where nobody answered. */
  deliver(message: PushMessage): Promise<number | undefined>;
  /** From now on messages go out by themselves again; those still here are forgotten. */
  release(): void;
};

const MOST_RECORDS = 2_000;
const ANSWER_WITHIN_MS = 10_000;
const FIRST_RETRY_MS = 500;
const MOST_TRIES = 4;
const RETRIED = [500, 502, 503, 504];

/** Delivers notifications behind the back of whoever caused them. */
export class Push {
  readonly records: PushRecord[] = [];
  private readonly world: World;
  private readonly underway = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  private weather: PushWeather = {};
  private held: PushMessage[] | undefined;

  constructor(world: World) {
    this.world = world;
    world.announce = (calendarIds) => this.changed(calendarIds);
  }

  /** Says once that a channel works. */
  sync(channel: Channel): void {
    this.send(channel, "sync");
  }

  weatherNow(): PushWeather {
    return { ...this.weather };
  }

  setWeather(weather: PushWeather): void {
    this.weather = { ...weather };
  }

  hold(): HeldPushes {
    const messages: PushMessage[] = [];
    this.held = messages;
    return {
      messages,
      deliver: (message) => this.attempt(message),
      release: () => {
        if (this.held === messages) this.held = undefined;
      },
    };
  }

  /** Until nothing is on its way, retries included. */
  async settled(): Promise<void> {
    while (this.underway.size > 0) await Promise.all(this.underway);
  }

  forget(): void {
    this.weather = {};
    this.held = undefined;
    this.records.length = 0;
  }

  /** What is on its way is lost. */
  async close(): Promise<void> {
    this.ending.abort();
    await this.settled();
  }

  private changed(calendarIds: readonly string[]): void {
    const now = this.world.now();
    const { channels } = this.world.state;
    for (const channel of Object.values(channels)) {
      if (channel.expiration <= now) delete channels[channel.id];
      else if (calendarIds.includes(channel.calendarId)) this.send(channel, "exists");
    }
  }

  private send(channel: Channel, state: PushMessage["state"]): void {
    channel.messages++;
    this.world.onChange();
    const message = messageOf(channel, state);
    if (this.held) {
      this.held.push(message);
      return;
    }
    const { lose = 0, copies = 1 } = this.weather;
    if (lose === "all" || lose > 0) {
      if (lose !== "all") this.weather.lose = lose - 1;
      return;
    }
    for (let copy = 0; copy < copies; copy++) this.carry(message, this.lateness());
  }

  private lateness(): number {
    const { delayMs = 0, jitterMs = 0 } = this.weather;
    return delayMs + Math.random() * jitterMs;
  }

  private carry(message: PushMessage, afterMs: number): void {
    const carried = this.deliver(message, afterMs).finally(() => this.underway.delete(carried));
    this.underway.add(carried);
  }

  /**
   * 500, 502, 503 and 504 are tried again with growing gaps; any other answer, or none, is a failed message.
   * https://developers.google.com/workspace/calendar/api/guides/push#responding-to-notifications
   */
  private async deliver(message: PushMessage, afterMs: number): Promise<void> {
    let waitMs = afterMs;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await this.wait(waitMs);
      if (this.ending.signal.aborted) return;
      const status = await this.attempt(message);
      if (status === undefined || !RETRIED.includes(status)) return;
      waitMs = FIRST_RETRY_MS * 2 ** tries;
    }
  }

  private async attempt(message: PushMessage): Promise<number | undefined> {
    const { channelId, number, state, address, headers } = message;
    // Nothing leaves this machine: a channel to somewhere else is kept, and stays silent.
    if (!isLoopback(new URL(address))) return undefined;
    const record: PushRecord = { at: this.world.now(), channelId, number, state };
    this.records.push(record);
    if (this.records.length > MOST_RECORDS) this.records.shift();
    try {
      const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
      const response = await fetch(address, { method: "POST", headers, redirect: "manual", signal });
      await response.body?.cancel();
      record.status = response.status;
    } catch {
      // Nobody answered: the record says so by having no status.
    }
    return record.status;
  }

  private wait(ms: number): Promise<void> {
    const { signal } = this.ending;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener("abort", end);
    });
  }
}

/** https://developers.google.com/workspace/calendar/api/guides/push#understanding-the-notification-message-format */
function messageOf(channel: Channel, state: PushMessage["state"]): PushMessage {
  const { id, calendarId, address, token, expiration, resourceId, resourceUri, messages } = channel;
  return {
    channelId: id,
    calendarId,
    number: messages,
    state,
    address,
    headers: {
      "X-Goog-Channel-ID": id,
      ...(token === undefined ? {} : { "X-Goog-Channel-Token": token }),
      "X-Goog-Channel-Expiration": new Date(expiration).toUTCString(),
      "X-Goog-Resource-ID": resourceId,
      "X-Goog-Resource-URI": resourceUri,
      "X-Goog-Resource-State": state,
      "X-Goog-Message-Number": String(messages),
    },
  };
}

/** `localhost` and what is under it (RFC 6761, 6.3), 127.0.0.0/8 and ::1. */
export const isLoopback = ({ hostname }: URL): boolean =>
  /^(.+\.)?localhost$/.test(hostname) || /^127(\.\d+){3}$/.test(hostname) || hostname === "[::1]";
