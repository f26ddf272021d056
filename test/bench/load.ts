import { connect, type Socket } from 'node:net';

/** As many as an integration engine keeps open. */
const CONNECTIONS = 16;

/** Fewer than any server allows on one connection: its last answer would be of another length. */
const PER_CONNECTION = 500;

/**
 * Asks for one thing over and over on a few connections, one request at a time on each, and does next to nothing with what comes
 * back, so that the server is what is measured: an answer is over when as many bytes have come as the first one had.
 *
 * @param request head of the request, as it goes over the wire.
 * @param ms for how long.
 * @returns answers in that time.
 * @throws Error when an answer is not 200, or longer than the first one.
 */
export async function load(url: URL, request: string, ms: number): Promise<number> {
  const length = await lengthOfAnswer(url, request);
  const end = performance.now() + ms;
  const counts = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      let answers = 0;
      while (performance.now() < end) answers += await askOften(connectTo(url), request, length, end);
      return answers;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Uses up one connection. */
function askOften(socket: Socket, request: string, length: number, end: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let answers = 0;
    let missing = length;
    socket.on('error', reject).on('close', () => {
      resolve(answers);
    });
    socket.on('data', (bytes) => {
      if (missing === length && bytes.toString('latin1', 0, 12) !== 'HTTP/1.1 200')
        socket.destroy(new Error('an answer was not 200'));
      missing -= bytes.length;
      if (missing > 0) return;
      if (missing < 0) socket.destroy(new Error('an answer was longer than the first one'));
      missing = length;
      answers += 1;
      if (answers < PER_CONNECTION && performance.now() < end) socket.write(request);
      else socket.end();
    });
    socket.write(request);
  });
}

/** Bytes of a whole answer, head and body. */
function lengthOfAnswer(url: URL, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connectTo(url).setEncoding('latin1');
    let answer = '';
    socket.on('error', reject).on('close', () => {
      resolve(answer.length);
    });
    socket.on('data', (bytes) => {
      answer += String(bytes);
      const [head = ''] = answer.split('\r\n\r\n', 1);
      const body = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? NaN);
      if (answer.length === head.length + 4 + body) socket.end();
    });
    socket.write(request);
  });
}

function connectTo({ hostname, port }: URL): Socket {
  return connect({ host: hostname, port: Number(port), noDelay: true });
}
