import { renderSVG } from 'uqr'
import { sayCount } from '../messages/say.ts'
import { accountDocument } from './account-document.ts'
import type { OwnSecondFactorModel, RecoveryCodesModel, SecondFactorAct } from './account-models.ts'
import { escapeHtml, type Markup, markup } from './markup.ts'
import type { Frame } from './models.ts'
import { template } from './template.ts'

const FAULTY = markup(' aria-invalid="true" aria-describedby="problem"')
const NOTHING = markup('')
const OPEN = markup(' open')
/** Four at a time, as people copy them. */
const GROUP = /.{1,4}/g

interface MainModel extends OwnSecondFactorModel {
  readonly failed: string
  readonly words: string
  readonly left: string
  readonly picture: string
  readonly grouped: string
  readonly hereLink: Markup
  readonly brandName: string
  fault(act: SecondFactorAct): Markup
  open(act: SecondFactorAct): Markup
}

const main = template<MainModel>(`
<h1><%= it.text.ownSecondFactor.heading %></h1>
<p class="lead"><%= it.text.ownSecondFactor.lead %></p>
<% if (it.failed) { %>
<p class="alert" id="problem" role="alert"><%= it.words %></p>
<% } %>
<% if (it.on) { %>
<dl class="facts">
<div><dt><%= it.text.ownSecondFactor.state %></dt>
<dd><%= it.text.ownSecondFactor.isOn %></dd></div>
<div><dt><%= it.text.ownSecondFactor.since %></dt><dd><%= it.instant(it.on.sinceIso) %></dd></div>
<div><dt><%= it.text.ownSecondFactor.codes %></dt><dd><%= it.left %></dd></div>
</dl>
<% for (const act of ['renew', 'off']) { %>
<details class="aside"<%= it.open(act) %>>
<summary><%= it.text.ownSecondFactor[act] %></summary>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<p><%= it.text.ownSecondFactor[act + 'Words'] %></p>
<%= it.hidden(it.fields) %>
<div class="field">
<label for="<%= act %>-password"><%= it.text.ownSecondFactor.password %></label>
<input id="<%= act %>-password" name="password" type="password" autocomplete="current-password"
 maxlength="1024" required<%= it.fault(act) %>>
</div>
<div class="field">
<label for="<%= act %>-code"><%= it.text.ownSecondFactor.eitherCode %></label>
<input id="<%= act %>-code" name="code" class="code" autocomplete="one-time-code"
 autocapitalize="none" spellcheck="false" maxlength="40" required<%= it.fault(act) %>>
</div>
<button class="<%= act === 'off' ? 'danger' : 'secondary' %>" name="act" value="<%= act %>">
<%= it.text.ownSecondFactor[act + 'Submit'] %></button>
</form>
</details>
<% } %>
<% } else if (it.offer) { %>
<ol class="steps">
<li><%= it.text.ownSecondFactor.scan %>
<p><img class="qr" src="<%= it.picture %>" alt="<%= it.text.ownSecondFactor.picture %>"></p>
<p class="quiet"><%= it.hereLink %></p>
<p class="quiet"><%= it.text.ownSecondFactor.typeIt %><br><code><%= it.grouped %></code></p></li>
<li><%= it.text.ownSecondFactor.typeCode %>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="field">
<label for="code"><%= it.text.secondFactor.code %></label>
<input id="code" name="code" class="code" autocomplete="one-time-code" inputmode="numeric"
 maxlength="20" required<%= it.fault('confirm') %>>
<p class="hint"><%= it.text.secondFactor.codeHint %></p>
</div>
<button class="primary" name="act" value="confirm">
<%= it.text.ownSecondFactor.confirmSubmit %></button>
</form></li>
</ol>
<form class="after" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<p><button class="link" name="act" value="abandon">
<%= it.text.ownSecondFactor.abandon %></button></p>
</form>
<% } else if (it.hasPassword) { %>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="field">
<label for="password"><%= it.text.ownSecondFactor.password %></label>
<input id="password" name="password" type="password" autocomplete="current-password"
 maxlength="1024" required<%= it.fault('begin') %>>
</div>
<button class="primary" name="act" value="begin">
<%= it.text.ownSecondFactor.beginSubmit %></button>
</form>
<% } else { %>
<p><%= it.say(it.text.password.none, { brand: it.foreign(it.brandName) }) %></p>
<% } %>
`)

export function renderOwnSecondFactor(frame: Frame, model: OwnSecondFactorModel): string {
  const words = frame.text.ownSecondFactor
  const { problem, on, offer } = model
  const failed = problem?.act ?? ''
  return accountDocument(frame, model, {
    title: problem === undefined ? words.heading : words.failedTitle,
    here: 'secondFactor',
    main: main(frame, {
      ...model,
      failed,
      words: wordsOf(words, problem?.act),
      left: on === undefined ? '' : sayCount(frame.text, words.codesLeft, on.recoveryCodes),
      picture: offer === undefined ? '' : pictureOf(offer.uri),
      grouped: offer?.secret.match(GROUP)?.join(' ') ?? '',
      hereLink: offer === undefined ? NOTHING : authenticatorLink(offer.uri, words.openHere),
      brandName: frame.brand.name,
      fault: (act) => (failed === act ? FAULTY : NOTHING),
      open: (act) => (failed === act ? OPEN : NOTHING),
    }),
  })
}

function wordsOf(words: Frame['text']['ownSecondFactor'], act: SecondFactorAct | undefined) {
  if (act === 'begin') return words.wrongPassword
  return act === 'confirm' ? words.wrongCode : words.wrongBoth
}

const codes = template<RecoveryCodesModel>(`
<h1><%= it.text.recoveryCodes.heading %></h1>
<p class="lead"><%= it.text.recoveryCodes.lead %></p>
<ul class="codes">
<% for (const code of it.codes) { %>
<li><code><%= code %></code></li>
<% } %>
</ul>
<p class="note"><%= it.text.recoveryCodes.once %></p>
<a class="primary" href="<%= it.webUrl(it.nextUrl) %>"><%= it.text.recoveryCodes.kept %></a>
`)

export function renderRecoveryCodes(frame: Frame, model: RecoveryCodesModel): string {
  const { heading } = frame.text.recoveryCodes
  return accountDocument(frame, model, {
    title: heading,
    here: 'secondFactor',
    main: codes(frame, model),
  })
}

/** Black on white whatever the scheme: cameras read it so. */
function pictureOf(uri: string): string {
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { ecc: 'M', border: 3 }))}`
}

/** For whoever reads this on the telephone that the authenticator is on. */
function authenticatorLink(uri: string, words: string): Markup {
  if (!uri.startsWith('otpauth://totp/')) throw new TypeError('this is no authenticator’s address')
  return markup(`<a href="${escapeHtml(uri)}">${escapeHtml(words)}</a>`)
}
