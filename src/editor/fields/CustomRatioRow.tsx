import { AccessoryButton } from '@grafana/plugin-ui';
import { Stack } from '@grafana/ui';
import { CommittedInput } from '../parts/CommittedInput';
import { type CustomRatio, readSide, sideText } from './ratioSides';
import { t } from '../locale/translate';

interface Props {
  /** Counted from 1, for the names that screen readers say. */
  readonly number: number;
  readonly share: CustomRatio;
  readonly onChange: (share: CustomRatio) => void;
  readonly onRemove: () => void;
}

/** A custom ratio: its name, numerator and denominator. */
export function CustomRatioRow({ number, share, onChange, onRemove }: Props) {
  const { name, numerator } = share;
  return (
    <Stack direction="row" gap={0.25} role="group" aria-label={t('Custom ratio {{number}}', { number })}>
      <CommittedInput
        aria-label={t('Name of custom ratio {{number}}', { number })}
        value={name}
        onCommit={(text) => onChange({ ...share, name: text })}
        placeholder={t('Name')}
        width={18}
      />
      <CommittedInput
        aria-label={t('Numerator of custom ratio {{number}}', { number })}
        value={sideText(numerator)}
        onCommit={(text) => onChange({ ...share, numerator: readSide(text) ?? numerator })}
        placeholder={t('busy, or 486,600')}
        width={20}
      />
      <CommittedInput
        aria-label={t('Denominator of custom ratio {{number}}', { number })}
        value={sideText(share.denominator)}
        onCommit={(text) => {
          const denominator = readSide(text);
          onChange(denominator === null ? { name, numerator } : { name, numerator, denominator });
        }}
        placeholder={t('all calls')}
        width={20}
      />
      <AccessoryButton
        aria-label={t('Remove custom ratio {{number}}', { number })}
        icon="times"
        variant="secondary"
        type="button"
        onClick={onRemove}
      />
    </Stack>
  );
}
