"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import type { ControlProps } from "@/components/ui/field";

export type TokenOption = {
  value: string;
  label: string;
  /** Before the label, in the list and on the chip. */
  mark?: ReactNode;
  /** After the label in the list, quietly. */
  detail?: string;
  /** More words that find it. */
  keywords?: string;
};

/** As many as a list can show and somebody can read. */
const SHOWN = 40;

/**
 * Several of many: what is chosen stands as chips in the control, typing finds more (the combobox pattern of the ARIA
 * authoring guide). The form gets one field called `name` for each. Backspace in the empty control takes the last off.
 */
export function TokenField({
  options,
  defaultValue = [],
  placeholder,
  max = Number.POSITIVE_INFINITY,
  onValueChange,
  name,
  required,
  ...control
}: Omit<Partial<ControlProps>, "name"> & {
  name: string;
  options: readonly TokenOption[];
  defaultValue?: readonly string[];
  placeholder?: string;
  max?: number;
  onValueChange?: (values: string[]) => void;
  "aria-label"?: string;
}) {
  const listId = useId();
  const anchor = `--tokens${listId.replaceAll(/[^\w-]/g, "")}`;
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [values, setValues] = useState<string[]>([...defaultValue]);
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const chosen = values.flatMap((value) => options.find((option) => option.value === value) ?? []);
  const found = useMemo(() => matching(options, values, query), [options, values, query]);
  const full = values.length >= max;
  const shown = open && !full && found.length > 0;

  // In the top layer, so that no panel cuts it off.
  useEffect(() => {
    list.current?.togglePopover(shown);
  }, [shown]);

  const change = (next: string[]) => {
    setValues(next);
    onValueChange?.(next);
  };
  const choose = (option: TokenOption | undefined) => {
    if (!option || full) return;
    change([...values, option.value]);
    setQuery("");
    setActive(0);
  };
  const drop = (value: string) => {
    change(values.filter((each) => each !== value));
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Backspace" && query === "" && values.length > 0) return drop(values.at(-1) ?? "");
    if (event.key === "Escape" && open) {
      event.stopPropagation();
      return setOpen(false);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setOpen(true);
      if (shown) setActive((at) => (at + step + found.length) % found.length);
    }
    if (event.key === "Enter" && shown) {
      event.preventDefault();
      choose(found[active]);
    }
  };

  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the chips goes to the input; the keyboard is there already. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the same. */}
      <div
        aria-invalid={control["aria-invalid"]}
        className="control flex cursor-text flex-wrap items-center gap-1.5 py-1! pl-1.5! has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-accent"
        style={{ anchorName: anchor }}
        onClick={(event) => event.target === event.currentTarget && input.current?.focus()}
      >
        {chosen.map((option) => (
          <Token key={option.value} option={option} name={name} onDrop={() => drop(option.value)} />
        ))}
        <input
          {...control}
          ref={input}
          role="combobox"
          aria-expanded={shown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-required={required}
          aria-activedescendant={shown ? `${listId}-${active}` : undefined}
          autoComplete="off"
          value={query}
          placeholder={full ? undefined : placeholder}
          className="min-w-20 flex-1 bg-transparent pl-1 outline-none"
          onChange={(event) => {
            setQuery(event.target.value);
            setOpen(true);
            setActive(0);
          }}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        ref={list}
        id={listId}
        popover="manual"
        role="listbox"
        aria-label={placeholder ?? "Choices"}
        className="popover max-h-72 w-[anchor-size(width)] p-1"
        style={{ positionAnchor: anchor }}
      >
        {found.map((option, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input holds focus and takes the keys (aria-activedescendant).
          <div
            key={option.value}
            id={`${listId}-${at}`}
            role="option"
            aria-selected={at === active}
            tabIndex={-1}
            className={classNames(
              "flex min-h-8.5 cursor-pointer items-center gap-2 rounded-badge px-2.5 py-1 max-sm:min-h-11",
              at === active && "bg-accent-tint text-accent-ink",
            )}
            // Pressing must not take focus from the input, or the list would close before the click.
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setActive(at)}
            onClick={() => choose(option)}
          >
            {option.mark}
            <span className="min-w-0 flex-1">{option.label}</span>
            {option.detail && <span className="text-meta text-ink-3">{option.detail}</span>}
          </div>
        ))}
      </div>
      <p
        role="status"
        className={query && !full && found.length === 0 ? "mt-1 text-meta text-ink-3" : "sr-only"}
      >
        {query && !full && found.length === 0 ? `Nothing called “${query}”.` : ""}
      </p>
    </div>
  );
}

function Token({ option, name, onDrop }: { option: TokenOption; name: string; onDrop: () => void }) {
  return (
    <span className="inline-flex min-h-6.5 max-w-full items-center gap-1.5 rounded-badge bg-sunken pl-2 text-meta">
      <input type="hidden" name={name} value={option.value} />
      {option.mark}
      <span className="truncate">{option.label}</span>
      <button
        type="button"
        aria-label={`Take off ${option.label}`}
        className="inline-flex size-6.5 items-center justify-center rounded-badge text-ink-3 hover:text-ink focus-visible:-outline-offset-2"
        onClick={onDrop}
      >
        <X aria-hidden className="size-3.5" strokeWidth={1.75} />
      </button>
    </span>
  );
}

const fold = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase("en");

/** Options not chosen whose words begin with each word typed; accents and case do not matter. */
function matching(options: readonly TokenOption[], values: readonly string[], query: string) {
  const typed = fold(query).split(/\s+/).filter(Boolean);
  const fits = (option: TokenOption) => {
    const words = ` ${fold(`${option.label} ${option.keywords ?? ""}`)}`;
    return (
      typed.every((each) => words.includes(` ${each}`)) || fold(option.label).includes(fold(query.trim()))
    );
  };
  return options.filter((option) => !values.includes(option.value) && fits(option)).slice(0, SHOWN);
}
