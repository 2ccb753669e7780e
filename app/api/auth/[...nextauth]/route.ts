import type { NextRequest } from "next/server";
import { handlers } from "@/app/_server/auth";
import { countedSignIn } from "@/app/_server/count-sign-in";
import { signedInAnew } from "@/app/_server/sign-in-anew";

export const GET = (request: NextRequest) => countedSignIn(request, (one) => signedInAnew(one, handlers.GET));
export const POST = (request: NextRequest) =>
  countedSignIn(request, (one) => signedInAnew(one, handlers.POST));
