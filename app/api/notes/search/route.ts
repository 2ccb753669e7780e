import { route } from "@/app/_server/route";
import { findNotes } from "@/lib/notes/find-notes";

export const GET = route(findNotes);
