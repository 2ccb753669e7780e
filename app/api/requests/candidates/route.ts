import { route } from "@/app/_server/route";
import { listCandidates } from "@/lib/requests/list-candidates";

export const GET = route(listCandidates);
