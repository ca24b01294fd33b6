// Inside an execution environment for Node.js: what bootstrap.py is for Python, with the same messages (wire.py).
// Descriptor 3 is the connection to the gateway; 1 and 2 already lead to the log.
//
// Confinement: Node's permission model (set on the command line) keeps out child processes, workers, addons, and writing
// outside /tmp. Other machines are kept out here, by replacing what opens connections; as with Python's audit hooks this
// stops accidents and honest mistakes, not a program that is written to get past it.
//
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html, nodejs-context.html, nodejs-logging.html

import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';

import { awslambda } from './streams.mjs';

const settings = JSON.parse(process.argv[2]);
process.argv.splice(1);
const root = process.env.LAMBDA_TASK_ROOT;
const version = Number(/^nodejs(\d+)/.exec(settings.runtime)[1]);
const gateway = new net.Socket({ fd: 3, readable: true, writable: true });
const memoryAtStart = process.memoryUsage.rss();
let current = null;
globalThis.awslambda = awslambda;

class Fault extends Error {
  constructor(type, message) {
    super(message);
    this.name = type;
  }
}

// ---- messages

function send(message) {
  message.memory = process.memoryUsage.rss() - memoryAtStart;
  const body = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return new Promise((sent) => gateway.write(Buffer.concat([length, body]), sent));
}

let rest = Buffer.alloc(0);

function receive(data) {
  rest = Buffer.concat([rest, data]);
  while (rest.length >= 4) {
    const end = 4 + rest.readUInt32BE(0);
    if (rest.length < end) return;
    const message = JSON.parse(rest.subarray(4, end).toString());
    rest = rest.subarray(end);
    invoke(message.invoke);
  }
}

// ---- the log: time, request id, level, message; several lines stay one event (output.py)

const writesJson = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
const order = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const least = Math.max(0, order.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL ?? 'TRACE'));

// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html: one value is the message as it is, several are
// formatted, and the first error among them is told apart
function recorded(level, values) {
  if (order.indexOf(level) < least) return;
  const record = { timestamp: new Date().toISOString(), level, requestId: current?.id };
  const failure = values.find((value) => value instanceof Error);
  if (values.length === 1) record.message = failure ? named(failure) : values[0];
  else {
    record.message = formatted(values);
    if (failure) Object.assign(record, named(failure));
  }
  write(`${JSON.stringify(record, (_, value) => (value instanceof Error ? named(value) : value))}\n`);
}

function formatted(values) {
  const lines = util.format(...values).split('\n').filter((line) => !line.includes(import.meta.url));
  return renamed(lines.map((line) => (/^\s+at /.test(line) ? line.replaceAll('file://', '') : line)).join('\n'));
}

function named(error) {
  const { trace, ...told } = described(error);
  return { ...told, stackTrace: trace };
}

function logged(level, text) {
  const line = `${new Date().toISOString()}\t${current?.id ?? 'undefined'}\t${level}\t${text}`;
  write(line.includes('\n') ? `\x1e${line}\x1f\n` : `${line}\n`);
}

function write(text) {
  let left = Buffer.from(text);
  while (left.length) left = left.subarray(fs.writeSync(1, left));
}

const levels = { log: 'INFO', info: 'INFO', debug: 'DEBUG', warn: 'WARN', error: 'ERROR', trace: 'TRACE' };
for (const [name, level] of Object.entries(levels)) {
  console[name] = (...values) => (writesJson ? recorded(level, values) : logged(level, formatted(values)));
}

// ---- errors

function renamed(text) {
  return Object.entries(settings.places).reduce((result, [ours, theirs]) => result.replaceAll(ours, theirs), text);
}

