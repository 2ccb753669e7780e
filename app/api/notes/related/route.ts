import { route } from "@/app/_server/route";
import { findRelated } from "@/lib/notes/find-related";

export const GET = route(findRelated);
