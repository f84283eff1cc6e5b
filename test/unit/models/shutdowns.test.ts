import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shutdownOf, shutdowns } from '../../../src/models/shutdowns.ts';
import { configFields } from '../../../src/provider/configFields.ts';
import { repositoryRoot } from '../../support/repositoryRoot.ts';
import { announcedShutdowns, readShutdowns } from './announcedShutdowns.ts';

const dayMs = 24 * 3600 * 1000;

/** The day of the newest release in a changelog; while there is none, the day it could be released: today. */
function releaseDay(changelog: string, today: string): string {
  const days = [...changelog.matchAll(/^## \[\d[^\]]*\] - (\d{4}-\d{2}-\d{2})/gm)].map(([, day = '']) => day);
  return days.toSorted().at(-1) ?? today;
}

/** Days from one day to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** What keeps a model from being the default of a release: it ends less than 90 days after it. */
function objection(model: string, release: string, table = shutdowns): string | undefined {
  const day = Object.entries(table).find(([, models]) => models.includes(model))?.[0];
  if (day === undefined || daysBetween(release, day) >= 90) return undefined;
  return `${model} ends on ${day}, less than 90 days after the release of ${release}`;
}

describe('The days on which models end', () => {
  it('are those the openai package announces', () => {
    const announced = announcedShutdowns();
    assert.ok(Object.keys(announced).length > 5, 'the declarations were read');
    assert.deepEqual(shutdowns, announced);
  });

  it('are found by the name of the model', () => {
    assert.deepEqual(
      ['gpt-5-mini', 'o3', 'gpt-4o', 'gpt-5.4-nano', 'gpt-5.4-mini', 'nobody-knows'].map(shutdownOf),
      ['2026-12-11', '2026-12-11', '2027-01-14', '2027-04-01', undefined, undefined],
    );
  });

  it('are read over line ends, and never from models that are only not supported', () => {
    const declarations = [
      '/**',
      ' * Deprecated values:',
      ' *',
      ' * - "a", "b-2":',
      ' *   Announced shutdown date: 2030-01-02. See elsewhere.',
      ' * - "c": Announced shutdown',
      ' *   date: 2029-01-02. See elsewhere.',
      ' * - "d": Not a supported model ID.',
      ' */',
    ].join('\n');
    assert.deepEqual(readShutdowns(declarations), { '2029-01-02': ['c'], '2030-01-02': ['a', 'b-2'] });
  });
});

describe('The default model', () => {
  const model = configFields.model.fallback('');
  const changelog = readFileSync(join(repositoryRoot, 'CHANGELOG.md'), 'utf8');

  it('lives at least 90 days longer than the newest release', () => {
    const today = new Date().toISOString().slice(0, 10);
    assert.equal(objection(model, releaseDay(changelog, today)), undefined);
  });

  it('would be objected to when its end came closer', () => {
    const table = { '2027-04-01': [model] };
    const release = releaseDay('## [0.2.0] - 2027-01-02\n## [0.1.0] - 2026-12-24\n', '2026-01-01');
    assert.equal(
      objection(model, release, table),
      `${model} ends on 2027-04-01, less than 90 days after the release of 2027-01-02`,
    );
    assert.equal(objection(model, '2027-01-01', table), undefined);
    assert.equal(
      objection('gpt-5', '2026-09-13'),
      'gpt-5 ends on 2026-12-11, less than 90 days after the release of 2026-09-13',
    );
  });

  it('is judged by today while nothing is released', () => {
    assert.equal(releaseDay('## [Unreleased]\n', '2026-11-25'), '2026-11-25');
  });
});
