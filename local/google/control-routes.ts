import { Hono } from "hono";
import type { LocalGoogle } from "./control";
import type { HeldPushes } from "./push";
import { Refusal } from "./refusal";

type Command = (input: never) => unknown;

/** The control for other processes: each command takes its arguments as one JSON object. */
export function controlRoutes(control: LocalGoogle): Hono {
  const app = new Hono();
  let held: HeldPushes | undefined;

  app.get("/people", (c) => c.json(control.people()));
  app.get("/events", (c) => c.json(control.events(c.req.query("person") ?? "", c.req.query("calendar"))));
  app.get("/faults", (c) => c.json(control.faults()));
  app.get("/outbox", (c) => c.json(control.outbox()));
  app.get("/calls", (c) => {
    const path = c.req.query("path");
    return c.json(control.calls(path === undefined ? undefined : new RegExp(path)));
  });
  app.get("/channels", (c) => c.json(control.channels()));
  app.get("/pushes", (c) => c.json(control.pushes()));
  app.post("/held-pushes", (c) => {
    held = control.holdPushes();
    return c.json({});
  });
  app.get("/held-pushes", (c) => c.json(held?.messages ?? []));
  app.post("/held-pushes/:index", async (c) => {
    const message = held?.messages[Number(c.req.param("index"))];
    if (!held || !message) throw new RangeError("No such push is held.");
    return c.json({ status: await held.deliver(message) });
  });
  app.delete("/held-pushes", (c) => {
    held?.release();
    held = undefined;
    return c.body(null, 204);
  });
  app.delete("/faults", (c) => {
    control.clearFaults();
    return c.body(null, 204);
  });

  for (const [name, command] of Object.entries(commandsOf(control))) {
    app.post(`/${name}`, async (c) => {
      const text = await c.req.text();
      return c.json((command(JSON.parse(text || "{}") as never) as object | undefined) ?? {});
    });
  }

  app.onError((error, c) => {
    const status = error instanceof Refusal ? error.status : 400;
    return c.json({ error: error.message }, status as 400);
  });
  return app;
}

type Of<Name extends keyof LocalGoogle> = LocalGoogle[Name] extends (...args: infer Arguments) => unknown
  ? Arguments
  : never;

const commandsOf = (control: LocalGoogle): Record<string, Command> => ({
  people: ({ people }: { people: Of<"addPeople">[0] }) => control.addPeople(people),
  calendars: (calendar: Of<"addCalendar">[0]) => control.addCalendar(calendar),
  events: ({ person, event, calendar }: { person: string; event: Of<"addEvent">[1]; calendar?: string }) =>
    control.addEvent(person, event, calendar),
  grants: ({ person, scopes }: { person: string; scopes: string[] }) => control.grant(person, scopes),
  faults: (fault: Of<"fault">[0]) => control.fault(fault),
  push: (weather: Of<"push">[0]) => control.push(weather),
  quota: (quota: Of<"quota">[0]) => control.quota(quota),
  revoke: ({ person }: { person: string }) => control.revoke(person),
  expire: ({ person }: { person?: string }) => control.expireAccessTokens(person),
  visibility: ({ person, visible }: { person: string; visible: boolean }) =>
    control.setVisibility(person, visible),
  meet: ({ mode, pendingReads }: { mode: Of<"meet">[0]; pendingReads?: number }) =>
    control.meet(mode, pendingReads),
  respond: ({ person, event, response }: { person: string; event: string; response: Of<"respond">[2] }) =>
    control.respond(person, event, response),
  delete: ({ person, event }: { person: string; event: string }) => control.deleteEvent(person, event),
  move: ({ person, event, start, end }: { person: string; event: string; start: number; end: number }) =>
    control.moveEvent(person, event, start, end),
  "move-calendar": ({ person, event, calendar }: { person: string; event: string; calendar: string }) =>
    control.moveToCalendar(person, event, calendar),
  patch: ({ person, event, patch }: { person: string; event: string; patch: Of<"patchEvent">[2] }) =>
    control.patchEvent(person, event, patch),
  clock: ({ advanceMs }: { advanceMs: number }) => control.advance(advanceMs),
  reset: () => control.reset(),
});
