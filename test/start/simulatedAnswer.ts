/** A message as it stands in a chat completion request. */
export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

const notice = 'Simulated answer: no model read this code.';

/** A fixed answer in the form the request asks for; every one says that it is simulated. */
export function simulatedAnswer(messages: readonly ChatMessage[]): string {
  const all = messages.map((message) => message.content).join('\n');
  const code =
    lastFence(messages.findLast((message) => message.role === 'user')?.content ?? '') ?? lastFence(all);
  // What the code says is not what is asked for.
  const asked = all.replace(fences, '');
  if (asked.includes('summary') && /json/i.test(asked)) return documentation(asked);
  if (asked.includes('severity') && /json/i.test(asked)) return finding(code?.text);
  if (/\bexplain/i.test(asked)) return `**${notice}**\n\nStart with a real model to get an explanation.\n`;
  const isInsertion = asked.includes('only the new code');
  if (code !== undefined && isInsertion) return generation({ ...code, text: '' });
  return code === undefined ? `\`\`\`\n// ${notice}\n\`\`\`\n` : generation(code);
}

const fences = /^(`{3,})([\w+#-]*)[^\n]*\n([\s\S]*?)^\1[ \t]*$/gm;

interface Fence {
  readonly language: string;
  readonly text: string;
}

function lastFence(text: string): Fence | undefined {
  const found = [...text.matchAll(fences)].at(-1);
  return found === undefined ? undefined : { language: found[2] ?? '', text: found[3] ?? '' };
}

/** Fills the form a request shows, so that each parameter has its words; without a form, a summary is all. */
function documentation(asked: string): string {
  const form = /^\{"summary".*\}$/gm;
  const shown = [...asked.matchAll(form)].at(-1)?.[0] ?? '';
  const filled = shown.replaceAll(/"[^"]*" or null/g, 'null').replaceAll('"…"', JSON.stringify(notice));
  try {
    return JSON.stringify(JSON.parse(filled));
  } catch {
    return JSON.stringify({ summary: notice, parameters: {} });
  }
}

function finding(code: string | undefined): string {
  const quote =
    code
      ?.split('\n')
      .find((line) => line.trim().length > 3)
      ?.trim() ?? '';
  const words = {
    rule: 'simulated-finding',
    message: notice,
    suggestion: 'Start with a real model to get findings.',
  };
  return `${JSON.stringify({ category: 'practice', severity: 'info', ...words, quote })}\n`;
}

const hashLanguages = new Set([
  'python',
  'ruby',
  'shellscript',
  'sh',
  'bash',
  'yaml',
  'powershell',
  'toml',
  'makefile',
  'r',
  'perl',
]);

function generation({ language, text }: Fence): string {
  const mark = hashLanguages.has(language) ? '#' : language === 'css' ? '/*' : '//';
  const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
  const fence = text.includes('```') ? '````' : '```';
  return `${fence}${language}\n${indent}${mark} ${notice}${mark === '/*' ? ' */' : ''}\n${text}${fence}\n`;
}
