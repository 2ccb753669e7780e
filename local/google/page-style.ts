/** The app's tokens, so that a newcomer does not notice where one page ends and the other begins. */
export const STYLE = `
@font-face { font-family: Geist; src: url(/geist.woff2) format("woff2"); font-weight: 100 900; font-display: swap }
:root { color-scheme: light dark;
  --canvas: light-dark(#F5F7F5, #101311); --surface: light-dark(#FFFFFF, #171B19); --sunken: light-dark(#ECEFEC, #0C0F0D);
  --hover: light-dark(#F0F3F0, #1E2421); --line: light-dark(#DCE1DD, #2A302C); --line-strong: light-dark(#828C86, #717B75);
  --ink: light-dark(#161B18, #E8ECE9); --ink-2: light-dark(#434B46, #B7C0BA); --ink-3: light-dark(#5E6762, #929C96);
  --accent: light-dark(#0A6B4C, #4CC795); --on-accent: light-dark(#FFFFFF, #052318); --accent-ink: light-dark(#0A6147, #63D3A5);
  --accent-tint: light-dark(#E2F3EA, #123126); --accent-line: light-dark(#2A8865, #43A57F);
  --danger: light-dark(#A8271C, #FF9C8F); --warn: light-dark(#7A4D00, #F0BE62); --warn-tint: light-dark(#FBF0D9, #33260D) }
* { box-sizing: border-box; margin: 0 }
body { background: var(--canvas); color: var(--ink); font: 14px/22px Geist, system-ui, sans-serif; font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased }
a { color: var(--accent-ink); text-underline-offset: 3px }
h1 { font-size: 24px; line-height: 30px; font-weight: 600; letter-spacing: -0.022em }
h2 { font-size: 15px; line-height: 22px; font-weight: 600 }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.quiet { color: var(--ink-3) } .small { font-size: 13px; line-height: 20px }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.spoken { font-size: 0; line-height: 0 }
.brand { display: flex; align-items: center; gap: 8px; font-weight: 600; color: inherit; text-decoration: none }
.brand svg { width: 28px; height: 20px }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 36px; padding: 6px 14px; border: 1px solid var(--line-strong); border-radius: 6px; background: var(--surface); color: var(--ink); font: 500 14px/22px Geist, system-ui, sans-serif; text-decoration: none; cursor: pointer; transition: background 120ms }
.button:hover { background: var(--hover) } .button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
.button.danger { color: var(--danger); border-color: var(--danger) }
.button[aria-pressed=true] { background: var(--accent-tint); border-color: var(--accent-line); color: var(--accent-ink) }
.seat { flex: none; display: grid; place-items: center; width: 32px; height: 32px; border-radius: 14px 14px 4px 4px; font-weight: 600; font-size: 12px; letter-spacing: .02em; color: var(--team); background: color-mix(in oklab, var(--team-tint), var(--team) 12%) }
.seat.large { width: 48px; height: 48px; border-radius: 20px 20px 6px 6px; font-size: 17px }
.dev { --team: light-dark(#325A86, #A4C8F1); --team-tint: light-dark(#EAF2FC, #1D2936) } .ops { --team: light-dark(#7E482B, #EBB79D); --team-tint: light-dark(#FBEEE8, #34231B) }
.mob { --team: light-dark(#6C4877, #D8B6E2); --team-tint: light-dark(#F6EEF8, #2E2331) } .web { --team: light-dark(#006375, #8FD0E1); --team-tint: light-dark(#E6F4F8, #152B31) }
.dat { --team: light-dark(#535185, #BFBEF0); --team-tint: light-dark(#F0F0FC, #262636) } .sec { --team: light-dark(#814342, #EEB3B0); --team-tint: light-dark(#FCEDEC, #352221) }
.sup { --team: light-dark(#695614, #D4C390); --team-tint: light-dark(#F5F1E5, #2D2716) } .sal { --team: light-dark(#7B435F, #E8B2CA); --team-tint: light-dark(#FAEDF3, #33222A) }
.mkt { --team: light-dark(#4A612A, #B7CD9D); --team-tint: light-dark(#EEF3E8, #232B1B) }
.find { width: 100%; min-height: 40px; padding: 8px 12px 8px 38px; border: 1px solid var(--line-strong); border-radius: 6px; background: var(--surface); color: var(--ink); font: inherit }
.find::placeholder { color: var(--ink-3); opacity: 1 }
.finder { position: relative } .finder svg { position: absolute; left: 12px; top: 12px; width: 16px; height: 16px; color: var(--ink-3) }
.teams { display: grid; grid-template-columns: minmax(0, 1fr); gap: 28px } .team h2 { padding-bottom: 8px; border-bottom: 1px solid var(--line) }
.team ul { list-style: none; padding: 0; margin-top: 8px; display: grid; gap: 4px 12px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)) }
.person { display: flex; align-items: center; gap: 12px; width: 100%; min-height: 58px; padding: 8px 10px; border: 1px solid transparent; border-radius: 8px; background: none; color: inherit; font: inherit; text-align: left; text-decoration: none; cursor: pointer; transition: background 120ms }
.person:hover { background: var(--surface); border-color: var(--line) } .person:hover .seat { box-shadow: 0 3px 0 0 var(--accent) }
.person .who { min-width: 0; flex: 1; display: block } .person .name { display: block; font-weight: 500 } .person .address { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
[hidden] { display: none !important }
@media (prefers-reduced-motion: reduce) { * { transition: none !important } }
`;

