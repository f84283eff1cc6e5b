import assert from 'node:assert/strict';
import { chatAnswer } from '../support/scriptedReply.ts';
import { stories } from './driver/stories.ts';

const orders = [
  'import sqlite3',
  '',
  '',
  'def find(connection, customer):',
  '    query = "SELECT id FROM orders WHERE customer = \'" + customer + "\'"',
  '    return connection.execute(query).fetchall()',
  '',
].join('\n');
const finding = (quote: string, message: string): string =>
  `${JSON.stringify({
    category: 'security',
    severity: 'error',
    rule: 'sql-injection',
    message,
    suggestion: 'Pass it as a parameter.',
    quote,
  })}\n`;
const record = JSON.stringify({
  summary: 'Finds the orders of a customer.',
  parameters: { connection: 'An open database.', customer: 'The name to look for.' },
  returns: 'The rows found.',
});

stories(
  'Analyze and Document',
  () => ({ files: { 'orders.py': orders, 'calm.py': orders, 'words.py': orders } }),
  (stage) => {
    it('a file: findings stand in Problems at the code they quote, and what is not in the file is only counted', async () => {
      const { bench, server } = stage();
      server.reply(
        chatAnswer(
          finding(orders.split('\n')[4]?.trim() ?? '', 'The name can change the query.') +
            finding('os.system(customer)', 'Runs what a customer typed.'),
          { delayMs: 20 },
        ),
      );
      await bench.editor.open('orders.py');
      await bench.editor.openSubmenu('fetchall');
      await bench.editor.chooseFromSubmenu(/^Analyze/);
      await bench.panels.waitForQuietLine('2 findings in orders.py (1 not placed)');
      const problems = (await bench.panels.problems()).join('\n');
      assert.match(problems, /The name can change the query\./);
      assert.doesNotMatch(problems, /Runs what a customer typed\./);
      await bench.editor.hoverAt(5, 8);
      await bench.page
        .locator('.monaco-hover:visible')
        .filter({ hasText: 'Pass it as a parameter.' })
        .waitFor();
      await bench.screenshot('analyze-story');
      assert.equal(await bench.onDisk('orders.py'), orders);
      await bench.page.keyboard.press('Escape');
      await bench.input.command('View: Hide Panel');
    });

    it('a file without a fault is said to have none; an answer about something else is not', async () => {
      const { bench, server } = stage();
      await bench.editor.open('calm.py');
      server.reply(chatAnswer('{"none": true}'), chatAnswer('I am sorry, I cannot help with that.'));
      await bench.editor.chord('Control+K', 'Alt+A');
      await bench.panels.waitForQuietLine('No findings in calm.py');
      await bench.editor.open('words.py');
      await bench.editor.chord('Control+K', 'Alt+A');
      const toast = await bench.notifications.waitFor('did not answer with findings');
      assert.deepEqual(toast, {
        sentence: 'The model did not answer with findings about words.py. Try again, or use a larger model.',
        buttons: ['Try Again'],
      });
      await bench.notifications.clear();
    });

    it('a function: the comment stands above or in it as its language has it, and the code stays as it was', async () => {
      const { bench, server } = stage();
      server.reply(chatAnswer(record, { delayMs: 20 }));
      await bench.editor.open('orders.py');
      await bench.editor.goTo(5);
      await bench.editor.chord('Control+K', 'Alt+D');
      await bench.editor.waitForTitleButton(/^Accept Proposal/);
      await bench.diff.waitForProposed('"""Finds the orders of a customer.');
      await bench.diff.waitForProposed('customer: The name to look for.');
      await bench.panels.waitForQuietLine('Checked: no code changed.');
      await bench.screenshot('document-story');
      // The words are put into a comment by us: there is no conversation to go on with.
      assert.deepEqual(
        (await bench.editor.titleButtons()).filter((label) => label.startsWith('Refine')),
        [],
      );
      await bench.editor.titleButton(/^Accept Proposal/);
      await bench.diff.gone();
      await bench.editor.waitForLine('Finds the orders of a customer.');
      await bench.editor.save();
      const documented = [
        ...orders.split('\n').slice(0, 4),
        '    """Finds the orders of a customer.',
        '',
        '    Args:',
        '        connection: An open database.',
        '        customer: The name to look for.',
        '',
        '    Returns:',
        '        The rows found.',
        '    """',
        ...orders.split('\n').slice(4),
      ].join('\n');
      await bench.untilOnDisk('orders.py', documented);
    });
  },
);
