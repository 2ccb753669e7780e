import { route } from "@/app/_server/route";
import { countHelpers } from "@/lib/requests/count-helpers";

export const GET = route(countHelpers);
