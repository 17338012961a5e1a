// Builds a page of the demo's own pull request: five of its files and seven threads, placed by quotes of the code.
import type { Side } from '../../ReviewTask/model/diff.ts';
import type { ThreadStatus } from '../../ReviewTask/model/pull-request.ts';
import { hunksBetween } from '../../ReviewTask/snapshot/hunks.ts';
import { splitLines } from '../../ReviewTask/snapshot/lines.ts';
import type { PageChange, PageFile, PageThread, PullRequestPage } from '../../scripts/demo/page/pull-request-page.ts';
import { sampleFiles, samplePullRequest } from '../../scripts/demo/sample.ts';

type Files = Readonly<Record<string, string>>;

interface Talk {
  readonly id: number;
  readonly status: ThreadStatus;
  readonly path: string;
  readonly side: Side;
  /** First and last piece of code of the range, each on one line; the range runs from the one to the end of the other. */
  readonly from: string;
  readonly to: string;
  readonly comments: readonly (readonly [author: string, content: string])[];
}

const service = 'Fulfilment Build Service';
const started = Date.UTC(2026, 9, 14, 8, 12);

const search = 'src/Orders.Api/Orders/OrderSearch.cs';
const controller = 'src/Orders.Api/Orders/OrdersController.cs';
const settings = 'src/Orders.Api/appsettings.json';
const oldExport = 'src/Orders.Api/Orders/CsvExport.cs';

const changes: readonly (readonly [path: string, originalPath: string, change: PageChange])[] = [
  ['docs/Rückgaben.md', 'docs/returns.md', 'edit, rename'],
  [oldExport, oldExport, 'delete'],
  [search, search, 'add'],
  [controller, controller, 'edit'],
  [settings, settings, 'edit'],
];

const talks: readonly Talk[] = [
  {
    id: 102,
    status: 'closed',
    path: oldExport,
    side: 'left',
    from: 'order.TotalCents / 100m',
    to: 'CultureInfo.InvariantCulture',
    comments: [
      ['Malte Brandt', 'The division by 100 has to survive the move: accounts import euros.'],
      ['Jana Köhler', 'Will be in `OrderExport`.'],
    ],
  },
  {
    id: 103,
    status: 'active',
    path: search,
    side: 'right',
    from: '$"SELECT',
    to: "'%{text}%' \"",
    comments: [
      [
        service,
        [
          '**Blocker · The search text becomes part of the SQL**',
          '',
          "A request with `text=%'; DELETE FROM dbo.Orders; --` runs as written, with the rights of the API. Pass the text as a parameter, as `FindAllAsync` does.",
          '',
          '*Security · built-in check `sql-injection` · set to Won’t fix to silence it*',
        ].join('\n'),
      ],
    ],
  },
  {
    id: 104,
    status: 'active',
    path: search,
    side: 'right',
    from: '        var rows = await connection.QueryAsync<Order>(sql, new { skip',
    to: 'take = PageSize });',
    comments: [
      [
        service,
        [
          '**Warning · The first page is skipped**',
          '',
          '`page` is 1-based, so page 1 starts at row 50 and the newest 50 orders are never shown.',
          '',
          '```suggestion',
          '        var rows = await connection.QueryAsync<Order>(sql, new { skip = (page - 1) * PageSize, take = PageSize });',
          '```',
        ].join('\n'),
      ],
      ['Jana Köhler', 'Right, my test database has 30 orders. Will fix.'],
    ],
  },
  {
    id: 105,
    status: 'pending',
    path: controller,
    side: 'right',
    from: 'audit.RecordAsync',
    to: 'orders.Count)',
    comments: [
      [
        service,
        [
          '**Warning · Nobody waits for the audit entry**',
          '',
          'When the insert fails, the export still leaves the house and no record of it exists.',
          '',
          '```suggestion',
          'await audit.RecordAsync(User.Identity?.Name, "export", orders.Count)',
          '```',
        ].join('\n'),
      ],
    ],
  },
  {
    id: 106,
    status: 'fixed',
    path: settings,
    side: 'right',
    from: 'Password=',
    to: 'Bernstein-Kai-1907',
    comments: [
      [
        service,
        '**Blocker · A password is committed**\n\nEverybody who can read the repository can read it. Change it and take it from the key vault.',
      ],
      [service, 'The code is gone with the latest push.'],
    ],
  },
  {
    id: 107,
    status: 'active',
    path: settings,
    side: 'right',
    from: 'AccountKey=',
    to: 'gpT3g==',
    comments: [
      [
        service,
        '**Blocker · A storage account key is committed**\n\nThe key opens every container of the account. Rotate it now: it stays in the history of the branch. The container client can use the managed identity of the API instead.',
      ],
    ],
  },
];

const verdicts: readonly (readonly [severity: string, thread: number, title: string])[] = [
  ['Blocker', 103, 'The search text becomes part of the SQL'],
  ['Blocker', 107, 'A storage account key is committed'],
  ['Blocker', 106, 'A password is committed'],
  ['Warning', 104, 'The first page is skipped'],
  ['Warning', 105, 'Nobody waits for the audit entry'],
];

