import { Refusal } from "./refusal";

type Selection = Map<string, Selection | true>;

/**
 * Keeps only the fields asked for: `items(id,start/dateTime),nextPageToken`.
 * https://developers.google.com/workspace/calendar/api/guides/performance#partial-response
 */
export function selectFields(body: unknown, fields: string | undefined): unknown {
  if (!fields || fields === "*") return body;
  const rest = { text: fields.replaceAll(" ", "") };
  const selection = parseSelection(rest);
  if (rest.text !== "") throw invalidFields(fields);
  return pick(body, selection);
}

function parseSelection(rest: { text: string }): Selection {
  const selection: Selection = new Map();
  for (;;) {
    const path = /^[\w*]+(\/[\w*]+)*/.exec(rest.text)?.[0];
    if (!path) throw invalidFields(rest.text);
    rest.text = rest.text.slice(path.length);
    const names = path.split("/");
    let inner: Selection | true = true;
    if (rest.text.startsWith("(")) {
      rest.text = rest.text.slice(1);
      inner = parseSelection(rest);
      if (!rest.text.startsWith(")")) throw invalidFields(rest.text);
      rest.text = rest.text.slice(1);
    }
    add(selection, names, inner);
    if (!rest.text.startsWith(",")) return selection;
    rest.text = rest.text.slice(1);
  }
}

function add(selection: Selection, [name = "", ...deeper]: string[], inner: Selection | true): void {
  if (deeper.length === 0) {
    selection.set(name, inner);
    return;
  }
  const before = selection.get(name);
  const next: Selection = before instanceof Map ? before : new Map();
  selection.set(name, next);
  add(next, deeper, inner);
}

function pick(value: unknown, selection: Selection): unknown {
  if (Array.isArray(value)) return value.map((one) => pick(one, selection));
  if (typeof value !== "object" || value === null) return value;
  const picked: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const inner = selection.get(name) ?? selection.get("*");
    if (inner) picked[name] = inner === true ? field : pick(field, inner);
  }
  return picked;
}

const invalidFields = (fields: string) =>
  new Refusal(400, "invalidParameter", `Invalid field selection ${fields}`, {
    location: "fields",
    locationType: "parameter",
  });
