//! Pastes and logs made from the knowledge: what people send looks like lines of a log with an error among them.

use std::fmt::Write;

use firstline::knowledge::Knowledge;

/// What a log is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As programs write them: few kinds of lines, each many times with other times, hosts and numbers.
    Log,
    /// The worst case: hardly two lines of the same words.
    Varied,
}

impl Kind {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Varied => "varied text",
        }
    }

    /// The kind of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Log, Self::Varied].into_iter().find(|kind| kind.name() == name)
    }

    /// One line in so many is words of the knowledge that no other line has.
    fn prose_every(self) -> u64 {
        match self {
            Self::Log => 8,
            Self::Varied => 1,
        }
    }
}

/// `{n}` a number, `{x}` hex, `{g}` a GUID, `{h}` a host, `{p}` a path, `{w}` a word of the knowledge.
const LINES: [&str; 24] = [
    "INFO  [main] com.contoso.{w}.Scheduler - Scheduled job {n} of {n} on {h}",
    "WARN  [pool-{n}-thread-{n}] com.contoso.{w}.Client - Retrying request {g} after {n} ms",
    "ERROR [pool-{n}-thread-{n}] com.contoso.{w}.Client - Request to https://{h}/{w}/{n} failed with status {n}",
    "   at Contoso.{w}.Engine.Execute(Request request) in {p}:line {n}",
    "   at System.Threading.Tasks.Task.ThrowIfExceptional(Boolean includeTaskCanceledExceptions)",
    "{h} kernel: [{n}.{n}] EXT4-fs (sda{n}): mounted filesystem with ordered data mode",
    "{h} sshd[{n}]: Accepted publickey for deploy from 10.0.{n}.{n} port {n} ssh2",
    "{h} systemd[1]: Started {w} service.",
    "{h} systemd[1]: {w}.service: Main process exited, code=exited, status={n}/FAILURE",
    "DEBUG connection pool: active={n} idle={n} waiting={n} database={w}",
    "Event ID: {n}  Source: {w}  Level: Error  Computer: {h}",
    "Activity {g}: operation {w} took {n} ms",
    "Exit code {n}, HRESULT 0x{x}: see {p} for details",
    "time=\"2026-03-0{n}\" level=info msg=\"reconciling {w}\" namespace={w} name={w}-{x}",
    "GET /{w}/{n}?api-version=2021-0{n}-01 HTTP/1.1 200 {n} \"-\" \"Mozilla/5.0\"",
    "Copying {p} to {h}, {n} of {n} bytes",
    "heartbeat from {h} ok, lag {n} ms",
    "Lock {g} acquired by {h} for {w}",
    "Garbage collection took {n} ms, heap {n} MB of {n} MB",
    "[{n}] {w}: user {w}@contoso.com signed in from 192.168.{n}.{n}",
    "Checksum of {p} is {x}{x}",
    "Warning: option '{w}' is deprecated and has no effect",
    "The {w} could not be reached within {n} seconds, will try again",
    "Traceback (most recent call last):",
];

/// Makes pastes: the same for the same knowledge and seed.
pub(crate) struct Maker<'k> {
    sentences: Vec<&'k str>,
    words: Vec<&'k str>,
    errors: Vec<&'k str>,
    state: u64,
}

impl<'k> Maker<'k> {
    /// Made from this knowledge.
    pub(crate) fn new(knowledge: &'k Knowledge, seed: u64) -> Self {
        let mut sentences = Vec::new();
        let mut errors = Vec::new();
        for (_, _, issue) in knowledge.issues() {
            let steps = issue.steps.iter().map(|step| step.text.as_str());
            let texts = [issue.cause.as_str(), issue.description.as_str(), issue.text.as_str()];
            let split = texts.into_iter().chain(steps).flat_map(|text| text.split(['\n', '.'])).map(str::trim);
            sentences.extend(split.filter(|sentence| (40..240).contains(&sentence.len())));
            errors.push(issue.title.as_str());
            errors.extend(issue.errors.iter().map(String::as_str));
        }
        let mut words: Vec<&str> = errors.iter().flat_map(|error| error.split_whitespace()).collect();
        words.retain(|word| word.len() > 3 && word.bytes().all(|b| b.is_ascii_alphabetic()));
        Self { sentences, words, errors, state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 }
    }

    /// A paste of so many bytes: somebody's log with one known error in its middle.
    pub(crate) fn paste(&mut self, bytes: usize, kind: Kind) -> String {
        let mut out = String::with_capacity(bytes + 512);
        let mut told = false;
        while out.len() < bytes {
            if !told && out.len() >= bytes / 2 {
                told = true;
                let number = self.next();
                let error = pick(&self.errors, number);
                self.stamp(&mut out);
                out.push_str("ERROR ");
                out.push_str(error);
            } else if self.below(kind.prose_every()) == 0 && !self.sentences.is_empty() {
                self.prose(&mut out, kind);
            } else {
                self.stamp(&mut out);
                let line = LINES[self.below(LINES.len() as u64) as usize];
                self.fill(line, &mut out);
            }
            out.push('\n');
        }
        let end = out.floor_char_boundary(bytes);
        out.truncate(end);
        out
    }

    fn prose(&mut self, out: &mut String, kind: Kind) {
        let (first, second) = (self.next(), self.next());
        let (first, second) = (pick(&self.sentences, first), pick(&self.sentences, second));
        if kind == Kind::Log {
            return out.push_str(first);
        }
        // Halves of two sentences: more lines than the knowledge has sentences, and no two alike.
        out.push_str(&first[..first.floor_char_boundary(first.len() / 2)]);
        out.push_str(&second[second.floor_char_boundary(second.len() / 2)..]);
    }

    fn stamp(&mut self, out: &mut String) {
        let (hour, minute, second) = (self.below(24), self.below(60), self.below(60));
        let _ = write!(out, "2026-03-11 {hour:02}:{minute:02}:{second:02},{:03} ", self.below(1000));
    }

    fn fill(&mut self, line: &str, out: &mut String) {
        let mut rest = line;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            let (x, y) = (self.next(), self.below(5000));
            let _ = match &rest[at..at + 3] {
                "{n}" => write!(out, "{y}"),
                "{x}" => write!(out, "{:08x}", x >> 32),
                "{g}" => write!(out, "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}", x >> 32, y, y >> 1, y >> 2, x >> 16),
                "{h}" => write!(out, "srv-{:03}.corp.contoso.com", y % 400),
                "{p}" => write!(out, "C:\\Program Files\\Contoso\\bin\\{:x}\\module{y}.log", x >> 48),
                _ => {
                    out.push_str(pick(&self.words, x));
                    Ok(())
                }
            };
            rest = &rest[at + 3..];
        }
        out.push_str(rest);
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// Xorshift.
    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }
}

fn pick<'k>(of: &[&'k str], number: u64) -> &'k str {
    of.get((number % of.len().max(1) as u64) as usize).copied().unwrap_or("Contoso")
}
