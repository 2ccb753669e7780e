import { route } from "@/app/_server/route";
import { findNewTimes } from "@/lib/sessions/find-new-times";

export const GET = route(findNewTimes);
