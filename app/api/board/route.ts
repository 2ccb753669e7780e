import { route } from "@/app/_server/route";
import { listBoard } from "@/lib/requests/list-board";

export const GET = route(listBoard);