export const ACCOUNT_STYLE = `
.sides { display: grid; grid-template-columns: minmax(0, 1fr); min-height: 100vh }
aside { padding: 24px 20px; background: var(--surface); border-bottom: 1px solid var(--line) }
aside h1 { margin-top: 24px } main { padding: 24px 20px 56px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 24px; align-content: start }
.stand-in { margin-top: 12px; padding: 10px 12px; border-radius: 6px; background: var(--accent-tint); color: var(--accent-ink); text-wrap: balance }
fieldset { border: 0; padding: 0; margin-top: 20px; min-width: 0 } legend { padding: 0; font-weight: 600 }
.asked { list-style: none; padding: 0; margin-top: 4px } .asked li { display: flex; gap: 10px; padding: 5px 0; align-items: flex-start }
.asked label { display: flex; gap: 10px; cursor: pointer; min-height: 24px } .asked input { flex: none; width: 16px; height: 16px; margin: 3px 0 0; accent-color: var(--accent) }
.asked svg { flex: none; width: 16px; height: 16px; margin-top: 3px; color: var(--accent) }
.deny { margin-top: 20px; display: flex; gap: 12px; align-items: center; flex-wrap: wrap }
@media (min-width: 900px) {
  .sides { grid-template-columns: minmax(340px, 30%) minmax(0, 1fr) }
  aside { border-bottom: 0; border-right: 1px solid var(--line); padding: 44px 40px } aside > div { position: sticky; top: 44px; max-width: 380px }
  aside h1 { margin-top: 56px; font-size: 32px; line-height: 38px; letter-spacing: -0.028em } main { padding: 44px 48px 72px; max-width: 1080px } .finder { max-width: 420px }
}
`;

export const CALENDAR_STYLE = `
.top { border-bottom: 1px solid var(--line); background: var(--surface) } .top > div { display: flex; flex-wrap: wrap; gap: 12px 20px; align-items: center; justify-content: space-between; max-width: 880px; margin: auto; padding: 16px 20px }
.sheet { max-width: 880px; margin: auto; padding: 28px 20px 72px; display: grid; gap: 24px }
.head { display: flex; gap: 16px; align-items: center } .head > div { min-width: 0; overflow-wrap: anywhere }
.day { display: grid; gap: 8px } .day > h2 { position: sticky; top: 0; padding: 6px 0; background: var(--canvas) }
.events { list-style: none; padding: 0; border: 1px solid var(--line); border-radius: 8px; background: var(--surface) }
.event { padding: 12px 16px; display: grid; gap: 4px 20px; scroll-margin: 48px } .event + .event { border-top: 1px solid var(--line) }
.event .time { color: var(--ink-2); white-space: nowrap } .event h3 { font-size: 14px; line-height: 22px; font-weight: 500; overflow-wrap: anywhere }
.event.declined h3 { text-decoration: line-through; color: var(--ink-3) }
.event .what { display: grid; gap: 6px; min-width: 0 } .event p { overflow-wrap: anywhere } .event .text { white-space: pre-line; color: var(--ink-2) }
.guests { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 16px } .guests b { font-weight: 500 }
.actions { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin-top: 6px }
.event:target { box-shadow: inset 3px 0 0 var(--accent) }
.top nav { display: flex; flex-wrap: wrap; gap: 4px 20px } .top [aria-current] { color: var(--ink); text-decoration: none; font-weight: 500 }
input:where(:not([type=checkbox], [type=hidden], [type=search])), select { min-height: 36px; max-width: 100%; padding: 6px 10px; border: 1px solid var(--line-strong); border-radius: 6px; background: var(--surface); color: var(--ink); font: 14px/22px Geist, system-ui, sans-serif; font-variant-numeric: tabular-nums }
.change > summary { display: inline-block; padding: 2px 0; color: var(--accent-ink); text-decoration: underline; text-underline-offset: 3px; cursor: pointer } .change[open] > summary { margin-bottom: 8px }
.fields { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; padding: 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--canvas) }
.fields .wide { flex: 1 0 100% } .field { display: grid; gap: 4px; min-width: 0 } .field label { font-size: 13px; line-height: 20px; color: var(--ink-2) } .field.wide input, .field.wide select { width: 100%; max-width: 420px }
.tick { padding: 7px 0 } .tick label { display: flex; gap: 8px; align-items: center; min-height: 24px; cursor: pointer } .tick input { width: 16px; height: 16px; accent-color: var(--accent) }
.panel { display: grid; gap: 12px; justify-items: start; padding: 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--surface) } .panel > * { min-width: 0; max-width: 100% }
.line { display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center } .line [type=number] { width: 72px } .line select { min-width: 0 }
.granted, .switched { padding-left: 20px; color: var(--ink-2) }
.calls .event { padding: 8px 16px } .calls .path { min-width: 0; overflow-wrap: anywhere } .calls b { font-weight: 500 }
.between { list-style: none; padding: 0; margin: 0 }
@media (max-width: 639px) { .day-field { flex: 1 0 100%; justify-items: start } }
@media (min-width: 640px) { .event { grid-template-columns: 116px 1fr } }
`;
