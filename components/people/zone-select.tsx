"use client";

import type { ComponentProps } from "react";
import { Select } from "@/components/ui/select";

/** Zones by region; typing a city's first letters finds it. */
export function ZoneSelect({ zones, ...rest }: ComponentProps<typeof Select> & { zones: readonly string[] }) {
  const regions = Map.groupBy(zones, (zone) => (zone.includes("/") ? zone.slice(0, zone.indexOf("/")) : ""));
  return (
    <Select {...rest}>
      {[...regions].map(([region, names]) =>
        region === "" ? (
          names.map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))
        ) : (
          <optgroup key={region} label={region}>
            {names.map((zone) => (
              <option key={zone} value={zone}>
                {zone.slice(region.length + 1).replaceAll("_", " ")}
              </option>
            ))}
          </optgroup>
        ),
      )}
    </Select>
  );
}
