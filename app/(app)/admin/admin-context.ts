import { notFound } from "next/navigation";
import { pageContext } from "@/app/_server/actor";
import type { Context } from "@/lib/context";

/** For everybody else these pages do not exist. */
export async function adminContext(): Promise<Context> {
  const context = await pageContext();
  if (!context.actor.isAdmin) notFound();
  return context;
}
