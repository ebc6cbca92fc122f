import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

export const routes: RouteRecordRaw[] = [
  {
    path: '/drills',
    name: 'drills',
    component: () => import('./DrillsPage.vue'),
    meta: {
      title: 'drills.title',
      permission: 'drill.read',
      menu: { order: 5, icon: 'drill', also: ['/county-drills', '/rosters', '/kiosks'] },
    },
  },
  {
    path: `/drills/schools/${ID}`,
    name: 'school-drills',
    component: () => import('./SchoolPage.vue'),
    props: true,
    meta: { title: 'drills.title', permission: 'drill.read' },
  },
  {
    path: '/drills/periods',
    name: 'drills-counted-periods',
    component: () => import('./CountedPeriodsPage.vue'),
    meta: { title: 'drills.countedPeriods', permission: 'drill.read' },
  },
  {
    path: '/drills/counted',
    name: 'drills-counted',
    component: () => import('./CountedDrillsPage.vue'),
    meta: { title: 'drills.countedDrills', permission: 'drill.read' },
  },
  {
    path: '/drills/standards',
    name: 'drill-standards',
    component: () => import('./StandardsPage.vue'),
    meta: { title: 'standards.title', permission: 'drill.read' },
  },
  {
    path: '/drills/standards/:year(20\\d\\d)',
    name: 'school-year',
    component: () => import('./SchoolYearPage.vue'),
    props: true,
    meta: { title: 'standards.years', permission: 'drill-standards.manage' },
  },
  {
    path: '/drills/new',
    name: 'drill-plan',
    component: () => import('./PlanPage.vue'),
    meta: { title: 'drills.plan', permission: 'drill.plan' },
  },
  {
    path: `/drills/${ID}`,
    name: 'drill',
    component: () => import('./DrillPage.vue'),
    props: true,
    meta: { title: 'drills.title', permission: 'drill.read' },
  },
  {
    path: `/drills/${ID}/plan`,
    name: 'drill-change-plan',
    component: () => import('./PlanPage.vue'),
    props: true,
    meta: { title: 'plan.change', permission: 'drill.plan' },
  },
  {
    path: '/county-drills',
    name: 'county-drills',
    component: () => import('./CountyDrillsPage.vue'),
    meta: { title: 'county.title', permission: 'drill.read' },
  },
  {
    path: '/county-drills/new',
    name: 'county-drill-plan',
    component: () => import('./CountyPlanPage.vue'),
    meta: { title: 'county.plan', permission: 'county-drill.manage' },
  },
  {
    path: `/county-drills/${ID}`,
    name: 'county-drill',
    component: () => import('./CountyBoardPage.vue'),
    props: true,
    meta: { title: 'county.title', permission: 'drill.read' },
  },
  {
    path: '/rosters',
    name: 'rosters',
    component: () => import('./RosterPage.vue'),
    meta: { title: 'roster.title', permission: 'drill.read-names' },
  },
  {
    path: '/rosters/import',
    name: 'roster-import',
    component: () => import('./PupilImportPage.vue'),
    meta: { title: 'table.pupils.title', permission: 'roster.manage' },
  },
  {
    path: '/rosters/points',
    name: 'roster-points',
    component: () => import('./PointsPage.vue'),
    meta: { title: 'points.title', permission: 'roster.manage' },
  },
  {
    path: '/rosters/attendance',
    name: 'roster-attendance',
    component: () => import('./AttendancePage.vue'),
    meta: { title: 'attendance.title', permission: 'attendance.record' },
  },
  {
    path: '/rosters/badges',
    name: 'roster-badges',
    component: () => import('./BadgesPage.vue'),
    meta: { title: 'badges.title', permission: 'roster.manage' },
  },
  {
    path: '/kiosks',
    name: 'kiosks',
    component: () => import('./KiosksPage.vue'),
    meta: { title: 'kiosks.title', permission: 'devices.manage' },
  },
]
