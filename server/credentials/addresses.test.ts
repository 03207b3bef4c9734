import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowedAddresses, parseAddressRange } from './addresses.ts'

test('an address is in the ranges that hold it, in whatever way it is written', () => {
  const allowed = allowedAddresses(['192.0.2.7', '10.1.0.0/16', '2001:db8:1::/48', 'fe80::/10'])
  const inside = [
    '192.0.2.7',
    '10.1.255.1',
    '::ffff:10.1.2.3',
    '2001:db8:1:2::3',
    '2001:DB8:0001::1',
    'fe80::1%eth0',
  ]
  for (const ip of inside) assert.ok(allowed.has(ip), ip)
  const outside = ['192.0.2.8', '10.2.0.1', '::ffff:10.2.2.3', '2001:db8:2::1', '::1', '', 'x']
  for (const ip of outside) assert.ok(!allowed.has(ip), ip)
})

test('no range allows every address, and none that cannot be read allows any', () => {
  assert.ok(allowedAddresses([]).has('203.0.113.9'))
  assert.ok(!allowedAddresses(['nonsense']).has('203.0.113.9'))
})

test('what is no address and no network is told from one', () => {
  for (const good of ['0.0.0.0/0', '203.0.113.9', '203.0.113.0/24', '::1', '2001:db8::/32']) {
    assert.ok(parseAddressRange(good), good)
  }
  const bad = [
    '',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.0/33',
    '203.0.113.0/',
    '203.0.113.0/24/8',
    '203.0.113.0/255.255.255.0',
    '203.0.113.1-203.0.113.9',
    '0x7f.1.1.1',
    '010.0.0.1',
    '2001:db8::/129',
    '::ffff:10.0.0.0/104',
    'fe80::1%eth0',
    'example.com',
    ' 10.0.0.1',
  ]
  for (const text of bad) assert.equal(parseAddressRange(text), undefined, text)
})
