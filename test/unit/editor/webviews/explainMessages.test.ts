import assert from 'node:assert/strict';
import { toExplainHostMessage } from '../../../../src/editor/webviews/explainMessages.ts';
import { toExplainPageMessage } from '../../../../src/webview/explainPage.ts';

describe('messages of the explanation page', () => {
  for (const message of [
    { type: 'ready' },
    { type: 'press', id: 'failed:0' },
    { type: 'open', address: 'https://example.com/' },
  ]) {
    it(`reach the host: ${message.type}`, () => assert.deepEqual(toExplainHostMessage(message), message));
  }

  for (const message of [
    { type: 'heading', title: 'Explain a.ts', subject: 'a.ts, lines 1–2', note: '' },
    { type: 'answer', html: '<p>a</p>' },
    {
      type: 'phase',
      phase: 'failed',
      sentence: 'It failed.',
      buttons: [{ id: 'failed:0', label: 'Try Again' }],
    },
  ]) {
    it(`reach the page: ${message.type}`, () => assert.deepEqual(toExplainPageMessage(message), message));
  }

  for (const data of [
    undefined,
    null,
    'ready',
    {},
    { type: 'run' },
    { type: 'press' },
    { type: 'open', address: 7 },
  ]) {
    it(`are ignored by both sides when they are ${JSON.stringify(data)}`, () => {
      assert.equal(toExplainHostMessage(data), undefined);
      assert.equal(toExplainPageMessage(data), undefined);
    });
  }

  it('are ignored when they are longer than any of ours', () => {
    assert.equal(toExplainHostMessage({ type: 'open', address: `https://${'a'.repeat(3000)}` }), undefined);
  });
});
