import type { FunctionalComponent, SVGAttributes } from 'vue'
import IconHonour from '~icons/lucide/award'
import IconBook from '~icons/lucide/book-open'
import IconIndicator from '~icons/lucide/chart-line'
import IconInspection from '~icons/lucide/clipboard-check'
import IconAudit from '~icons/lucide/file-check-2'
import IconCampaign from '~icons/lucide/flag'
import IconSupervision from '~icons/lucide/gavel'
import IconTraining from '~icons/lucide/graduation-cap'
import IconHome from '~icons/lucide/house'
import IconInbox from '~icons/lucide/inbox'
import IconArea from '~icons/lucide/layout-grid'
import IconTasks from '~icons/lucide/list-checks'
import IconPilot from '~icons/lucide/milestone'
import IconResponsibility from '~icons/lucide/pen-line'
import IconMechanism from '~icons/lucide/presentation'
import IconSummary from '~icons/lucide/scroll-text'
import IconRisk from '~icons/lucide/shield-alert'
import IconDrill from '~icons/lucide/siren'
import IconHazard from '~icons/lucide/triangle-alert'
import IconPeople from '~icons/lucide/users'

/** The parts of the menu, from what one does daily to what one looks up; the first has no heading. */
export const MENU_PARTS = ['daily', 'campaign', 'prevention', 'areas', 'accountability', 'records'] as const
export type MenuPart = (typeof MENU_PARTS)[number]

interface MenuSign {
  readonly icon: FunctionalComponent<SVGAttributes>
  readonly part: MenuPart
}

/** What stands before an entry of the menu, and in which part it stands. */
export const MENU_SIGNS = {
  home: { icon: IconHome, part: 'daily' },
  tasks: { icon: IconTasks, part: 'daily' },
  inbox: { icon: IconInbox, part: 'daily' },
  campaign: { icon: IconCampaign, part: 'campaign' },
  summary: { icon: IconSummary, part: 'campaign' },
  indicator: { icon: IconIndicator, part: 'campaign' },
  risk: { icon: IconRisk, part: 'prevention' },
  hazard: { icon: IconHazard, part: 'prevention' },
  inspection: { icon: IconInspection, part: 'prevention' },
  pilot: { icon: IconPilot, part: 'prevention' },
  area: { icon: IconArea, part: 'areas' },
  drill: { icon: IconDrill, part: 'areas' },
  responsibility: { icon: IconResponsibility, part: 'accountability' },
  training: { icon: IconTraining, part: 'accountability' },
  supervision: { icon: IconSupervision, part: 'accountability' },
  honour: { icon: IconHonour, part: 'accountability' },
  mechanism: { icon: IconMechanism, part: 'accountability' },
  book: { icon: IconBook, part: 'records' },
  people: { icon: IconPeople, part: 'records' },
  audit: { icon: IconAudit, part: 'records' },
} as const satisfies Record<string, MenuSign>
export type MenuIcon = keyof typeof MENU_SIGNS

/** What stands at hand on a telephone, the first four of those one has; everything else is behind 更多. */
export const AT_HAND: readonly MenuIcon[] = [
  'home',
  'tasks',
  'hazard',
  'drill',
  'campaign',
  'supervision',
  'people',
]
