import { route } from "@/app/_server/route";
import { findAnything } from "@/lib/knowledge/find-anything";

export const GET = route(findAnything);
