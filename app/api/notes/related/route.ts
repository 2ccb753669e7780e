import { route } from "@/app/_server/route";
import { findRelated } from "@/lib/notes/find-related";

/** Reads only; what somebody is writing has no place in an address. */
export const POST = route(findRelated);
