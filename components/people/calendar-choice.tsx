"use client";

import { useQuery } from "@tanstack/react-query";
import type { Action } from "@/components/ui/action";
import { Button } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { LoadingLines } from "@/components/ui/skeleton";
import { CalendarsForm } from "./calendars-form";
import { calendarsQuery } from "./calendars-query";

/** Which of my calendars count. Google lists them, so they come after the page. */
export function CalendarChoice({ action }: { action: Action }) {
  const { data, error, isFetching, refetch } = useQuery(calendarsQuery());
  if (data) return data.length === 0 ? null : <CalendarsForm action={action} calendars={data} />;
  if (error)
    return (
      <Message
        flush
        announce
        className="border-b-0"
        title={error.message}
        action={
          <Button size="sm" working={isFetching} onClick={() => void refetch()}>
            Ask again
          </Button>
        }
      />
    );
  return <LoadingLines label="Asking Google for your calendars" lines={2} />;
}
