// usage: NODE_PATH=build/node_modules node tests/package.js DATAPACKAGE.JSON
//
// Validates a data package by the library of its standard (npm install --prefix build datapackage@1.1.10): the
// description against the official profile, and every value of every row against the type of its column.
const { Package, validate } = require('datapackage')

async function count (resource) {
  const rows = await resource.iter({ extended: true })
  let number = 0
  while (!(await rows.next()).done) number++
  return number
}

async function main (path) {
  const { valid, errors } = await validate(path)
  if (!valid) throw new Error(errors.map(error => error.message).join('\n'))
  for (const resource of (await Package.load(path)).resources) {
    try {
      console.log(`${resource.name} ${await count(resource)}`)
    } catch (error) {
      throw new Error(`${resource.name}: ${[error, ...(error.errors || [])].map(one => one.message).join('\n')}`)
    }
  }
}

process.removeAllListeners('warning')
main(process.argv[2]).catch(error => { console.error(error.message); process.exit(1) })
