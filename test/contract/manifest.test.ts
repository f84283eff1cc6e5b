import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commandIds,
  contextKeys,
  settingKeys,
  proposalsViewId,
  settingsSection,
  unplacedViewId,
} from '../../src/editor/identifiers.ts';
import { type ConfigField, resolveConfig } from '../../src/provider/config.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { clauses, manifest, words } from './manifest.ts';

const { commands, menus, keybindings, views, configuration } = manifest.contributes;
const viewIds: readonly string[] = [proposalsViewId, unplacedViewId];
const sorted = (values: Iterable<string>): readonly string[] => [...values].toSorted();
const fields = settingKeys.map((key): readonly [ConfigField, string] => [key, `${settingsSection}.${key}`]);

describe('The manifest and the code name the same things', () => {
  it('declares exactly the commands the code registers', () => {
    assert.deepEqual(sorted(commands.map(({ command }) => command)), sorted(Object.values(commandIds)));
  });

  it('puts only declared commands into menus and on keys', () => {
    const known = new Set<string>(Object.values(commandIds));
    const used = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
    assert.deepEqual(
      used.filter((command) => command !== undefined && !known.has(command)),
      [],
    );
  });

  it('shows every command under the category OpenCrates', () => {
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['OpenCrates']);
  });

  it('declares exactly the settings the code reads', () => {
    assert.deepEqual(sorted(Object.keys(configuration.properties)), sorted(fields.map(([, name]) => name)));
  });

  it('reads only context keys that the code sets, and sets none that nothing reads', () => {
    const names = clauses().flatMap((clause) => clause.match(/\bopencrates\.[A-Za-z]+/g) ?? []);
    const read = new Set(names.filter((word) => !viewIds.includes(word)));
    assert.deepEqual(sorted(read), sorted(Object.values(contextKeys)));
  });

  it('declares the views that the code fills', () => {
    assert.deepEqual(
      Object.values(views)
        .flat()
        .map(({ id }) => id),
      viewIds,
    );
  });
});

describe('Settings', () => {
  const { config, values } = resolveConfig({ arguments: {}, environment: {}, settings: {} });
  const inForce: Readonly<Record<ConfigField, unknown>> = {
    endpoint: config.endpoint,
    model: config.model,
    maxTokens: config.maxTokens,
    temperature: config.temperature,
    headers: config.headers,
    capabilities: config.capabilities,
    'cache.enabled': config.cache.enabled,
    'cache.days': config.cache.days,
    'cache.megabytes': config.cache.megabytes,
    'limits.requestsPerMinute': config.limits.requestsPerMinute,
    'limits.tokensPerMinute': config.limits.tokensPerMinute,
    'limits.concurrency': config.limits.concurrency,
    'timeouts.headers': config.timeouts.headersMs / 1000,
    'timeouts.firstToken': config.timeouts.firstTokenMs / 1000,
    'timeouts.idle': config.timeouts.idleMs / 1000,
    'timeouts.total': config.timeouts.totalMs / 1000,
    'tls.minimum': config.transport.minimumTls,
    'tls.pins': config.transport.pins,
    'tls.clientCertificates': config.transport.clientCertificates,
    'connections.maximum': config.transport.maxConnections,
    'connections.idle': config.transport.idleSeconds,
    signing: config.transport.signing,
    'metrics.port': values['metrics.port'],
    'metrics.otlpEndpoint': values['metrics.otlpEndpoint'],
    'log.installId': values['log.installId'],
  };

  for (const [field, name] of fields) {
    const declared = configuration.properties[name];

    it(`${name}: the manifest's default is the one in force; null leaves it to the code`, () => {
      assert.ok(declared !== undefined);
      if (declared.default !== null) assert.deepEqual(declared.default, inForce[field]);
    });

    it(`${name}: what the manifest allows the code takes, and no more`, () => {
      const complaints = (value: unknown): readonly string[] =>
        resolveConfig({ arguments: {}, environment: {}, settings: { [field]: value } }).warnings.map(
          ({ reason }) => reason,
        );
      const { minimum, maximum, default: usual } = declared ?? { default: undefined };
      assert.deepEqual(complaints(usual), []);
      if (minimum === undefined || maximum === undefined) return;
      assert.deepEqual([minimum, maximum].flatMap(complaints), []);
      assert.deepEqual([minimum - 1, maximum + 1].map(complaints), [['outOfRange'], ['outOfRange']]);
    });

    it(`${name}: a value of the wrong kind is named and passed over`, () => {
      const { warnings } = resolveConfig({
        arguments: {},
        environment: {},
        settings: { [field]: ['wrong'] },
      });
      assert.deepEqual(
        warnings.map(({ source, name: told }) => [source, told.replace(`${settingsSection}.`, '')]),
        [['settings', field]],
      );
    });
  }

  it('each has a description and a scope', () => {
    for (const [name, { markdownDescription, scope }] of Object.entries(configuration.properties)) {
      assert.match(markdownDescription, /^%.+%$/, name);
      assert.match(scope, /^(machine|machine-overridable|window|resource|application)$/, name);
    }
  });

  it('that could send the key elsewhere belong to the machine and are ignored in an untrusted folder', () => {
    const names = [
      'endpoint',
      'headers',
      'capabilities',
      'tls.minimum',
      'tls.pins',
      'tls.clientCertificates',
    ];
    const more = ['connections.maximum', 'connections.idle', 'signing'];
    const redirecting = [...names, ...more].map((name) => `${settingsSection}.${name}`);
    assert.deepEqual(
      [...new Set(redirecting.map((name) => configuration.properties[name]?.scope))],
      ['machine'],
    );
    const ignored = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    assert.deepEqual(ignored.slice(0, redirecting.length), redirecting);
  });

  it('that a folder may set have no say before the folder is trusted', () => {
    const byFolder = Object.entries(configuration.properties).flatMap(([name, { scope }]) =>
      scope === 'machine' ? [] : [name],
    );
    const ignored = new Set(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations);
    assert.deepEqual(
      byFolder.filter((name) => !ignored.has(name)),
      [],
    );
  });
});

describe('Words of the manifest', () => {
  it('are all in package.nls.json, and none is there that the manifest does not use', () => {
    const text = readFileSync(join(repositoryRoot, 'package.json'), 'utf8');
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key));
    assert.deepEqual(sorted(used), sorted(Object.keys(words)));
  });

  it('are never written into the manifest itself', () => {
    const spoken = commands.filter(({ title }) => !/^%.+%$/.test(title));
    assert.deepEqual(spoken, []);
  });
});

describe('The extension as a citizen', () => {
  it('never activates on everything', () => {
    assert.ok(!manifest.activationEvents.includes('*'));
    assert.ok(manifest.activationEvents.includes('onStartupFinished'));
  });

  it('runs where the files are', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace']);
  });

  it('is built against the oldest editor it supports', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('ships no dependency that is not bundled, and pins every tool', () => {
    assert.deepEqual(manifest.dependencies ?? {}, {});
    const loose = Object.entries(manifest.devDependencies).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    assert.deepEqual(loose, []);
  });

  it('offers every script that the contributors page names', () => {
    const tests = 'test test:unit test:integration test:e2e test:desktop';
    const names = `build watch package check ${tests} bench mutation promises screenshots start`.split(' ');
    assert.deepEqual(
      names.filter((name) => manifest.scripts[name] === undefined),
      [],
    );
  });
});
