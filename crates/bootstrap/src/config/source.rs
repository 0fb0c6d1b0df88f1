use std::collections::BTreeMap;

use super::key::{KEYS, PREFIX, variable};
use super::report::Mistake;

/// The environment variables of ours, read once at the start.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Those among these variables whose name begins with `LATCHSTRING_`. The ones for tests are left alone.
    pub fn new(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let ours = |name: &str| name.starts_with(PREFIX) && !name.starts_with("LATCHSTRING_TEST_");
        Self(variables.into_iter().filter(|(name, _)| ours(name)).collect())
    }

    /// The variables of the process.
    #[must_use]
    pub fn of_process() -> Self {
        let texts = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self::new(texts)
    }

    /// The level of the log, when it is set, for a program that begins to log before it reads its configuration.
    #[must_use]
    pub fn log_level(&self) -> Option<String> {
        self.0.get(&variable("log.level")).cloned()
    }
}

/// A configured value, as its source spells it.
#[derive(Clone, PartialEq)]
pub(super) enum Raw {
    Text(String),
    Value(toml::Value),
}

/// What the file and the environment say, by path. The environment wins.
pub(super) struct Raws(pub(super) BTreeMap<String, Raw>);

impl Raws {
    pub(super) fn gather(file: &toml::Table, environment: &Environment, mistakes: &mut Vec<Mistake>) -> Self {
        let mut raws = BTreeMap::new();
        flatten("", file, &mut raws);
        let known: Vec<String> =
            KEYS.iter().flat_map(|key| [Some(key.path.to_owned()), key.file_twin()]).flatten().collect();
        raws.retain(|path, _| {
            let is_known = known.contains(path);
            if !is_known {
                mistakes.push(Mistake::new(path, unknown(path, &known)));
            }
            is_known
        });
        for (name, value) in &environment.0 {
            match known.iter().find(|path| variable(path) == *name) {
                Some(path) => drop(raws.insert(path.clone(), Raw::Text(value.clone()))),
                None => {
                    mistakes.push(Mistake::new(name, "is not a variable that Latchstring knows".to_owned()))
                }
            }
        }
        Self(raws)
    }
}

fn flatten(above: &str, table: &toml::Table, raws: &mut BTreeMap<String, Raw>) {
    for (name, value) in table {
        let path = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
        match value {
            toml::Value::Table(table) => flatten(&path, table, raws),
            value => drop(raws.insert(path, Raw::Value(value.clone()))),
        }
    }
}

fn unknown(path: &str, known: &[String]) -> String {
    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    match known.iter().find(|other| last(other) == last(path) || distance(other, path) <= 2) {
        Some(near) => format!("is not a key that Latchstring knows; did you mean {near}?"),
        None => "is not a key that Latchstring knows".to_owned(),
    }
}

/// How many letters have to be put in, taken out or replaced to make one text the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (b, above) in other.iter().zip(row.iter().skip(1)) {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = *above;
            left = replaced.min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
