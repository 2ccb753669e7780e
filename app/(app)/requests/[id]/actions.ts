"use server";

import { action } from "@/app/_server/action";
import { applyChange } from "@/lib/matching/apply-change";
import { changeFrame } from "@/lib/requests/change-frame";
import { reopenRequest } from "@/lib/requests/reopen-request";
import { reviveRequest } from "@/lib/requests/revive-request";
import { withdrawRequest } from "@/lib/requests/withdraw-request";
import { leaveSession } from "@/lib/sessions/leave-session";
import { offerToPair } from "@/lib/sessions/offer-to-pair";
import { watchSession } from "@/lib/sessions/watch-session";

export const offer = action(offerToPair);
export const change = action(applyChange);
export const revive = action(reviveRequest);
export const withdraw = action(withdrawRequest);
export const reopen = action(reopenRequest);
export const watch = action(watchSession);
export const leave = action(leaveSession);
export const keep = action(changeFrame);
