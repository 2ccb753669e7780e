/** What a server action answers: the value, or why not and where. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | { ok: false; code: string; message: string; fields: Record<string, string>; detail?: unknown };

export type Action<T = unknown> = (input: unknown) => Promise<ActionResult<T>>;

/** A form's fields as one object; a name that appears more than once becomes a list. */
export function inputOf(form: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).filter((value) => typeof value === "string");
    input[name] = values.length === 1 ? values[0] : values;
  }
  return input;
}
