import { route } from "@/app/_server/route";
import { getNote } from "@/lib/notes/get-note";
import { saveNote } from "@/lib/notes/save-note";

export const GET = route(getNote);
export const PUT = route(saveNote);
