import assert from 'node:assert/strict';
import manifest from '../../../package.json' with { type: 'json' };
import { stageNames, stagesNamed } from '../../stages.ts';

function names(...chosen: readonly string[]): readonly string[] | undefined {
  return stagesNamed(chosen)?.map(({ name }) => name);
}

describe('The stages of a test run', () => {
  it('build and package first what they judge, once, also when they run alone', () => {
    assert.deepEqual(names('contract'), ['build', 'package', 'contract']);
    assert.deepEqual(names('e2e'), ['build', 'package', 'e2e']);
    assert.deepEqual(names('network', 'integration'), ['build', 'network', 'integration']);
    assert.deepEqual(names('e2e', 'contract', 'build'), ['build', 'package', 'contract', 'e2e']);
    assert.deepEqual(names('package'), ['build', 'package']);
  });

  it('build nothing for what runs from the sources', () => {
    for (const name of ['types', 'unit', 'servers', 'soak', 'start', 'build'])
      assert.deepEqual(names(name), [name]);
  });

  it('are each there once in a whole run, after what they need', () => {
    const all = stagesNamed([]) ?? [];
    assert.deepEqual(all.map(({ name }) => name).toSorted(), stageNames.toSorted());
    for (const { name, needs = [] } of all)
      for (const need of needs)
        assert.ok(stageNames.indexOf(need) >= 0 && stageNames.indexOf(need) < stageNames.indexOf(name), name);
  });

  it('are what the scripts run, so that each builds first what it judges', () => {
    const { scripts } = manifest;
    const named = [scripts.check, scripts['test:integration'], scripts['test:e2e']].map(
      (script) => /node test\/run\.ts (.*)$/.exec(script)?.[1]?.split(' ') ?? [],
    );
    for (const chosen of named) assert.equal(names(...chosen)?.[0], 'build', chosen.join(' '));
    assert.match(scripts['test:desktop'], /^node esbuild\.mjs && /);
  });

  it('are not run at all when one of them is unknown', () => {
    assert.equal(names('unit', 'nonsense'), undefined);
  });
});
