"use server";

import { action } from "@/app/_server/action";
import { answerSession } from "@/lib/sessions/answer-session";
import { cancelSession } from "@/lib/sessions/cancel-session";
import { completeSession } from "@/lib/sessions/complete-session";
import { confirmFamiliarity } from "@/lib/sessions/confirm-familiarity";
import { declineSession } from "@/lib/sessions/decline-session";
import { keepAgreedTime } from "@/lib/sessions/keep-agreed-time";
import { rescheduleSession } from "@/lib/sessions/reschedule-session";
import { swapPartner } from "@/lib/sessions/swap-partner";
import { takeGoogleTime } from "@/lib/sessions/take-google-time";
import { undoOffer } from "@/lib/sessions/undo-offer";

export const answer = action(answerSession);
export const cancel = action(cancelSession);
export const complete = action(completeSession);
export const confirm = action(confirmFamiliarity);
export const decline = action(declineSession);
export const keep = action(keepAgreedTime);
export const reschedule = action(rescheduleSession);
export const swap = action(swapPartner);
export const takeTheirs = action(takeGoogleTime);
export const undo = action(undoOffer);
