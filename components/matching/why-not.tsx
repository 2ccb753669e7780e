"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Select } from "@/components/ui/select";
import { type Asked, whyNotQuery } from "./matches-query";

/** "Why not …?" for people of the teams asked who are not suggested. */
export function WhyNot({
  requestId,
  asked,
  others,
}: {
  requestId: string;
  asked: Asked;
  others: readonly { id: string; name: string }[];
}) {
  const [personId, setPersonId] = useState("");
  const id = useId();
  const { data, error, isFetching } = useQuery(whyNotQuery(requestId, personId, asked));
  return (
    <div className="border-t border-line px-4 py-3 first:border-t-0">
      <div className="flex items-center gap-2.5 text-meta">
        <label htmlFor={id} className="shrink-0 text-ink-2">
          Why not
        </label>
        <Select id={id} value={personId} onChange={(event) => setPersonId(event.target.value)}>
          <option value="">somebody else?</option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}?
            </option>
          ))}
        </Select>
      </div>
      <p role="status" className="mt-2 text-meta empty:hidden">
        {personId === "" ? "" : error ? error.message : isFetching && !data ? "Looking" : data?.words}
      </p>
    </div>
  );
}
