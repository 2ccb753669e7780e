// First of all: it gives the framework the means to tell one request from another.
import "next/dist/server/node-environment-baseline";
import { text } from "node:stream/consumers";
import { NextRequest } from "next/server";
import { handlers } from "@/app/_server/auth";

/**
 * A process that sends the sign-in library what a browser with the cookie on standard input may send: its own idea of who
 * is signed in, and the names of other ways to sign in. The answers are a line of JSON.
 */
const ORIGIN = "http://localhost:3000/api/auth";
let cookie = (await text(process.stdin)).trim();

async function asked(path: string, form?: Record<string, unknown>) {
  const sent = form && { method: "POST", body: JSON.stringify(form) };
  const request = new NextRequest(`${ORIGIN}${path}`, sent);
  request.headers.set("cookie", cookie);
  if (form) request.headers.set("content-type", "application/json");
  const response = form ? await handlers.POST(request) : await handlers.GET(request);
  for (const set of response.headers.getSetCookie()) cookie += `; ${set.split(";")[0]}`;
  const body = await response.text();
  return { status: response.status, location: response.headers.get("location"), body };
}

const { csrfToken } = JSON.parse((await asked("/csrf")).body) as { csrfToken: string };
const evil = {
  personId: "00000000-0000-4000-8000-000000000000",
  isAdmin: true,
  email: "boss@northlight.example",
};
const update = await asked("/session", {
  csrfToken,
  data: { ...evil, actor: evil, user: evil, id: evil.personId },
});
const after = await asked("/session");
const providers = await asked("/providers");
const ways = ["email", "credentials", "resend", "webauthn"];
const codes = await Promise.all(
  ways.map((way) => asked(`/callback/${way}`, { csrfToken, token: "123456", ...evil })),
);
console.log(JSON.stringify({ update, after, providers, codes }));
process.exit(0);
