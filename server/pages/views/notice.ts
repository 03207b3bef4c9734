import { documentOf } from './document.ts'
import type { Frame, NoticeModel } from './models.ts'
import { template } from './template.ts'

const main = template<NoticeModel>(`
<h1><%= it.plain(it.heading) %></h1>
<p class="lead"><%= it.plain(it.words) %></p>
`)

export function renderNotice(frame: Frame, model: NoticeModel): string {
  return documentOf(frame, { title: model.heading, main: main(frame, model) })
}
