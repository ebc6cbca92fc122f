import type { AreaId, Label } from '@anlan/domain'

/** Names of the seven key areas, as the plan writes them. */
export const AREA_LABELS: Record<AreaId, Label> = {
  fire: { zh: '消防安全', en: 'Fire safety' },
  food: { zh: '食品安全和疫情防控', en: 'Food and epidemic' },
  bus: { zh: '校车安全', en: 'School bus' },
  chemicals: { zh: '危险化学品安全', en: 'Hazardous chemicals' },
  surroundings: { zh: '校园周边环境', en: 'Surroundings' },
  emergency: { zh: '应急处置能力', en: 'Emergency' },
  priority: { zh: '防溺水·防欺凌·防灾减灾', en: 'Drowning, bullying, disaster' },
}
