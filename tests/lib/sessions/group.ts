import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { people } from "@/db/schema/people";
import { requestNeeds, requestNeedTeams } from "@/db/schema/requests";
import { bookSession } from "@/lib/sessions/book-session";
import { getSession } from "@/lib/sessions/get-session";
import { aPerson, aTeam } from "@/tests/support/company";
import { connectCalendar, mailOf, START, stage } from "./stage";

/** Ana's request needs one of Backend, where Bo is, and one of SRE, where Cleo and Dag are. */
export async function group() {
  const on = await stage();
  const { db } = on;
  const [backend, sre] = [await aTeam(db, "Backend"), await aTeam(db, "SRE", "ops")];
  await db.update(people).set({ teamId: backend }).where(eq(people.id, on.bo));
  await db.update(people).set({ teamId: sre }).where(eq(people.id, on.cleo));
  const dag = await aPerson(db, "Dag", { teamId: sre, maxPerWeek: 40 });
  on.control.addPeople([{ email: mailOf("Dag"), name: "Dag", zone: "Europe/Berlin", group: "Backend" }]);
  await connectCalendar(db, dag, mailOf("Dag"), on.control);
  const second = randomUUID();
  await db.insert(requestNeedTeams).values({ needId: on.request.needId, teamId: backend });
  await db.insert(requestNeeds).values({ id: second, requestId: on.request.id, position: 1 });
  await db.insert(requestNeedTeams).values({ needId: second, teamId: sre });
  const as = {
    ana: await on.context(on.ana),
    bo: await on.context(on.bo),
    cleo: await on.context(on.cleo),
    dag: await on.context(dag),
  };
  const offer = (over: object = {}) => ({
    requestId: on.request.id,
    start: START,
    key: randomUUID(),
    ...over,
  });
  const both = () => bookSession(as.ana, on.booking({ partnerIds: [on.bo, on.cleo] }));
  const seated = async (id: string) =>
    (await getSession(as.ana, { id })).seats.filter(({ active }) => active).map(({ person }) => person?.name);
  const stateOf = async (id: string) => {
    const { state, request, openSeats } = await getSession(as.ana, { id });
    return { state, request: request.state, openSeats };
  };
  return { ...on, backend, sre, dag, second, as, offer, both, seated, stateOf };
}
