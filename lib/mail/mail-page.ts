const REFERENCES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Safe as text and inside a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (mark) => REFERENCES[mark] ?? mark);

/** Mail programs that know dark colours take them from here; the others use the inline ones. */
const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (prefers-color-scheme: dark) {
  .canvas { background: #101311 !important } .panel { background: #171b19 !important; border-color: #2a302c !important }
  .ink { color: #e8ece9 !important } .ink-2 { color: #b7c0ba !important } .quiet { color: #929c96 !important }
  .button { background: #4cc795 !important; color: #052318 !important } .desk { background: #4cc795 !important }
  .seat { background: #e8ece9 !important } .seat-empty { border-color: #e8ece9 !important }
}
@media (max-width: 480px) { .pad { padding: 20px !important } }`;

/** Two seats at one desk, drawn with boxes: mail programs block pictures. */
const LOGO = `<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
<td style="padding-right:8px;vertical-align:middle"><div style="width:24px;height:16px;line-height:0;font-size:0">
<div class="seat" style="width:10px;height:6px;margin-left:1px;border-radius:6px 6px 0 0;background:#161b18"></div>
<div class="desk" style="width:24px;height:2px;margin:1px 0;border-radius:2px;background:#0a6b4c"></div>
<div class="seat-empty" style="width:7px;height:4px;margin-left:13px;border:1px solid #161b18;border-top:0;border-radius:0 0 6px 6px"></div>
</div></td><td class="ink" style="vertical-align:middle;font-size:15px;line-height:20px;font-weight:600;color:#161b18">Deskside</td></tr></table>`;

/** @param parts HTML, already escaped. */
export function mailPage({
  title,
  preview,
  content,
  footer,
}: {
  title: string;
  preview: string;
  content: string;
  footer: string;
}): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>${DARK}</style>
</head>
<body class="canvas" style="margin:0;padding:0;background:#f5f7f5">
<div style="display:none;max-height:0;overflow:hidden">${preview}</div>
<table role="presentation" class="canvas" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f5f7f5">
<tr><td align="center" style="padding:28px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:15px;line-height:24px;text-align:left">
<tr><td style="padding:0 4px 14px">${LOGO}</td></tr>
<tr><td class="panel pad" style="padding:28px;border:1px solid #dce1dd;border-radius:8px;background:#ffffff;overflow-wrap:anywhere;word-break:break-word">
${content}
</td></tr>
<tr><td class="quiet" style="padding:14px 4px;font-size:13px;line-height:20px;color:#5e6762">${footer}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}
