"use server";

import { action } from "@/app/_server/action";
import { editRequest } from "@/lib/requests/edit-request";
import { postRequest } from "@/lib/requests/post-request";
import { reopenRequest } from "@/lib/requests/reopen-request";
import { withdrawRequest } from "@/lib/requests/withdraw-request";

export const post = action(postRequest);
export const edit = action(editRequest);
export const withdraw = action(withdrawRequest);
export const reopen = action(reopenRequest);
