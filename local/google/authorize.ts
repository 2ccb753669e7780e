import { type Context, Hono } from "hono";
import { type Ask, accountPage } from "./account-page";
import { refusalPage } from "./page-frame";
import { isKnownScope, isSignInScope, longName } from "./scopes";
import type { Person } from "./state";
import { addGrant, type Client, issueCode } from "./tokens";
import type { World } from "./world";

/** Shown on a page instead of being sent back: nobody may be redirected to an address that is not registered. */
class PageRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const PATH = "/o/oauth2/v2/auth";

/**
 * The account chooser and consent page. A choice comes back as `person` and, for each scope left ticked, `granted`;
 * or as `deny`. Without `granted` and `choose`, everything asked for is granted.
 * https://developers.google.com/identity/protocols/oauth2/web-server#creatingclient
 */
export function authorizeRoutes(world: World, client: Client): Hono {
  const app = new Hono();

  app.on(["GET", "POST"], PATH, async (c) => {
    const form =
      c.req.method === "POST" ? new URLSearchParams(await c.req.text()) : new URL(c.req.url).searchParams;
    try {
      return respond(c, form, askOf(form, client));
    } catch (error) {
      if (!(error instanceof PageRefusal)) throw error;
      return c.html(refusalPage(error.code, error.message), 400);
    }
  });

  const respond = (c: Context, form: URLSearchParams, ask: Ask) => {
    const back = (answer: Record<string, string>) => c.redirect(withAnswer(ask, answer), 303);
    if (!ask.scopes.every(isKnownScope)) return back({ error: "invalid_scope" });
    if (form.has("deny")) return back({ error: "access_denied" });
    if (ask.prompts.includes("none")) return back({ error: "interaction_required" });
    const person = world.person(form.get("person") ?? "");
    if (person) return consent(back, form, ask, person);
    return c.html(
      accountPage(Object.values(world.state.people), ask, (email) => world.state.grants[email] ?? []),
    );
  };

  const consent = (
    back: (answer: Record<string, string>) => Response,
    form: URLSearchParams,
    ask: Ask,
    person: Person,
  ) => {
    const ticked = form.has("choose") ? form.getAll("granted").map(longName) : ask.scopes;
    const granted = ask.scopes.filter((scope) => isSignInScope(scope) || ticked.includes(scope));
    if (granted.length === 0) return back({ error: "access_denied" });
    const earlier = world.state.grants[person.email] ?? [];
    const isNews = granted.some((scope) => !earlier.includes(scope));
    const scopes = addGrant(world, person.email, granted, ask.parameters.include_granted_scopes === "true");
    const { code_challenge: challenge, code_challenge_method: method, nonce, access_type } = ask.parameters;
    const code = issueCode(world, {
      email: person.email,
      scopes,
      redirectUri: ask.redirectUri,
      challenge: challenge ? { value: challenge, method: method === "S256" ? "S256" : "plain" } : undefined,
      nonce,
      // Only a consent brings a refresh token: the first one, one for more, or one that was asked for.
      offline: access_type === "offline" && (isNews || ask.prompts.includes("consent")),
    });
    return back({ code, scope: scopes.join(" "), authuser: "0", prompt: isNews ? "consent" : "none" });
  };

  return app;
}

function askOf(form: URLSearchParams, client: Client): Ask {
  const parameters = Object.fromEntries(form);
  const redirectUri = parameters.redirect_uri ?? "";
  if (parameters.client_id !== client.id)
    throw new PageRefusal("invalid_client", "The OAuth client was not found.");
  if (!isRegistered(redirectUri, client)) {
    throw new PageRefusal(
      "redirect_uri_mismatch",
      "The redirect address in the request is not registered for this client.",
    );
  }
  if (parameters.response_type !== "code")
    throw new PageRefusal("invalid_request", "The only response type here is “code”.");
  if (!parameters.scope) throw new PageRefusal("invalid_request", "Missing required parameter: scope");
  if (parameters.code_challenge_method && !["S256", "plain"].includes(parameters.code_challenge_method)) {
    throw new PageRefusal("invalid_request", "Unknown code challenge method.");
  }
  const scopes = [...new Set(parameters.scope.split(" ").filter(Boolean).map(longName))];
  return { parameters, redirectUri, scopes, prompts: (parameters.prompt ?? "").split(" ") };
}

function isRegistered(redirectUri: string, { redirectUris }: Client): boolean {
  if (redirectUris) return redirectUris.includes(redirectUri);
  const url = URL.parse(redirectUri);
  return (
    url?.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname) && url.hash === ""
  );
}

function withAnswer({ redirectUri, parameters }: Ask, answer: Record<string, string>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (parameters.state !== undefined) url.searchParams.set("state", parameters.state);
  return url.href;
}
