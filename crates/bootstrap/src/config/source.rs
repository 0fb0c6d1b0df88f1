use std::collections::BTreeMap;
use std::ffi::OsString;

use super::key::{KEYS, PREFIX, TWIN, variable};
use super::report::Mistake;

/// The environment variables of ours, read once at the start.
#[derive(Clone, Default)]
pub struct Environment {
    texts: BTreeMap<String, String>,
    /// The names of those whose value is not UTF-8.
    unreadable: Vec<String>,
}

impl Environment {
    /// Those among these variables whose name begins with `LATCHSTRING_`. The ones for tests are left alone.
    pub fn new(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Self {
        let mut ours = Self::default();
        for (name, value) in variables {
            let Ok(name) = name.into_string() else { continue };
            if !name.starts_with(PREFIX) || name.starts_with("LATCHSTRING_TEST_") {
                continue;
            }
            match value.into_string() {
                Ok(value) => drop(ours.texts.insert(name, value)),
                Err(_) => ours.unreadable.push(name),
            }
        }
        ours
    }

    /// The variables of the process.
    #[must_use]
    pub fn of_process() -> Self {
        Self::new(std::env::vars_os())
    }

    /// The same, with a key set as its variable would set it: what an argument of the command line says wins over both.
    #[must_use]
    pub fn with(mut self, path: &str, value: impl Into<String>) -> Self {
        self.texts.insert(variable(path), value.into());
        self
    }

    /// The level of the log, when it is set, for a program that begins to log before it reads its configuration.
    #[must_use]
    pub fn log_level(&self) -> Option<String> {
        self.texts.get(&variable("log.level")).cloned()
    }
}

/// So many letters of difference are a slip of the hand.
const NEAR: usize = 2;

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
                mistakes.push(Mistake::new(path, unknown("a key", nearest(path, &known))));
            }
            is_known
        });
        let set = environment.by_path(&known, mistakes);
        // A secret that the environment gives takes the place of the file's, however each of them is given.
        for path in set.keys() {
            raws.remove(&sibling(path));
        }
        raws.extend(set);
        Self(raws)
    }
}

impl Environment {
    fn by_path(&self, known: &[String], mistakes: &mut Vec<Mistake>) -> BTreeMap<String, Raw> {
        for name in &self.unreadable {
            mistakes.push(Mistake::new(name, "is not UTF-8".to_owned()));
        }
        let mut set = BTreeMap::new();
        for (name, value) in &self.texts {
            match known.iter().find(|path| variable(path) == *name) {
                Some(path) => drop(set.insert(path.clone(), Raw::Text(value.clone()))),
                None => {
                    let near =
                        known.iter().map(|path| variable(path)).find(|other| distance(other, name) <= NEAR);
                    mistakes.push(Mistake::new(name, unknown("a variable", near.as_deref())));
                }
            }
        }
        set
    }
}

/// The other way to give the same secret.
fn sibling(path: &str) -> String {
    path.strip_suffix(TWIN).map_or_else(|| format!("{path}{TWIN}"), str::to_owned)
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

fn unknown(what: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("is not {what} that Latchstring knows; did you mean {near}?"),
        None => format!("is not {what} that Latchstring knows"),
    }
}

/// The key that was probably meant: one spelled alike, or else one of the same name in another section.
fn nearest<'a>(path: &str, known: &'a [String]) -> Option<&'a str> {
    let name = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let alike = known.iter().find(|other| distance(other, path) <= NEAR);
    alike.or_else(|| known.iter().find(|other| name(other) == name(path))).map(String::as_str)
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
