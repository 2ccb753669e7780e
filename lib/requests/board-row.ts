import type { EpochMs } from "../time/instant";
import { neededByDay, stateAt } from "./request-state";
import type { BoardRow, Mark } from "./schema";
import type { BoardRecord } from "./store";

type Viewer = { personId: string; teamId: string | null };

/** What the board shows of a request, and what it is to the viewer. */
export function boardRow({ request, mine, hasDeclined, ...rest }: BoardRecord, viewer: Viewer, now: EpochMs) {
  const isMine = rest.requester.id === viewer.personId;
  const canTeach = mine.some(({ level }) => level === "can_teach");
  const canDo = canTeach || mine.some(({ level }) => level === "can_do");
  const isAsked = rest.teams.some(({ id }) => id === viewer.teamId);
  const wantsToLearn = !isMine && mine.some((familiarity) => familiarity.wantsToLearn);
  const mark: Mark = isMine
    ? "yours"
    : canTeach
      ? "can_teach"
      : canDo
        ? "can_do"
        : wantsToLearn
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
    couldHelp: !isMine && !hasDeclined && (canDo || isAsked),
    wantsToLearn,
  } satisfies BoardRow;
}
