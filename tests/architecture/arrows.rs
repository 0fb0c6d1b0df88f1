//! What may use what: the table in `docs/ARCHITECTURE.md` against `cargo metadata`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::house::{Member, members, metadata, report, text};
use crate::table::{Row, State, parse};

type Table = BTreeMap<String, Row>;
type Members = BTreeMap<String, Member>;

/// Everything in which the table and the workspace differ.
fn differences(table: &Table, members: &Members) -> Vec<String> {
    let mut findings = Vec::new();
    for (name, member) in members {
        match table.get(name) {
            None => findings.push(format!("{name}: in the workspace, but not in the table")),
            Some(row) if row.state == State::Planned => {
                findings.push(format!("{name}: in the workspace, but the table calls it planned"));
            }
            Some(row) => {
                compare(name, "uses", &row.uses, &member.uses, table, &mut findings);
                compare(name, "tests use", &row.tests_use, &member.tests_use, table, &mut findings);
            }
        }
    }
    let absent =
        table.iter().filter(|(name, row)| row.state == State::Standing && !members.contains_key(*name));
    findings.extend(
        absent.map(|(name, _)| format!("{name}: in the table as standing, but not in the workspace")),
    );
    findings
}

fn compare(
    name: &str,
    verb: &str,
    may: &[String],
    does: &[String],
    table: &Table,
    findings: &mut Vec<String>,
) {
    for other in does.iter().filter(|other| !may.contains(other)) {
        findings.push(format!("{name} {verb} {other}: the table has no such arrow"));
    }
    for other in may.iter().filter(|other| !does.contains(other)) {
        match table.get(other).map(|row| row.state) {
            Some(State::Standing) => {
                findings.push(format!("{name} {verb} {other}: in the table, but not so"))
            }
            // Allowed ahead of time.
            Some(State::Planned) => {}
            None => findings.push(format!("{name} {verb} {other}: the table has no row for {other}")),
        }
    }
}

/// Rows that wait for each other, in a circle.
fn circle(table: &Table) -> Vec<&str> {
    let mut left: Vec<&str> = table.keys().map(String::as_str).collect();
    loop {
        let before = left.len();
        let still = left.clone();
        left.retain(|name| table[*name].uses.iter().any(|other| still.contains(&other.as_str())));
        if left.len() == before {
            return left;
        }
    }
}

fn table() -> Table {
    parse(&text(Path::new("docs/ARCHITECTURE.md")).unwrap()).unwrap()
}

#[test]
fn the_table_is_what_cargo_sees() {
    report(&differences(&table(), &members(&metadata().unwrap())));
}

#[test]
fn arrows_never_make_a_circle() {
    assert_eq!(circle(&table()), Vec::<&str>::new());
}

/// What the table may not be edited to say: who may name what, whatever the rows are.
#[test]
fn faces_never_see_storage_and_nobody_but_bootstrap_names_an_adapter() {
    let mut findings = Vec::new();
    for (name, row) in table() {
        let forbidden: &[&str] = match name.as_str() {
            "bootstrap" => &["storage-testing", "laws", "model"],
            // No part of the product: it holds the whole API to laws, in memory.
            "laws" => &["storage-seaorm", "storage-testing"],
            // Nor this: it walks the whole of it, over an adapter that is handed in.
            "model" => &["storage-memory", "storage-seaorm"],
            "domain" | "secrets" | "i18n" | "web-kit" => &["*"],
            "http-api" | "pages" | "console" | "dispatch" | "sign-in" => {
                &["storage", "storage-memory", "storage-seaorm", "storage-testing", "sign-in"]
            }
            _ => &["storage-memory", "storage-seaorm", "storage-testing", "sign-in", "laws", "model"],
        };
        let crossed =
            row.uses.iter().filter(|other| forbidden == ["*"] || forbidden.contains(&other.as_str()));
        findings.extend(crossed.map(|other| format!("{name} must not use {other}, whatever the table says")));
        if !["dispatch", "bootstrap", "laws", "model"].contains(&name.as_str()) {
            let mail = row.uses.iter().filter(|other| *other == "email" || *other == "webhooks");
            findings.extend(
                mail.map(|other| format!("only dispatch uses {other}, and bootstrap wires it: not {name}")),
            );
        }
    }
    report(&findings);
}

#[test]
fn every_difference_is_found() {
    let row = |uses: &[&str], state| Row { uses: list(uses), tests_use: Vec::new(), state };
    let list_of = |uses: &[&str]| Member { uses: list(uses), tests_use: Vec::new() };
    let table = BTreeMap::from([
        ("a".to_owned(), row(&[], State::Standing)),
        ("b".to_owned(), row(&["a", "soon", "nowhere"], State::Standing)),
        ("gone".to_owned(), row(&[], State::Standing)),
        ("soon".to_owned(), row(&[], State::Planned)),
        ("early".to_owned(), row(&[], State::Planned)),
    ]);
    let members = BTreeMap::from([
        ("a".to_owned(), list_of(&["b"])),
        ("b".to_owned(), list_of(&[])),
        ("early".to_owned(), list_of(&[])),
        ("new".to_owned(), list_of(&[])),
    ]);
    assert_eq!(
        differences(&table, &members),
        [
            "a uses b: the table has no such arrow",
            "b uses a: in the table, but not so",
            "b uses nowhere: the table has no row for nowhere",
            "early: in the workspace, but the table calls it planned",
            "new: in the workspace, but not in the table",
            "gone: in the table as standing, but not in the workspace",
        ]
    );
}

#[test]
fn a_circle_is_found() {
    let row = |uses: &[&str]| Row { uses: list(uses), tests_use: Vec::new(), state: State::Standing };
    let table = BTreeMap::from([
        ("a".to_owned(), row(&["b"])),
        ("b".to_owned(), row(&["a"])),
        ("c".to_owned(), row(&[])),
    ]);
    assert_eq!(circle(&table), ["a", "b"]);
}

fn list(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}
