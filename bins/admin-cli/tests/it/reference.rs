//! The reference of the command line: every help text of a program, as it prints it.
//!
//! `docs/reference/cli.md` has a part for each program. With LATCHSTRING_REGENERATE=1 a test writes its part anew;
//! otherwise it compares.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::process::Command;

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/cli.md");

/// Compares or rewrites the part of this program.
pub(crate) fn check(name: &str, program: &str) {
    let mut part = format!("## {name}\n");
    help(name, program, &mut Vec::new(), &mut part);
    let regenerate = std::env::var_os("LATCHSTRING_REGENERATE").is_some();
    let mut file =
        File::options().read(true).write(regenerate).open(REFERENCE).expect("docs/reference/cli.md");
    // The other program's test may run at the same time.
    file.lock().unwrap();
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    let (before, after) = around(&text, name);
    if regenerate {
        let text = format!("{before}{part}{after}");
        file.rewind().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.set_len(text.len() as u64).unwrap();
    } else {
        let there = &text[before.len()..text.len() - after.len()];
        assert!(there == part, "{REFERENCE} is out of date; run ./tests/regenerate");
    }
}

/// What stands before and after a program's part.
fn around<'a>(text: &'a str, name: &str) -> (&'a str, &'a str) {
    let heading = format!("## {name}\n");
    let start = text.find(&heading).unwrap_or_else(|| panic!("{REFERENCE} has no heading {heading:?}"));
    let rest = start + heading.len();
    let end = text[rest..].find("\n## ").map_or(text.len(), |at| rest + at);
    (&text[..start], &text[end..])
}

/// A program's help text and, below it, those of its commands.
fn help(name: &str, program: &str, path: &mut Vec<String>, part: &mut String) {
    let output = Command::new(program).env_clear().args(&*path).arg("--help").output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{path:?}: {output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    if !path.is_empty() {
        part.push_str(&format!("\n### {name} {}\n", path.join(" ")));
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    part.push_str(&format!("\n```text\n{}\n```\n", lines.join("\n").trim_end()));
    let commands = text.lines().skip_while(|line| *line != "Commands:").skip(1);
    for line in commands.take_while(|line| !line.is_empty()) {
        let command = line.split_whitespace().next().unwrap();
        if command != "help" {
            path.push(command.to_owned());
            help(name, program, path, part);
            path.pop();
        }
    }
}
