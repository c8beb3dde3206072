'use strict'
// What scripts that use @duosecurity/duo_api see. Run by tests/clients/run.

const test = require('node:test')
const assert = require('node:assert')
const https = require('node:https')
const fs = require('node:fs')
const { Client, SIGNATURE_VERSION_5 } = require('@duosecurity/duo_api')
const constants = require('@duosecurity/duo_api/lib/constants')

constants.DUO_PINNED_CERT = fs.readFileSync(process.env.ONRAMP_CA)
https.globalAgent.defaultPort = Number(new URL(process.env.ONRAMP_HTTPS).port)
const [ikey, skey] = process.env.ONRAMP_ALL.split(':')

const versions = { 'version 2, its default': undefined, 'version 5': SIGNATURE_VERSION_5 }
for (const [name, version] of Object.entries(versions)) {
  const client = new Client(ikey, skey, 'localhost', version)
  const call = (method, path, params = {}) =>
    new Promise((resolve) => client.jsonApiCall(method, `/admin/v1${path}`, params, resolve))

  test(`the slice by ${name}`, async () => {
    const user = await call('POST', '/users', { username: `node ${name}`, realname: "Zoë (山) ~*'!", email: 'node@example.org' })
    assert.equal(user.stat, 'OK', JSON.stringify(user))
    assert.equal(user.response.realname, "Zoë (山) ~*'!")
    const id = user.response.user_id
    const phone = await call('POST', '/phones', { number: '+12125550120', type: 'mobile', platform: 'google android' })
    const held = phone.response.phone_id
    assert.deepEqual(await call('POST', `/users/${id}/phones`, { phone_id: held }), { stat: 'OK', response: '' })
    const link = await call('POST', `/phones/${held}/activation_url`, version ? { valid_secs: 600 } : { valid_secs: '600' })
    assert.equal(link.response.valid_secs, 600)
    assert.match(link.response.activation_url, /\/activate\/[A-Za-z0-9]{20}$/)
    assert.equal((await call('POST', `/phones/${held}/activation_url`)).response.valid_secs, 86400)
    const page = await call('GET', '/users', { limit: '1', offset: '0' })
    assert.equal(page.response.length, 1)
    assert.ok(page.metadata.total_objects > 0)
    const found = await call('GET', '/users', { username: `node ${name}` })
    assert.equal(found.response[0].phones[0].phone_id, held)
    const refused = await call('POST', '/users', { username: `NODE ${name}` })
    assert.deepEqual([refused.stat, refused.code], ['FAIL', 40003])
    assert.deepEqual(await call('DELETE', `/phones/${held}`), { stat: 'OK', response: '' })
    assert.deepEqual(await call('DELETE', `/users/${id}`), { stat: 'OK', response: '' })
  })
}