function findingRow([severity, id, title]: (typeof verdicts)[number], threads: readonly PageThread[]): string {
  const thread = threads.find((candidate) => candidate.id === id);
  const where = `${thread?.path?.split('/').at(-1)}, line ${thread?.start?.line}`;
  return `| ${severity} | [${where}](https://devops.example/birkenhof/_git/orders/pullrequest/4127?discussionId=${id}) | ${title} |`;
}

function trackingComment(threads: readonly PageThread[]): string {
  return [
    '## Review: 3 blockers, 2 warnings',
    '',
    '**FAIL**. Adds search by customer name and a CSV export to blob storage, and replaces the old `CsvExport`.',
    '',
    '| | Where | What |',
    '|---|---|---|',
    ...verdicts.map((verdict) => findingRow(verdict, threads)),
    '',
    '<details><summary>1 suggestion, not posted as a thread</summary>',
    '',
    '- `OrderSearch.cs`, line 21: `FindAllAsync` reads all orders into memory.',
    '',
    '</details>',
    '<details>',
    '<summary>Coverage: 4 of 5 files reviewed</summary>',
    '',
    '| File | |',
    '|---|---|',
    '| `docs/Rückgaben.md` | excluded by `docs/**` |',
    '',
    '</details>',
    '',
    'Reviewed in 41 s with 18,204 tokens. Comment `/threadline review` to run it again.',
  ].join('\n');
}

function position(text: string, quote: string, edge: 'start' | 'end'): { line: number; offset: number } {
  const lines = splitLines(text);
  const index = lines.findIndex((line) => line.includes(quote));
  const column = lines[index]?.indexOf(quote) ?? -1;
  if (column === -1) throw new Error(`The sample no longer has ${JSON.stringify(quote)}.`);
  return { line: index + 1, offset: column + 1 + (edge === 'end' ? quote.length : 0) };
}

function threadOf(talk: Talk, base: Files, head: Files): PageThread {
  const text = (talk.side === 'left' ? base : head)[talk.path] ?? '';
  return {
    id: talk.id,
    status: talk.status,
    path: talk.path,
    side: talk.side,
    start: position(text, talk.from, 'start'),
    end: position(text, talk.to, 'end'),
    comments: talk.comments.map(([author, content], index) => ({
      author,
      content,
      publishedDate: new Date(started + (talk.id + index * 7) * 60_000).toISOString(),
    })),
  };
}

function fileOf([path, originalPath, change]: (typeof changes)[number], base: Files, head: Files): PageFile {
  const left = splitLines(change === 'add' ? '' : (base[originalPath] ?? ''));
  const right = splitLines(change === 'delete' ? '' : (head[path] ?? ''));
  return { path, originalPath, change, hunks: hunksBetween(left, right) };
}

const runLog = [
  '2026-10-14T08:10:58.1200000Z ##[section]Starting: Review the pull request',
  '2026-10-14T08:10:58.9310000Z ##[group]Configuration',
  '2026-10-14T08:10:58.9310000Z effort: standard (default)',
  '2026-10-14T08:10:58.9310000Z minSeverity: warning (default)',
  '2026-10-14T08:10:58.9310000Z ##[endgroup]',
  '2026-10-14T08:10:59.4020000Z Reading pull request 4127, iteration 2: 5 files, 90 changed lines',
  '2026-10-14T08:11:01.7740000Z ##[warning]appsettings.json holds a key: it was taken out before the model saw the file.',
  '2026-10-14T08:11:39.2260000Z 3 blockers, 2 warnings, 1 suggestion',
  '2026-10-14T08:11:39.8060000Z ##[section]Finishing: Review the pull request',
];

/** The page that the tests and the pictures use. */
export async function samplePage(): Promise<PullRequestPage> {
  const [base, head] = [await sampleFiles('base'), await sampleFiles('head')];
  const threads = talks.map((talk) => threadOf(talk, base, head));
  const tracking: PageThread = {
    id: 101,
    status: 'closed',
    comments: [{ author: service, content: trackingComment(threads), publishedDate: new Date(started).toISOString() }],
  };
  return {
    ...samplePullRequest,
    id: 4127,
    state: 'active',
    mergeStatus: 'succeeded',
    statuses: [
      {
        state: 'failed',
        description: 'AI review complete — 3 blockers, 2 warnings, 1 suggestion',
        genre: 'threadline',
        name: 'ai-pr-review',
        targetUrl: '#run-log',
      },
      { state: 'succeeded', description: 'Build 20261014.3 succeeded', genre: 'build', name: 'orders' },
    ],
    threads: [tracking, ...threads],
    files: changes.map((change) => fileOf(change, base, head)),
    runLog,
    links: [{ label: 'Run', url: '#run-log' }],
  };
}
