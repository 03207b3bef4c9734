import assert from 'node:assert/strict'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { pemOf, SERIAL_BYTES, selfSignedCertificate } from './certificate.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 })

test('a certificate says whose key it is, by whom, and from when to when', () => {
  for (const [notBefore, notAfter] of [
    ['2026-03-04T05:06:07Z', '2049-12-31T23:59:59Z'],
    ['2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z'],
  ] as const) {
    const certificate = read(notBefore, notAfter, 0)
    assert.equal(certificate.subject, 'CN=vonage')
    assert.equal(certificate.issuer, 'CN=vonage')
    assert.equal(certificate.validFromDate.getTime(), Date.parse(notBefore))
    assert.equal(certificate.validToDate.getTime(), Date.parse(notAfter))
    assert.ok(certificate.verify(publicKey), 'signed by its own key')
    assert.ok(certificate.checkPrivateKey(privateKey), 'about its own key')
  }
})

test('whatever its random bytes, a serial number is positive and as long as the others', () => {
  for (const byte of [0x00, 0x7f, 0x80, 0xff]) {
    const { serialNumber } = read('2026-01-01T00:00:00Z', '2046-01-01T00:00:00Z', byte)
    assert.match(serialNumber, /^[4-7][\dA-F]{31}$/)
  }
})

function read(notBefore: string, notAfter: string, byte: number): X509Certificate {
  const made = selfSignedCertificate({
    name: 'vonage',
    publicKey,
    privateKey,
    serial: new Uint8Array(SERIAL_BYTES).fill(byte),
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
  })
  return new X509Certificate(pemOf(made))
}
