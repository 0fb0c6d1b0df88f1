//! The table in `docs/ARCHITECTURE.md`, read as data.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

/// A crate's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) uses: Vec<String>,
    pub(crate) tests_use: Vec<String>,
    pub(crate) state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// It is there, and every arrow of it is in use.
    Standing,
    /// It is not there yet; others may already be allowed to use it.
    Planned,
}

/// The rows of the first table under `## The table`, by crate.
pub(crate) fn parse(document: &str) -> Result<BTreeMap<String, Row>> {
    let (_, section) = document.split_once("\n## The table\n").context("no section `## The table`")?;
    let lines =
        section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let mut rows = BTreeMap::new();
    for line in lines.skip(2) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, _, uses, tests_use, state] = cells.as_slice() else { bail!("not five columns: {line}") };
        let state = match *state {
            "standing" => State::Standing,
            "planned" => State::Planned,
            other => bail!("a crate is standing or planned, not {other:?}: {line}"),
        };
        let row = Row { uses: names(uses)?, tests_use: names(tests_use)?, state };
        if rows.insert(name_of(name)?, row).is_some() {
            bail!("listed twice: {name}");
        }
    }
    if rows.is_empty() {
        bail!("no rows under `## The table`");
    }
    Ok(rows)
}

/// `` `a`, `b` `` or `–` for none; sorted.
fn names(cell: &str) -> Result<Vec<String>> {
    if cell == "–" {
        return Ok(Vec::new());
    }
    let mut names = cell.split(',').map(|name| name_of(name.trim())).collect::<Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

fn name_of(cell: &str) -> Result<String> {
    let name = cell.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
    Ok(name.with_context(|| format!("a crate's name stands between backticks: {cell:?}"))?.to_owned())
}

const SAMPLE: &str = "# A\n\n## The table\n\nWords.\n\n| crate | is | may use | tests | state |\n|---|---|---|---|---|\n\
    | `a` | x | – | – | standing |\n| `b` | y | `c`, `a` | `d` | planned |\n\n| other | table |\n";

#[test]
fn rows_are_read_and_their_arrows_sorted() {
    let rows = parse(SAMPLE).unwrap();
    assert_eq!(rows.len(), 2);
    let b = Row { uses: vec!["a".into(), "c".into()], tests_use: vec!["d".into()], state: State::Planned };
    assert_eq!(rows["b"], b);
}

#[test]
fn a_broken_table_is_refused() {
    for (from, to) in [
        ("## The table", "## A table"),
        ("| standing |", "| done |"),
        ("| `a` |", "| `b` |"),
        ("`c`, `a`", "c, a"),
        ("| – | standing |", "| standing |"),
    ] {
        assert!(parse(&SAMPLE.replace(from, to)).is_err(), "{from} -> {to}");
    }
}
