import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cache, Suspense } from "react";
import { pageContext } from "@/app/_server/actor";
import { load } from "@/app/_server/page";
import { Matches } from "@/components/matching/matches";
import { matchesQuery } from "@/components/matching/matches-query";
import { pageStateOf } from "@/components/matching/page-state";
import { RequestHead } from "@/components/matching/request-head";
import { RequestOutcome } from "@/components/matching/request-outcome";
import { RequestText } from "@/components/matching/request-text";
import { RelatedNotes } from "@/components/notes/related-notes";
import { firstName } from "@/components/people/first-name";
import { WatchMessage } from "@/components/sessions/watchers";
import { ButtonLink } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { Panel } from "@/components/ui/panel";
import { LoadingLines } from "@/components/ui/skeleton";
import type { Context } from "@/lib/context";
import { findMatches } from "@/lib/matching/find-matches";
import { findRelated } from "@/lib/notes/find-related";
import { getRequest } from "@/lib/requests/get-request";
import { PLACE_CHOICES, type RequestView } from "@/lib/requests/schema";
import { getSession } from "@/lib/sessions/get-session";
import { formatDay, formatTimeRange } from "@/lib/time/format";
import { addDays, dateIn } from "@/lib/time/zone";
import { change, keep, leave, offer, reopen, revive, watch, withdraw } from "./actions";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const requestOf = cache(async (id: string) => load(getRequest, await pageContext(), { id }));

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: (await requestOf((await params).id)).title };
}

export default async function RequestPage({ params, searchParams }: Props) {
  const context = await pageContext();
  const request = await requestOf((await params).id);
  const mine = request.requester.id === context.actor.personId;
  const today = dateIn(context.now, context.actor.zone);
  return (
    <div className="page">
      <RequestHead
        request={request}
        mine={mine}
        until={untilWords(request)}
        withdraw={withdraw}
        reopen={reopen}
      />
      <div id="times" className="grid scroll-mt-20 gap-5">
        {request.state === "open" && request.sessionId && (
          <FreeSeat context={context} sessionId={request.sessionId} mine={mine} />
        )}
        {request.state === "open" ? (
          <Suspense
            fallback={
              <Panel>
                <LoadingLines label="Comparing calendars" lines={8} />
              </Panel>
            }
          >
            <OpenMatches context={context} request={request} mine={mine} search={await searchParams} />
          </Suspense>
        ) : (
          <RequestOutcome
            request={request}
            mine={mine}
            until={untilWords(request)}
            inAWeek={addDays(today, 7)}
            today={today}
            revive={revive}
            reopen={reopen}
          />
        )}
        {request.sessionId && !mine && <MayWatch context={context} sessionId={request.sessionId} />}
        <RequestText request={request} mine={mine} />
        <Suspense fallback={null}>
          <ReadFirst context={context} request={request} />
        </Suspense>
      </div>
    </div>
  );
}

/** Open again because a partner said "not now": the session keeps its time until somebody takes the seat. */
async function FreeSeat({
  context,
  sessionId,
  mine,
}: {
  context: Context;
  sessionId: string;
  mine: boolean;
}) {
  const { start, end, seats, openSeats } = await load(getSession, context, { id: sessionId });
  const hasOthers = seats.some(({ active, role }) => active && role === "partner");
  const { zone } = context.actor;
  return (
    <Message
      tone="warn"
      title={
        <>
          {hasOthers ? `Still free: ${openSeats.join(" and ")},` : "A seat is free again,"}{" "}
          <time dateTime={new Date(start).toISOString()}>
            {formatDay(start, zone)} {formatTimeRange(start, end, zone)}
          </time>
          .
        </>
      }
      action={
        <ButtonLink size="sm" href={`/sessions/${sessionId}`}>
          Open the session
        </ButtonLink>
      }
    >
      {hasOthers
        ? "Somebody has a seat already, so this is the time. The session can be rescheduled on its page."
        : mine
          ? "The session keeps its time until somebody takes the seat. Booking another time moves it."
          : "Pairing at that time takes the seat; pairing at another time moves the session."}
    </Message>
  );
}

/** Notes of past sessions on the same thing: for who asks, and for who thinks of offering. */
async function ReadFirst({ context, request }: { context: Context; request: RequestView }) {
  const { id, title, body, understand, systems } = request;
  const { notes } = await findRelated(context, {
    ...{ title, text: `${body} ${understand}`, requestId: id },
    systemIds: systems.map((system) => system.id),
  });
  return <RelatedNotes notes={notes} zone={context.actor.zone} />;
}

async function MayWatch({ context, sessionId }: { context: Context; sessionId: string }) {
  const session = await load(getSession, context, { id: sessionId });
  return <WatchMessage session={session} actions={{ watch, leave }} />;
}

/** Streamed: the page is there before the calendars have been compared. */
async function OpenMatches({
  context,
  request,
  mine,
  search,
}: {
  context: Context;
  request: RequestView;
  mine: boolean;
  search: Awaited<Props["searchParams"]>;
}) {
  const { id, lengthMin, place, neededBy, requester, sessionId } = request;
  const stored = { lengthMin, place, neededBy };
  const today = dateIn(context.now, requester.zone);
  const state = pageStateOf(search, stored, today);
  // Whoever offers takes it as it is; and where a seat is free again, the session has its length and time.
  const canTry = mine && sessionId === null;
  const initial = canTry ? state : { ...state, tried: {} };
  const { week, tried } = initial;
  const asked = { week, lengthMin: tried.lengthMin, neededBy: tried.neededBy };
  const client = new QueryClient();
  await client.prefetchQuery({
    ...matchesQuery(id, asked),
    queryFn: () => findMatches(context, { requestId: id, ...asked }),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Matches
        requestId={id}
        stored={stored}
        initial={initial}
        places={PLACE_CHOICES}
        today={today}
        requesterName={firstName(requester.name)}
        offer={mine ? null : offer}
        applyChange={change}
        keep={canTry ? keep : null}
      />
    </HydrationBoundary>
  );
}

/** The needed-by day: `Fri 27 Nov`. */
const untilWords = ({ neededByAt, requester }: RequestView) => formatDay(neededByAt - 1, requester.zone);
