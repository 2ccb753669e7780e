"use server";

import { redirect } from "next/navigation";
import { action } from "@/app/_server/action";
import { chooseCalendars } from "@/lib/calendar/choose-calendars";
import { disconnectCalendar } from "@/lib/calendar/disconnect-calendar";
import { readMyCalendar } from "@/lib/calendar/read-my-calendar";
import { deleteMyData } from "@/lib/notes/delete-person";
import { renewFeed, saveMail, turnOffFeed } from "@/lib/people/mail-settings";
import {
  avoidPerson,
  removeOverride,
  saveFamiliarities,
  saveHours,
  saveMatching,
  saveOverride,
  saveProfile,
  stopAvoiding,
} from "@/lib/people/save-settings";

export const profile = action(saveProfile);
export const hours = action(saveHours);
export const override = action(saveOverride);
export const dropOverride = action(removeOverride);
export const matching = action(saveMatching);
export const familiarities = action(saveFamiliarities);
export const avoid = action(avoidPerson);
export const unavoid = action(stopAvoiding);
export const calendars = action(chooseCalendars);
export const readNow = action(readMyCalendar);
export const disconnect = action(disconnectCalendar);
export const mail = action(saveMail);
export const feedRenewal = action(renewFeed);
/** Whoever is gone is signed out: there is no page to come back to. */
export const deleteMe = action(deleteMyData, () => redirect("/sign-in"));
export const feedOff = action(turnOffFeed);
