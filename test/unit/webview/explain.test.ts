import assert from 'node:assert/strict';
import { renderMarkdown } from '../../../src/editor/webviews/renderMarkdown.ts';
import { toExplainPageMessage } from '../../../src/webview/explainPage.ts';
import { type OpenPage, openPage } from './openPage.ts';

const stop = { id: 'streaming:0', label: 'Stop' };
const heading = { type: 'heading', title: 'Explain cart.ts', subject: 'lines 3–9', note: '' } as const;

describe('The explanation page, in a browser', () => {
  let open: OpenPage;
  before(async function () {
    this.timeout(30_000);
    open = await openPage();
  });
  beforeEach(() => open.load());
  after(async function () {
    this.timeout(30_000);
    await open.close();
  });

  const text = (id: string): Promise<string> => open.page.locator(`#${id}`).innerText();
  const answer = (markdown: string): Promise<void> =>
    open.send({ type: 'answer', html: renderMarkdown(markdown) });

  it('says that it is ready and loads nothing its policy would refuse', () => {
    assert.deepEqual(open.told, [{ type: 'ready' }]);
    assert.deepEqual(open.refused, []);
  });

  it('shows what is explained, and takes the answer before it away', async () => {
    await answer('An earlier answer.');
    await open.send({ ...heading, note: 'Simulated: no model is running.' });
    assert.deepEqual(await Promise.all(['title', 'subject', 'note', 'answer'].map(text)), [
      'Explain cart.ts',
      'lines 3–9',
      'Simulated: no model is running.',
      '',
    ]);
  });

  it('shows the answer as it grows and keeps the blocks that did not change', async () => {
    await answer('First block.\n\nSec');
    await open.page.evaluate("globalThis.before = [...document.querySelectorAll('#answer p')]");
    await answer('First block.\n\nSecond block.\n\n- a list');
    assert.deepEqual(await open.page.evaluate('before.map((block) => block.isConnected)'), [true, false]);
    assert.deepEqual(await open.page.locator('#answer > *').allInnerTexts(), [
      'First block.',
      'Second block.',
      'a list',
    ]);
  });

  it('takes away blocks that are gone', async () => {
    await answer('One.\n\nTwo.');
    await answer('One.');
    assert.deepEqual(await open.page.locator('#answer p').allInnerTexts(), ['One.']);
  });

  it('tells screen readers that it is busy until the answer has ended', async () => {
    const busy = (): Promise<string | null> => open.page.locator('#answer').getAttribute('aria-busy');
    for (const [phase, expected] of [
      ['waiting', 'true'],
      ['streaming', 'true'],
      ['finished', 'false'],
      ['stopped', 'false'],
      ['failed', 'false'],
    ] as const) {
      await open.send({ type: 'phase', phase, sentence: `It is ${phase}.`, buttons: [] });
      assert.deepEqual(
        [await busy(), await text('sentence'), await open.page.locator('body').getAttribute('data-phase')],
        [expected, `It is ${phase}.`, phase],
      );
    }
  });

  it('tells the host which button was pressed', async () => {
    await open.send({ type: 'phase', phase: 'streaming', sentence: '', buttons: [stop] });
    await open.page.getByRole('button', { name: 'Stop' }).click();
    await open.heard(2);
    assert.deepEqual(open.told.slice(1), [{ type: 'press', id: 'streaming:0' }]);
  });

  it('keeps the focus on the buttons when they change under it', async () => {
    await open.send({ type: 'phase', phase: 'streaming', sentence: '', buttons: [stop] });
    await open.page.getByRole('button', { name: 'Stop' }).focus();
    const again = { id: 'finished:0', label: 'Explain Again' };
    await open.send({ type: 'phase', phase: 'finished', sentence: '', buttons: [again] });
    assert.equal(await open.page.evaluate('document.activeElement.textContent'), 'Explain Again');
  });

  it('does not take the focus when it was elsewhere', async () => {
    await open.send({ type: 'phase', phase: 'streaming', sentence: '', buttons: [stop] });
    assert.equal(await open.page.evaluate('document.activeElement === document.body'), true);
  });

  it('opens links by click and by Enter through the host, and goes nowhere itself', async () => {
    await answer('See [the *guide*](https://example.com/guide).');
    const link = open.page.getByRole('link');
    const before = open.page.url();
    await open.page.locator('#answer em').click();
    await link.focus();
    await open.page.keyboard.press('a');
    await open.page.keyboard.press('Enter');
    await open.heard(3);
    const asked = { type: 'open', address: 'https://example.com/guide' };
    assert.deepEqual(open.told.slice(1), [asked, asked]);
    assert.equal(open.page.url(), before);
  });

  it('does nothing for a click beside a link', async () => {
    await answer('Only words.');
    await open.page.locator('#answer').click();
    assert.equal(open.told.length, 1);
  });

  it('ignores what is no message of ours', async () => {
    await open.send(heading);
    await open.send({ type: 'heading', title: 7 });
    await open.send({ type: 'answer' });
    await open.send({ type: 'setTheme' });
    assert.equal(await text('title'), 'Explain cart.ts');
    assert.deepEqual(open.refused, []);
  });

  it('runs no script and loads no picture that an answer brings, even unsanitised', async () => {
    const html = '<img src="https://example.com/x.png" onerror="tellHost(1)"><script>tellHost(2)</script>';
    await open.send({ type: 'answer', html });
    await open.page.waitForTimeout(100);
    assert.deepEqual(open.told, [{ type: 'ready' }]);
    assert.ok(open.refused.length > 0, 'the policy refused nothing');
  });

  it('names the element that a damaged page lacks', async () => {
    await open.page.evaluate("document.getElementById('title').remove()");
    await open.send(heading);
    assert.match(open.refused.join('\n'), /no #title/);
  });
});

describe('toExplainPageMessage', () => {
  const phase = { type: 'phase', phase: 'finished', sentence: '', buttons: [] } as const;

  it('takes each message of the host', () => {
    for (const message of [heading, { type: 'answer', html: '<p>a</p>' }, phase])
      assert.deepEqual(toExplainPageMessage(message), message);
  });

  it('takes nothing else', () => {
    for (const data of [
      undefined,
      'ready',
      {},
      { ...phase, phase: 'done' },
      { ...phase, buttons: [{ id: 1 }] },
    ])
      assert.equal(toExplainPageMessage(data), undefined);
  });
});
