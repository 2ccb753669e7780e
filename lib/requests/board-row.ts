import type { EpochMs } from "../time/instant";
import { neededByDay, stateAt } from "./request-state";
import type { BoardRow, Mark } from "./schema";
import type { BoardRecord } from "./store";

type Viewer = { personId: string; teamId: string | null };

/** What the board shows of a request, and what it is to the viewer. */
export function boardRow(
  { request, mine, hasDeclined, isSeated, ...rest }: BoardRecord,
  viewer: Viewer,
  now: EpochMs,
) {
  const isMine = rest.requester.id === viewer.personId;
  const taught = mine.find(({ level }) => level === "can_teach");
  const done = mine.find(({ level }) => level === "can_do");
  const wanted = isMine ? undefined : mine.find((familiarity) => familiarity.wantsToLearn);
  const isAsked = rest.teams.some(({ id }) => id === viewer.teamId);
  const mark: Mark = isMine
    ? "yours"
    : taught
      ? "can_teach"
      : done
        ? "can_do"
        : wanted
          ? "wants_to_learn"
          : isAsked
            ? "asked"
            : null;
  const { observersMax, state, ...shown } = request;
  return {
    ...shown,
    ...rest,
    state: stateAt(state, shown.neededByAt, now),
    neededBy: neededByDay(shown.neededByAt, rest.requester.zone),
    observersWelcome: observersMax > 0,
    mark,
    markSystem: isMine ? null : ((taught ?? done ?? wanted)?.system ?? null),
    couldHelp: !isMine && !hasDeclined && !isSeated && (Boolean(taught ?? done) || isAsked),
    wantsToLearn: Boolean(wanted),
  } satisfies BoardRow;
}
