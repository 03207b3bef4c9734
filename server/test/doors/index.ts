// Every place of the mint that takes a credential, each as a function that puts a given text there
// while everything else about the request is right. It owns no expectation: which credential
// belongs where is said by the test that walks through the doors.
import type { Mint } from '../mint.ts'
import { codeDoors } from './codes.ts'
import type { Doors } from './door.ts'
import { peopleDoors } from './people.ts'
import { resourceDoors } from './resources.ts'
import { secretDoors } from './secrets.ts'

export function doorsOf(mint: Mint): Doors {
  return { ...resourceDoors(mint), ...secretDoors(mint), ...codeDoors(mint), ...peopleDoors(mint) }
}
