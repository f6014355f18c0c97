import { createHash } from 'node:crypto';

/** A page without scripts that the host itself answers with. */
export interface StaticPage {
  html: string;
  policy: string;
}

const style = `
:root { color-scheme: light dark; --bg: #fbfbfa; --fg: #1d1d1f; --soft: #5b5b62; --line: #d9d9de; --accent: #2457c5; }
@media (prefers-color-scheme: dark) { :root { --bg: #17181a; --fg: #ececee; --soft: #a2a3ab; --line: #34353a; --accent: #8ab0ff; } }
html { background: var(--bg); color: var(--fg); font: 13px/20px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 560px; margin: 15vh auto 0; padding: 0 24px; }
h1 { font-size: 16px; line-height: 24px; font-weight: 600; margin: 0 0 8px; }
p { margin: 0 0 12px; color: var(--soft); }
section + section { margin-top: 32px; padding-top: 24px; border-top: 1px solid var(--line); }
section:lang(zh) { line-height: 1.6; }
code { font: 12.5px/20px ui-monospace, Menlo, Consolas, monospace; color: var(--fg); border: 1px solid var(--line); border-radius: 6px; padding: 2px 6px; }
a { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
`;
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

interface Words {
  title: string;
  paragraphs: readonly string[];
}

function page(en: Words, zh: Words): StaticPage {
  const section = (language: string, { title, paragraphs }: Words) =>
    `<section lang="${language}"><h1>${title}</h1>${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('')}</section>`;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${en.title} · Open-AutoGLM</title><style>${style}</style></head><body><main>${section('en', en)}${section('zh-CN', zh)}</main></body></html>`;
  return { html, policy };
}

/** For a link whose token was used or is too old. */
export const usedLinkPage = page(
  {
    title: 'This link was used already, or is too old',
    paragraphs: [
      'A link opens one browser once, within an hour.',
      'Get a new one in a terminal: <code>autoglm open</code> (in a clone: <code>npm run autoglm -- open</code>).',
      'Was it this browser that used it? Then <a href="/">open the app</a>: its tab lets this one in.',
    ],
  },
  {
    title: '此链接已被使用或已过期',
    paragraphs: [
      '每个链接在一小时内有效，且只能打开一次。',
      '在终端中获取新链接：<code>autoglm open</code>（在源码目录中：<code>npm run autoglm -- open</code>）。',
      '如果正是此浏览器使用了它，请<a href="/">打开应用</a>：已打开的标签页会授权此页。',
    ],
  },
);

/** For a host whose page was never built. */
export const unbuiltPage = page(
  {
    title: 'The page is not built',
    paragraphs: [
      'The host is running, but the files of its page are missing. Build them with <code>npm run build</code> and reload; <code>npm start</code> does both.',
    ],
  },
  {
    title: '页面尚未构建',
    paragraphs: ['主机正在运行，但缺少页面文件。请运行 <code>npm run build</code> 后刷新；<code>npm start</code> 会自动完成这两步。'],
  },
);
