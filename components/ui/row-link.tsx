import type { ComponentProps } from "react";
import { ListLink } from "./list-link";

/** What a row is about; all of the row takes the click. The row is `relative`. */
export const RowLink = (props: Pick<ComponentProps<typeof ListLink>, "href" | "scroll" | "children">) => (
  <ListLink
    {...props}
    data-row
    className="rounded-badge font-medium wrap-anywhere after:absolute after:inset-0"
  />
);
