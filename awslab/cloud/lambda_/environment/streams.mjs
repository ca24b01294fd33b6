// Response streaming: what AWS's Node.js runtimes offer as `awslambda`. A stream is collected here, and told whole when
// the function has ended: to a function URL as the answer that it describes, to Invoke as its text.
//
// https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html, response-streaming-tutorial.html

import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

const BINARY = 'application/octet-stream';

class ResponseStream extends Writable {
  #parts = [];
  metadata = {};

  _write(chunk, encoding, done) {
    this.#parts.push(Buffer.from(chunk));
    done();
  }

  setContentType(type) {
    this.metadata = { ...this.metadata, headers: { ...this.metadata.headers, 'content-type': type } };
  }

  finished() {
    return finished(this);
  }

  get body() {
    return Buffer.concat(this.#parts);
  }
}

function described(stream) {
  const { statusCode = 200, headers = {}, cookies = [] } = stream.metadata;
  const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return {
    statusCode,
    headers: isTyped ? headers : { ...headers, 'content-type': BINARY },
    cookies,
    body: stream.body.toString('base64'),
    isBase64Encoded: true,
  };
}

function plain(stream) {
  const text = stream.body.toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const awslambda = {
  streamifyResponse: (handler) => async (event, context) => {
    const stream = new ResponseStream();
    await handler(event, stream, context);
    if (!stream.writableEnded) stream.end();
    await finished(stream);
    return event?.requestContext?.http ? described(stream) : plain(stream);
  },
  HttpResponseStream: {
    from(stream, metadata) {
      stream.metadata = metadata;
      return stream;
    },
  },
};
