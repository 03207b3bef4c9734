import type { Scope } from '../../api/all-scopes.ts'
import { Section } from '../../pieces/section.tsx'
import type { Api } from './by-api.ts'
import { ScopeRow } from './scope-row.tsx'
import classes from './scopes.module.css'

interface StyleSectionProps {
  readonly title: string
  readonly apis: readonly Api[]
  /** Absent for those who may only look. */
  readonly edit: ((scope: Scope) => void) | undefined
}

/** The APIs of one style, each with the scopes that open it. */
export function StyleSection({ title, apis, edit }: StyleSectionProps) {
  return (
    <Section title={title}>
      <div className={classes.apis}>
        {apis.map(({ resource, scopes }) => (
          <div key={resource} className={classes.api}>
            <h3>
              <bdi>{resource}</bdi>
            </h3>
            <ul aria-label={`Scopes of ${resource}`}>
              {scopes.map((scope) => (
                <ScopeRow key={scope.value} scope={scope} edit={edit} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  )
}
