import type { NextRequest } from "next/server";
import { handlers } from "@/app/_server/auth";
import { countedSignIn } from "@/app/_server/count-sign-in";

export const GET = (request: NextRequest) => countedSignIn(request, handlers.GET);
export const POST = (request: NextRequest) => countedSignIn(request, handlers.POST);
