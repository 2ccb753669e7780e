import type { TeamKey } from "./teams";

const system = <K extends string>(key: K, name: string, keptBy: TeamKey, description: string) => ({
  key,
  name,
  keptBy,
  description,
});

export const systems = [
  system(
    "cassandra",
    "Cassandra",
    "platform",
    "Six nodes in Frankfurt and Virginia for invoices, audit and carts.",
  ),
  system("billing-api", "billing API", "backend", "Charges, invoices, refunds and the ledger behind them."),
  system("puppet", "Puppet", "sre", "Configuration of 640 hosts."),
  system(
    "deploy-pipeline",
    "deploy pipeline",
    "platform",
    "From a merged change to all regions: build, canary, rollout, rollback.",
  ),
  system(
    "postgres-fleet",
    "Postgres fleet",
    "platform",
    "Forty databases on nine clusters, Patroni on each.",
  ),
  system(
    "cdn-edge",
    "CDN edge",
    "platform",
    "What visitors reach first: TLS, cache, image resizing, redirects.",
  ),
  system("search-index", "search index", "data", "Product search in eleven languages, fed by the event bus."),
  system("push-gateway", "push gateway", "backend", "Turns events into notifications on iOS and Android."),
  system("auth-service", "auth service", "security", "Sign-in, sessions, tokens and their keys."),
  system("feature-flags", "feature flags", "web", "Who sees what: releases, experiments and kill switches."),
  system("event-bus", "event bus", "backend", "Kafka and the outbox tables that feed it."),
  system("dns-zones", "DNS zones", "platform", "Eleven zones, two providers, signed since spring."),
  system("on-call-rota", "on-call rota", "sre", "Who is woken, by which alert, and what they do first."),
  system("status-page", "status page", "sre", "What customers are told when something is broken."),
  system("data-warehouse", "data warehouse", "data", "Models, loads and the dashboards on top."),
  system(
    "mobile-release-train",
    "mobile release train",
    "mobile",
    "A version of both apps every second Tuesday, from cut to store.",
  ),
] as const;

export type SystemKey = (typeof systems)[number]["key"];
