"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormField } from "@/components/ui/form-field";
import { getJson } from "@/components/ui/get-json";
import { Select } from "@/components/ui/select";
import type { Candidate } from "@/lib/requests/schema";

type Asked = { teamIds: readonly string[]; systemIds: readonly string[] };

const candidatesQuery = ({ teamIds, systemIds }: Asked, wanted: boolean) => {
  const search = new URLSearchParams(
    teamIds.length > 0
      ? teamIds.toSorted().map((id) => ["teamIds", id])
      : systemIds.toSorted().map((id) => ["systemIds", id]),
  ).toString();
  return queryOptions({
    queryKey: ["candidates", search],
    queryFn: ({ signal }) => getJson<Candidate[]>(`/api/requests/candidates?${search}`, signal),
    enabled: wanted && search !== "",
    staleTime: 60_000, // ms: teams change slowly
  });
};

/** "Somebody in mind?": who is tried first, of the people asked. Closed, it sends nobody. */
export function InMind({
  name,
  asked,
  person,
}: {
  name: string;
  asked: Asked;
  person: { id: string; name: string } | null;
}) {
  const [chosen, setChosen] = useState(person?.id ?? "");
  const [open, setOpen] = useState(chosen !== "");
  const { data } = useQuery(candidatesQuery(asked, open));
  if (!open)
    return (
      <p className="text-meta">
        <input type="hidden" name={name} value="" />
        <button type="button" className="link max-sm:min-h-11" onClick={() => setOpen(true)}>
          Somebody in mind?
        </button>
      </p>
    );
  const found = data ?? [];
  // Somebody who was chosen stays so, also where their team was taken off again.
  const missing = person && !found.some(({ id }) => id === person.id) ? [person] : [];
  return (
    <FormField label="Somebody in mind" name={name} hint="Tried first. Others are suggested, too.">
      {(control) => (
        <Select {...control} value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">Nobody in particular</option>
          {[...missing, ...found].map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}
