import { documentOf } from './document.ts'
import type { NoticeModel } from './models.ts'
import { template } from './template.ts'

const main = template<NoticeModel>(`
<h1><%= it.plain(it.heading) %></h1>
<p class="lead"><%= it.plain(it.words) %></p>
`)

export function renderNotice(model: NoticeModel): string {
  return documentOf({ title: model.heading, main: main(model) })
}
