// SPDX-License-Identifier: MIT
// parse.js FILE ROUNDS: milliseconds of CPU time, garbage collector included, one line a round: JSON.parse of a string,
// and with making the string from bytes.
'use strict'

const fs = require('node:fs')

const [file, rounds] = process.argv.slice(2)
const bytes = fs.readFileSync(file)

function cpu () {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e3
}

for (let i = 0; i < Number(rounds); i++) {
  const start = cpu()
  const text = bytes.toString('utf8')
  const converted = cpu()
  const pages = JSON.parse(text).data.pages.list
  const end = cpu()
  if (pages.length === 0) throw new Error('no pages')
  console.log(`${end - converted} ${end - start}`)
}
