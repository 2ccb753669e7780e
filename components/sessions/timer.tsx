"use client";

import { ArrowLeftRight, Pause, Play, Volume2, VolumeX } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Panel, PanelBody } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import {
  atTime,
  hasBegun,
  keepTurns,
  leftOf,
  notBegun,
  paused,
  readTurns,
  started,
  swapped,
  TURN_LENGTHS_MIN,
  type Turns,
  turnWords,
} from "./turns";

export type TimerProps = {
  sessionId: string;
  lengthMin: number;
  /** First names of those who pair, in the order of their seats; null: the reader. */
  names: readonly (string | null)[];
};

const TICK_MS = 250;
const USUAL_TURN_MIN = 10;
const ORDINALS = [
  "First",
  "Second",
  "Third",
  "Fourth",
  "Fifth",
  "Sixth",
  "Seventh",
  "Eighth",
  "Ninth",
  "Tenth",
];
const NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const icon = { "aria-hidden": true, strokeWidth: 1.75, className: "size-4" } as const;

/** Who drives and who navigates, and for how long still. It goes on through a reload; it sounds only when asked to. */
export default function Timer({ sessionId, lengthMin, names }: TimerProps) {
  const key = `timer:${sessionId}`;
  const [turns, setTurns] = useState<Turns>(() => readTurns(key) ?? notBegun(USUAL_TURN_MIN));
  const [now, setNow] = useState(() => Date.now());
  const current = atTime(turns, now);
  const runs = current.endsAt !== null;
  const change = (next: Turns) => {
    keepTurns(key, next);
    setTurns(next);
    setNow(Date.now());
  };
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [runs]);
  const lastTurn = useRef(current.turn);
  useEffect(() => {
    if (current.turn > lastTurn.current && runs && current.isLoud) chime();
    lastTurn.current = current.turn;
  }, [current.turn, current.isLoud, runs]);

  const total = Math.max(1, Math.round(lengthMin / current.turnMin));
  const words = turnWords(names, current.turn);
  if (!hasBegun(current))
    return (
      <Panel aria-label="Turns" data-timer>
        <PanelBody className="flex flex-wrap items-center justify-between gap-3">
          <span className="inline-flex items-center gap-2 text-meta text-ink-2">
            <span aria-hidden>Swap every</span>
            <Select
              aria-label="Swap every"
              value={String(current.turnMin)}
              onChange={(event) => change(notBegun(Number(event.currentTarget.value), current.isLoud))}
            >
              {TURN_LENGTHS_MIN.map((min) => (
                <option key={min} value={min}>
                  {min} min
                </option>
              ))}
            </Select>
          </span>
          <Button icon={<Play {...icon} />} onClick={() => change(started(current, Date.now()))}>
            Start turns
          </Button>
        </PanelBody>
      </Panel>
    );
  return (
    <Panel aria-label="Turns" data-timer>
      <PanelBody className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div>
            <p className="text-meta text-ink-2" role="status">
              {words}
            </p>
            <p className="times text-next font-semibold" role="timer" aria-label="Left of this turn">
              {clock(leftOf(current, now))}
            </p>
          </div>
          <div className="flex gap-2">
            <Button
              size="sm"
              icon={runs ? <Pause {...icon} /> : <Play {...icon} />}
              onClick={() => change(runs ? paused(current, Date.now()) : started(current, Date.now()))}
            >
              {runs ? "Pause" : "Go on"}
            </Button>
            <Button
              size="sm"
              icon={<ArrowLeftRight {...icon} />}
              onClick={() => change(swapped(current, Date.now()))}
            >
              Swap
            </Button>
          </div>
        </div>
        <Progress
          turn={current.turn}
          total={total}
          share={1 - leftOf(current, now) / (current.turnMin * 60_000)}
        />
        <div className="flex items-center justify-between gap-4 text-meta text-ink-3">
          <span>
            {current.turn < total
              ? `${ORDINALS[current.turn] ?? `Turn ${current.turn + 1}`}${ORDINALS[current.turn] ? " turn" : ""} of ${NUMBERS[total] ?? total}`
              : "More turns than planned"}
          </span>
          <Button
            size="sm"
            tone="quiet"
            aria-pressed={current.isLoud}
            className="-mr-2.5"
            icon={current.isLoud ? <Volume2 {...icon} /> : <VolumeX {...icon} />}
            onClick={() => {
              if (!current.isLoud) chime();
              change({ ...current, isLoud: !current.isLoud });
            }}
          >
            {current.isLoud ? "Sound on" : "Sound off"}
          </Button>
        </div>
        {!runs && (
          <button
            type="button"
            className="link justify-self-start text-meta"
            onClick={() => change(notBegun(current.turnMin, current.isLoud))}
          >
            Start over
          </button>
        )}
      </PanelBody>
    </Panel>
  );
}

function Progress({ turn, total, share }: { turn: number; total: number; share: number }) {
  return (
    <div aria-hidden className="flex gap-1">
      {Array.from({ length: Math.min(total, 20) }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a turn is its place.
        <span key={at} className="h-1.5 flex-1 overflow-clip rounded-badge bg-line">
          <span
            className={classNames("block h-full bg-accent", at > turn && "hidden")}
            style={{ width: at < turn ? "100%" : `${Math.round(share * 100)}%` }}
          />
        </span>
      ))}
    </div>
  );
}

function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Two soft notes. Silent where the browser allows no sound before somebody touched the page. */
function chime(): void {
  const audio = new AudioContext();
  for (const [at, hertz] of [660, 880].entries()) {
    const note = audio.createOscillator();
    const volume = audio.createGain();
    const begin = audio.currentTime + at * 0.22;
    note.frequency.value = hertz;
    volume.gain.setValueAtTime(0.15, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.5);
    note.connect(volume).connect(audio.destination);
    note.start(begin);
    note.stop(begin + 0.5);
    note.onended = () => at === 1 && void audio.close();
  }
}