function described(error) {
  if (!(error instanceof Error) && !util.types.isNativeError(error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  const lines = String(error.stack || '').split('\n').filter((line) => !line.includes(import.meta.url));
  return {
    errorType: String(error.name),
    errorMessage: renamed(String(error.message)),
    trace: lines.map((line) => renamed(line.replaceAll('file://', ''))),
  };
}

function tell(kind, error, more = {}) {
  const payload = described(error);
  const { trace, ...told } = payload;
  const what = kind === 'failed' ? 'Uncaught Exception ' : 'Invoke Error ';
  const fault = { errorType: payload.errorType, errorMessage: payload.errorMessage, stackTrace: trace };
  if (writesJson) recorded('ERROR', [fault]);
  else logged('ERROR', `${what}\t${JSON.stringify({ ...told, stack: trace })}`);
  return send({ [kind]: JSON.stringify(payload), error_type: payload.errorType, ...more });
}

async function dying(error, status) {
  await tell(current ? 'error' : 'failed', error, { exits: true });
  process.exit(status);
}

process.on('uncaughtException', (error) => dying(error, 129));
process.on('unhandledRejection', (reason) => {
  dying(new Fault('Runtime.UnhandledPromiseRejection', reason instanceof Error ? reason.stack.split('\n')[0] : String(reason)), 128);
});

// ---- the handler

async function load() {
  const name = process.env._HANDLER;
  const file = path.basename(name);
  const found = /^([^.]*)\.(.*)$/.exec(file);
  if (!found || !found[1] || !found[2]) throw new Fault('Runtime.MalformedHandlerName', 'Bad handler');
  const folder = name.slice(0, name.length - file.length);
  const module = await imported(path.resolve(root, folder, found[1]), path.join(folder, found[1]));
  const handler = found[2].split('.').reduce((value, key) => value?.[key], module);
  if (handler === undefined) throw new Fault('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw new Fault('Runtime.HandlerNotFound', `${name} is not a function`);
  if (handler.length >= 3 && version >= 24) {
    throw new Fault(
      'Runtime.CallbackHandlerDeprecated',
      'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to ' +
        'modify this function to use a supported handler signature to use Node.js 24 or later.',
    );
  }
  return handler;
}

async function imported(place, name) {
  const file = ['', '.js', '.mjs', '.cjs'].map((ending) => place + ending).find((each) => fs.statSync(each, { throwIfNoEntry: false })?.isFile());
  if (!file) throw new Fault('Runtime.ImportModuleError', `Error: Cannot find module '${name}'`);
  try {
    return isModule(file) ? await import(pathToFileURL(file).href) : createRequire(file)(file);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Fault('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`);
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw new Fault('Runtime.ImportModuleError', `Error: ${error.message}${advice(error.message)}`);
    }
    throw error;
  }
}

function advice(message) {
  if (!/@aws-sdk\//.test(message)) return '';
  return '\nawslab: the AWS SDK for JavaScript is not part of the sandbox; put it into the package or a layer. On AWS it is there.';
}

function isModule(file) {
  if (!file.endsWith('.js')) return file.endsWith('.mjs');
  for (let folder = path.dirname(file); folder.startsWith(root); folder = path.dirname(folder)) {
    const description = path.join(folder, 'package.json');
    if (fs.existsSync(description)) return JSON.parse(fs.readFileSync(description, 'utf8')).type === 'module';
  }
  return false;
}

// ---- invocations

function contextOf(call) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: call.client_context ?? undefined,
    identity: undefined,
    invokedFunctionArn: call.invoked_arn,
    awsRequestId: call.request_id,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(call.deadline * 1000 - Date.now())),
  };
}

function invoke(call) {
  const mine = { id: call.request_id, over: false, result: null };
  current = mine;
  process.env._X_AMZN_TRACE_ID = call.trace_id;
  const end = (error, value) => {
    if (mine.over || current !== mine) return;
    mine.over = true;
    gateway.ref();
    if (error !== null && error !== undefined) tell('error', error);
    else send(marshalled(value));
  };
  const context = contextOf(call);
  const callback = (error, value) => {
    if (error !== null && error !== undefined) end(error);
    else if (context.callbackWaitsForEmptyEventLoop) mine.result = value;
    else end(null, value);
  };
  // with nothing left to do Node asks `beforeExit`: only then a callback's result is sent
  mine.idle = () => (version >= 24 ? end(unsettled()) : end(null, mine.result));
  gateway.unref();
  try {
    const answered = handler(JSON.parse(call.event), context, callback);
    if (typeof answered?.then === 'function') answered.then((value) => end(null, value), (error) => end(error ?? new Error(String(error))));
    else if (handler.length < 3) end(null, answered);
  } catch (error) {
    end(error);
  }
}

function unsettled() {
  const message =
    'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled.';
  return new Fault('Runtime.NodeJsExit', message);
}

function marshalled(value) {
  try {
    return { result: JSON.stringify(value) ?? 'null' };
  } catch (error) {
    const payload = { errorType: 'Runtime.MarshalError', errorMessage: `Unable to stringify response body: ${error.message}`, trace: [] };
    return { error: JSON.stringify(payload), error_type: payload.errorType };
  }
}

process.on('beforeExit', () => current?.idle?.());

// ---- confinement

function isHere(host) {
  const name = String(host ?? 'localhost').replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^(::ffff:)?127(\.\d+){3}$/.test(name);
}

function refuse(what) {
  throw new Error(`awslab labs reach only this machine: ${what} was refused.`);
}

function stayOnThisMachine() {
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...given) {
    const [first, second] = Array.isArray(given[0]) ? given[0] : given;
    const asked = typeof first === 'object' && first !== null ? first : { port: first, host: typeof second === 'string' ? second : undefined };
    if (asked.path || (typeof first === 'string' && Number.isNaN(Number(first)))) refuse(`the socket ${asked.path ?? first}`);
    if (!isHere(asked.host)) refuse(`connecting to ${asked.host}:${asked.port}`);
    return connect.apply(this, given);
  };
  for (const name of ['connect', 'send']) {
    const original = dgram.Socket.prototype[name];
    dgram.Socket.prototype[name] = function (...given) {
      const host = given.slice(1).find((value) => typeof value === 'string');
      if (!isHere(host)) refuse(`sending to ${host}`);
      return original.apply(this, given);
    };
  }
  for (const module of [dns, dns.promises]) {
    for (const name of Object.keys(module).filter((each) => /^(lookup|resolve|reverse)/.test(each))) {
      const original = module[name];
      module[name] = function (host, ...given) {
        if (!isHere(host)) refuse(`looking up ${host}`);
        return original.call(this, host, ...given);
      };
    }
  }
}

function signalOnlyItself() {
  const kill = process.kill;
  process.kill = (pid, signal) => {
    if (pid !== process.pid && pid !== 0) {
      throw Object.assign(new Error('kill EPERM'), { errno: -1, code: 'EPERM', syscall: 'kill' });
    }
    return kill.call(process, pid, signal);
  };
}

// ---- begin

stayOnThisMachine();
signalOnlyItself();
syncBuiltinESMExports();
if (Number(process.versions.node.split('.')[0]) !== version) {
  write(`awslab: the function declares ${settings.runtime}; the sandbox runs it on Node.js ${process.version}.\n`);
}
let handler;
try {
  handler = await load();
} catch (error) {
  await tell('failed', error);
  process.exit(1);
}
await send({ ready: {} });
gateway.on('data', receive);
gateway.on('close', () => process.exit(0));
