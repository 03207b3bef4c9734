import { useMe } from '../api/me.ts'
import classes from './shell.module.css'

/** The operator's logo, or ours. Beside the name, so it says nothing by itself. */
export function Mark() {
  const { logo_url: logo } = useMe().brand
  if (logo !== null) return <img src={logo} alt="" height={26} />
  return (
    <svg className={classes.mark} width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="2.5">
        <circle cx="16" cy="16" r="14" />
        <path d="M9.5 21.5v-11l6.5 7 6.5-7v11" strokeLinecap="round" strokeLinejoin="round" />
      </g>
    </svg>
  )
}
