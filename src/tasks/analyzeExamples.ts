/** A small piece of code with the findings a good reviewer writes about it: models copy the form from it. */
export interface AnalyzeExample {
  readonly code: string;
  /** One JSON object per line. */
  readonly answer: string;
}

interface ExampleFinding {
  readonly rule: string;
  readonly symbol: string;
  readonly quote: string;
  readonly message: string;
  readonly suggestion: string;
  readonly category: string;
  readonly severity: string;
}

function example(code: string, findings: readonly ExampleFinding[]): AnalyzeExample {
  return { code, answer: findings.map((finding) => JSON.stringify(finding)).join('\n') };
}

const python = example(
  `def load(path):
    return json.loads(open(path).read())


def remove(name):
    os.system("rm -r data/" + name)


def first_id(rows):
    return rows[0]["id"]`,
  [
    {
      rule: 'command-injection',
      symbol: 'remove',
      quote: 'os.system("rm -r data/" + name)',
      message: '`name` reaches a shell unchecked, so it can run other commands.',
      suggestion: 'Call `shutil.rmtree` with a checked path.',
      category: 'security',
      severity: 'error',
    },
    {
      rule: 'unclosed-file',
      symbol: 'load',
      quote: 'return json.loads(open(path).read())',
      message: 'The opened file is never closed.',
      suggestion: 'Use `with open(path) as file:`.',
      category: 'practice',
      severity: 'warning',
    },
    {
      rule: 'index-out-of-range',
      symbol: 'first_id',
      quote: 'return rows[0]["id"]',
      message: 'With an empty `rows` this raises an IndexError.',
      suggestion: 'Return `None` when `rows` is empty.',
      category: 'bug',
      severity: 'error',
    },
  ],
);

const javascript = example(
  `function find(people, id) {
  for (let i = 0; i <= people.length; i++) {
    if (people[i].id == id) return people[i];
  }
}

function show(person) {
  document.body.innerHTML = '<b>' + person.name + '</b>';
}`,
  [
    {
      rule: 'html-injection',
      symbol: 'show',
      quote: "document.body.innerHTML = '<b>' + person.name + '</b>';",
      message: '`person.name` becomes HTML unescaped, so it can run scripts.',
      suggestion: 'Set `textContent` instead.',
      category: 'security',
      severity: 'error',
    },
    {
      rule: 'off-by-one',
      symbol: 'find',
      quote: 'for (let i = 0; i <= people.length; i++) {',
      message: 'The last step reads past the end of `people`.',
      suggestion: 'Use `i < people.length`.',
      category: 'bug',
      severity: 'error',
    },
    {
      rule: 'loose-comparison',
      symbol: 'find',
      quote: 'if (people[i].id == id) return people[i];',
      message: '`==` converts types before it compares.',
      suggestion: 'Use `===`.',
      category: 'practice',
      severity: 'warning',
    },
  ],
);

const rust = example(
  `fn find(people: &[Person], id: u32) -> &Person {
    for i in 0..=people.len() {
        if people[i].id == id {
            return &people[i];
        }
    }
    people.first().unwrap()
}

fn share(total: u32, people: &[Person]) -> u32 {
    total / people.len() as u32
}`,
  [
    {
      rule: 'off-by-one',
      symbol: 'find',
      quote: 'for i in 0..=people.len() {',
      message: 'The last step reads past the end of `people` and panics.',
      suggestion: 'Use `for person in people`.',
      category: 'bug',
      severity: 'error',
    },
    {
      rule: 'division-by-zero',
      symbol: 'share',
      quote: 'total / people.len() as u32',
      message: 'With an empty `people` this divides by zero.',
      suggestion: 'Return `None` when `people` is empty.',
      category: 'bug',
      severity: 'error',
    },
    {
      rule: 'unwrap',
      symbol: 'find',
      quote: 'people.first().unwrap()',
      message: 'With an empty `people` this panics.',
      suggestion: 'Return an `Option`.',
      category: 'practice',
      severity: 'warning',
    },
  ],
);

/** The example nearest to a language: small models mix up what they read in another one. */
export function analyzeExample(languageId: string): AnalyzeExample {
  if (['python', 'ruby', 'shellscript'].includes(languageId)) return python;
  return languageId === 'rust' ? rust : javascript;
}
