// The pages that people see, as pure functions from a frame (language, brand) and a model to a
// whole HTML document: sign-in, consent, agent, guest, home, notice and problem, with the one
// stylesheet that they share; and those of an account.
//
// This folder owns markup and looks; words are in `messages/`. It does not own routes, headers,
// cookies, forms' meaning or any decision: `server/pages/` reads requests, decides, builds a model
// and asks for its page. No page needs a script, an inline style or a font from elsewhere, so all
// of them work under `default-src 'none'; style-src 'self'; img-src 'self' data:`.
//
// A token is never behind a page, so routes load this folder at the first page that is asked for
// (`await import`): that takes its files, 15 to 20 ms as they stand, off the start.
export { ACCOUNT_PATHS, accountDocument } from './account-document.ts'
export type {
  AccountCard,
  AccountModel,
  AccountPlace,
  AgreementEntry,
  AgreementsModel,
  OverviewModel,
  PasswordModel,
  SignInEntry,
  SignInsModel,
  TakeBackModel,
} from './account-models.ts'
export { renderAgent } from './agent.ts'
export { renderAgreements, renderTakeBack } from './agreements.ts'
export { renderConsent } from './consent.ts'
export { renderGuest, renderGuestExpired } from './guest.ts'
export { renderHome } from './home.ts'
export type {
  AgentModel,
  AgentRoom,
  ConsentModel,
  FormFields,
  Frame,
  GuestModel,
  HomeModel,
  LanguageLink,
  NoticeModel,
  PageLink,
  ProblemModel,
  ScopeWords,
  SignInModel,
  StyleEntry,
} from './models.ts'
export { renderNotice } from './notice.ts'
export { renderOverview } from './overview.ts'
export { renderOwnSecondFactor, renderRecoveryCodes } from './own-second-factor.ts'
export { renderPasskeys } from './passkeys.ts'
export { renderPassword } from './password.ts'
export { renderProblem } from './problem.ts'
export { renderSecondFactor } from './second-factor.ts'
export { renderSetup } from './setup.ts'
export { renderSignIn } from './sign-in.ts'
export { renderSignIns } from './sign-ins.ts'
export { stylesheetOf } from './stylesheet.ts'
export { renderWelcome } from './welcome.ts'
