import ReactMarkdown, { type Components, type UrlTransform } from "react-markdown";
import remarkGfm from "remark-gfm";
import { classNames } from "@/components/ui/class-names";
import { CopyCode } from "@/components/ui/copy-code";
import { isTangled } from "@/components/ui/tangled-markdown";

const schemes = ["http:", "https:", "mailto:"];

/** A link may lead to the web, to a mail address or to our own pages; anything else loses its target. */
export const safeUrl: UrlTransform = (url) => {
  if (url.startsWith("#") || (url.startsWith("/") && !url.startsWith("//"))) return url;
  try {
    return schemes.includes(new URL(url).protocol) ? url : "";
  } catch {
    return "";
  }
};

const components: Components = {
  a: ({ href, children }) =>
    href ? (
      <a
        href={href}
        rel="noopener noreferrer nofollow"
        {...(href.startsWith("http") && { target: "_blank" })}
      >
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  // A picture from elsewhere would tell its server who reads this note: it becomes a link.
  img: ({ src, alt }) =>
    typeof src === "string" && src ? (
      <a href={src} rel="noopener noreferrer nofollow">
        {alt || src}
      </a>
    ) : null,
  pre: ({ children }) => <CopyCode>{children}</CopyCode>,
  // Of a task list: nobody can tick it here, and it says its state.
  input: ({ checked }) => (
    <input type="checkbox" checked={checked} readOnly disabled aria-label={checked ? "done" : "open"} />
  ),
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
};

/**
 * What a person wrote, as GitHub-flavoured markdown. Raw HTML is shown as text, never run; text that would take the
 * parser seconds is shown as it was typed.
 * For server components: the parser weighs 50 KB and has no place in the browser's first load.
 */
export function Markdown({ text, className }: { text: string; className?: string }) {
  if (isTangled(text)) return <p className={classNames("prose whitespace-pre-wrap", className)}>{text}</p>;
  return (
    <div className={classNames("prose", className)}>
      <ReactMarkdown remarkPlugins={[remarkGfm]} urlTransform={safeUrl} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
