import { route } from "@/app/_server/route";
import { bookSession } from "@/lib/sessions/book-session";

export const POST = route(bookSession, { status: 201 });
