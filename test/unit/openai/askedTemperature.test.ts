import assert from 'node:assert/strict';
import { askedTemperature } from '../../../src/openai/askedTemperature.ts';
import { type Capabilities, capabilitiesOf } from '../../../src/openai/capabilities.ts';
import { resolveConfig } from '../../../src/provider/config.ts';
import type { GenerationRequest } from '../../../src/provider/provider.ts';

const request: GenerationRequest = {
  task: 'analyze',
  system: '',
  context: [],
  prompt: 'Look.',
  history: [],
  format: { kind: 'text' },
};

function asked(
  settings: Readonly<Record<string, unknown>>,
  more: Partial<GenerationRequest> = {},
  known: Partial<Capabilities> = {},
): ReturnType<typeof askedTemperature> {
  const { config } = resolveConfig({ arguments: {}, environment: {}, settings });
  const capabilities = { ...capabilitiesOf(config.endpoint), ...known };
  return askedTemperature({ request: { ...request, ...more }, config, capabilities });
}

const local = { endpoint: 'http://localhost:8080/v1', model: 'm' };

describe('The temperature that is sent', () => {
  it('is the request’s, then the setting’s, and both were chosen', () => {
    assert.deepEqual(asked({ ...local, temperature: 0.5 }, { temperature: 0 }), {
      value: 0,
      isExplicit: true,
    });
    assert.deepEqual(asked({ ...local, temperature: 0 }), { value: 0, isExplicit: true });
  });

  it('is else the endpoint’s default, which nobody chose', () => {
    assert.deepEqual(asked(local), { value: 0.2, isExplicit: false });
    assert.deepEqual(asked({ endpoint: 'https://a.example/v1', model: 'm' }), {
      value: null,
      isExplicit: false,
    });
  });

  it('is none for a model that reasons, whatever was chosen', () => {
    assert.deepEqual(asked({ model: 'gpt-5.4-mini', temperature: 0 }), { value: null, isExplicit: false });
    assert.deepEqual(asked({ ...local, temperature: 0 }, { model: 'gpt-5.4-mini' }), {
      value: 0,
      isExplicit: true,
    });
  });

  it('is none where the endpoint refused one, whatever was chosen', () => {
    const refused = { takesTemperature: false };
    assert.deepEqual(asked({ ...local, temperature: 0 }, {}, refused), { value: null, isExplicit: false });
  });
});
