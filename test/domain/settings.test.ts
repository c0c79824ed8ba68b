import { parseSettings } from '../../src/domain/settings';
import { refusal } from './refusal';

test.each([[[]], [['files']], [null], ['files'], [1]])(
  'settings that are not an object are refused, and not taken for empty ones: %j',
  (json) => {
    expect(refusal(() => parseSettings(json), 'settings')).toContain('allowed: an object');
  }
);
