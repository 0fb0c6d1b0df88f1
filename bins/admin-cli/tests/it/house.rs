//! A deployment in a temporary folder: a SQLite file, a keyring, a configuration.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::mask::mask;

/// A deployment, and the operator `olga` at its command line.
pub(crate) struct House {
    pub(crate) dir: TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("the program ends by itself"),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }
}

/// Asserts that a command was refused with this code, saying this and nothing else.
#[track_caller]
pub(crate) fn refused(ended: &Ended, code: i32, said: &str) {
    assert_eq!((ended.code, ended.out.as_str()), (code, ""), "{ended:?}");
    assert!(ended.err.contains(said), "{said:?} is not in {:?}", ended.err);
}

/// The program, with nothing of this process's environment.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_admin-cli"));
    command.env_clear().env("USER", "olga");
    command
}

impl House {
    /// A folder with a configuration, and neither keyring nor database.
    pub(crate) fn empty() -> Self {
        let house = Self { dir: TempDir::new().unwrap() };
        let config = format!(
            "[server]\nbase_url = \"https://links.example.com\"\n\
             [database]\nurl = \"sqlite://{}\"\n[keyring]\nkeys_file = \"{}\"\n",
            house.path("latchstring.db").display(),
            house.path("keyring.json").display()
        );
        std::fs::write(house.path("latchstring.toml"), config).unwrap();
        house
    }

    /// A migrated deployment with a keyring, without a workspace.
    pub(crate) fn new() -> Self {
        let house = Self::empty();
        house.does(&["keys", "generate"]);
        house.does(&["migrate"]);
        house
    }

    /// A deployment with one sandbox workspace and one company; and the company's id.
    pub(crate) fn with_company() -> (Self, String) {
        let house = Self::new();
        house.does(&["workspace", "create", "Acme", "--mode", "sandbox"]);
        let company = house.id(&["company", "create", "North Wind"]);
        (house, company)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        let mut command = program();
        command.current_dir(self.dir.path()).args(["--config", "latchstring.toml"]).args(args);
        command.output().unwrap().into()
    }

    /// The same with this on standard input.
    pub(crate) fn told(&self, args: &[&str], input: &str) -> Ended {
        let mut command = program();
        command.current_dir(self.dir.path()).args(["--config", "latchstring.toml"]).args(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap().into()
    }

    /// Standard output of a command that is expected to succeed, in silence on standard error.
    pub(crate) fn does(&self, args: &[&str]) -> String {
        let ended = self.run(args);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{args:?} {}", ended.out);
        ended.out
    }

    /// The one document that a command answers with `--format json`.
    pub(crate) fn json(&self, args: &[&str]) -> serde_json::Value {
        let out = self.does(&[args, &["--format", "json"]].concat());
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{args:?}: {error}: {out}"))
    }

    /// The answer of a command in both forms, masked.
    pub(crate) fn both(&self, args: &[&str]) -> String {
        let (table, json) = (self.does(args), self.does(&[args, &["--format", "json"]].concat()));
        mask(&format!("{table}\n{json}"), self.dir.path())
    }

    /// The id of what a command makes.
    pub(crate) fn id(&self, args: &[&str]) -> String {
        self.json(args)["id"].as_str().expect("an id").to_owned()
    }
}
