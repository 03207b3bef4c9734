import { DurationField } from '../../../pieces/duration-field.tsx'
import { LinesField } from '../../../pieces/lines-field.tsx'
import { lengthWords } from '../../../pieces/time-words.ts'
import { bound } from './terms.ts'
import type { TermsFieldsProps } from './terms-fields.tsx'

/** How long its tokens live, where it may come from: what most leave as it is. */
export function LimitsFields({ dialect, form, readOnly }: TermsFieldsProps) {
  const lifetime = dialect?.lifetimes.access_token
  return (
    <>
      {lifetime ? (
        <DurationField
          label="Lifetime of access tokens"
          description="How long a bearer access token of this credential is good."
          placeholder={`${lengthWords(lifetime.seconds)}, as its style has it`}
          readOnly={readOnly}
          {...bound(form, 'access_token_lifetime_seconds')}
        />
      ) : null}
      <LinesField
        label="Allowed IP ranges"
        description="Addresses or networks from which it counts, one per line. None: anywhere."
        placeholder="203.0.113.0/24"
        readOnly={readOnly}
        {...bound(form, 'allowed_ips')}
      />
    </>
  )
}
