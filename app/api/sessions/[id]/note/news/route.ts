import { route } from "@/app/_server/route";
import { followNote } from "@/lib/notes/follow-note";

export const POST = route(followNote);
