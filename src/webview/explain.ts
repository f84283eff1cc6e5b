import type { ExplainHostMessage } from '../editor/webviews/explainMessages.ts';
import { type ExplainPageMessage, toExplainPageMessage } from './explainPage.ts';

declare function acquireVsCodeApi(): { postMessage(message: ExplainHostMessage): void };

const host = acquireVsCodeApi();

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}`);
  return found;
}

function show(message: ExplainPageMessage): void {
  switch (message.type) {
    case 'heading':
      element('title').textContent = message.title;
      element('subject').textContent = message.subject;
      element('note').textContent = message.note;
      element('answer').replaceChildren();
      return;
    case 'answer':
      showAnswer(message.html);
      return;
    case 'phase':
      showPhase(message);
      return;
  }
}

// Blocks that did not change stay, so that a selection in them survives and screen readers hear only what is new.
function showAnswer(html: string): void {
  const template = document.createElement('template');
  template.innerHTML = html;
  const answer = element('answer');
  const next = [...template.content.childNodes];
  const shown = [...answer.childNodes];
  let same = 0;
  while (same < shown.length && same < next.length && isSame(shown[same], next[same])) same += 1;
  for (const node of shown.slice(same)) node.remove();
  answer.append(...next.slice(same));
}

function isSame(shown: ChildNode | undefined, next: ChildNode | undefined): boolean {
  return shown !== undefined && next !== undefined && shown.isEqualNode(next);
}

function showPhase(message: Extract<ExplainPageMessage, { readonly type: 'phase' }>): void {
  document.body.dataset['phase'] = message.phase;
  element('answer').setAttribute(
    'aria-busy',
    String(message.phase === 'waiting' || message.phase === 'streaming'),
  );
  element('sentence').textContent = message.sentence;
  const buttons = element('buttons');
  const hadFocus = buttons.contains(document.activeElement);
  buttons.replaceChildren(...message.buttons.map(buttonFor));
  if (hadFocus) buttons.querySelector('button')?.focus();
}

function buttonFor({ id, label }: { readonly id: string; readonly label: string }): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', () => host.postMessage({ type: 'press', id }));
  return button;
}

function chooseLink(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-address]') : null;
  const address = link?.dataset['address'];
  if (address === undefined) return;
  event.preventDefault();
  host.postMessage({ type: 'open', address });
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = toExplainPageMessage(event.data);
  if (message !== undefined) show(message);
});
document.addEventListener('click', chooseLink);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') chooseLink(event);
});
host.postMessage({ type: 'ready' });
