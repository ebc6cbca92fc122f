import { POSTS } from '../../organisation/post.ts'
import { ROLES } from '../../organisation/role.ts'
import { field, labelsOf, type Fields } from './field.ts'

/** Units, people and their posts. */
export const ORGANISATION_FIELDS: Fields = {
  username: field('用户名', 'User name'),
  phone: field('手机', 'Phone'),
  role: field('角色', 'Role', labelsOf(ROLES)),
  posts: field('岗位', 'Posts', POSTS),
  post: field('岗位', 'Post', POSTS),
  on: field('自何日起', 'From the day'),
  endPosts: field('同时结束岗位', 'Posts end too'),
  twoFactorEnabled: field('两步验证', 'Two-step sign-in'),
  shortName: field('简称', 'Short name'),
  parentId: field('上级单位', 'Parent unit'),
  parentName: field('上级单位名称', 'Name of the parent unit'),
  township: field('乡镇', 'Township'),
  townshipChanged: field('随同改变乡镇的单位', 'Units whose township changed too'),
  schoolCode: field('学校标识码', 'School code'),
  boarding: field('寄宿', 'Boarding'),
  hasBus: field('有校车', 'Has a bus'),
  hasLab: field('有实验室', 'Has a laboratory'),
  hasCanteen: field('有食堂', 'Has a canteen'),
  pupils: field('学生人数', 'Pupils'),
  openFrom: field('启用日期', 'Open from'),
  openUntil: field('最后一天', 'Last day'),
  disablePeople: field('同时停用人员账号', 'People disabled too'),
  below: field('下属单位', 'Units below'),
  people: field('人员', 'People'),
  hazards: field('隐患', 'Hazards'),
  units: field('单位', 'Units'),
  accounts: field('账号', 'Accounts'),
  county: field('县', 'County'),
  bureau: field('教育局', 'Bureau'),
  section: field('股室', 'Section'),
}
