export type ToastMessage = {
  /** What happened, in a sentence. */
  message: string;
  /** One way on: a place to go, or something to do. */
  action?: { label: string; href: string } | { label: string; onPress: () => void };
  icon?: "check" | "offline" | "info";
};

type Listener = (toast: ToastMessage) => void;

// What was said before the first listener was there is kept for it.
const waiting: ToastMessage[] = [];
let listener: Listener | undefined;

/** Says something in passing, at the edge of the screen, politely read out. For what must not be missed use `Message`. */
export function toast(message: ToastMessage) {
  if (listener) listener(message);
  else waiting.push(message);
}

/** The one place that shows toasts; returns how to stop. */
export function onToast(next: Listener) {
  listener = next;
  for (const message of waiting.splice(0)) next(message);
  return () => {
    if (listener === next) listener = undefined;
  };
}
