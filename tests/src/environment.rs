//! Where the things are that a test needs: servers, browsers, our own binaries.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The repository's top folder.
#[must_use]
pub fn workspace_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// An administrator's URL of a PostgreSQL cluster where databases may be made and dropped.
///
/// # Errors
/// When `LATCHSTRING_TEST_POSTGRES` is not set: a test that was asked to run must not pass by running nothing.
pub fn postgres_url() -> Result<String> {
    required("LATCHSTRING_TEST_POSTGRES", from_process)
}

/// An administrator's URL of a MariaDB server where databases may be made and dropped.
///
/// # Errors
/// When `LATCHSTRING_TEST_MARIADB` is not set.
pub fn mariadb_url() -> Result<String> {
    required("LATCHSTRING_TEST_MARIADB", from_process)
}

/// The path of a Chromium.
///
/// # Errors
/// When `LATCHSTRING_TEST_CHROMIUM` is not set.
pub fn chromium() -> Result<PathBuf> {
    required("LATCHSTRING_TEST_CHROMIUM", from_process).map(PathBuf::from)
}

/// The path of schemathesis.
///
/// # Errors
/// When `LATCHSTRING_TEST_SCHEMATHESIS` is not set.
pub fn schemathesis() -> Result<PathBuf> {
    required("LATCHSTRING_TEST_SCHEMATHESIS", from_process).map(PathBuf::from)
}

/// The path of a Python that has aiosmtpd.
///
/// # Errors
/// When `LATCHSTRING_TEST_AIOSMTPD` is not set.
pub fn aiosmtpd() -> Result<PathBuf> {
    required("LATCHSTRING_TEST_AIOSMTPD", from_process).map(PathBuf::from)
}

/// The path of a Python that has the library of Standard Webhooks.
///
/// # Errors
/// When `LATCHSTRING_TEST_STANDARDWEBHOOKS` is not set.
pub fn standardwebhooks() -> Result<PathBuf> {
    required("LATCHSTRING_TEST_STANDARDWEBHOOKS", from_process).map(PathBuf::from)
}

/// How many cases schemathesis makes for each operation: `LATCHSTRING_TEST_EXAMPLES`, or what fits into every run.
#[must_use]
pub fn schemathesis_examples() -> String {
    from_process("LATCHSTRING_TEST_EXAMPLES").unwrap_or_else(|| "200".to_owned())
}

/// The `node_modules` of `tests/compat/client`.
///
/// # Errors
/// When `LATCHSTRING_TEST_NODE_MODULES` is not set.
pub fn node_modules() -> Result<PathBuf> {
    required("LATCHSTRING_TEST_NODE_MODULES", from_process).map(PathBuf::from)
}

/// What cuts the power of a program, and fails its disk, when that is loaded with it: `tests/power/power.c`.
///
/// # Errors
/// When `LATCHSTRING_TEST_POWER` is not set.
pub fn power() -> Result<PathBuf> {
    required("LATCHSTRING_TEST_POWER", from_process).map(PathBuf::from)
}

/// How many times the power is cut: `LATCHSTRING_TEST_POWER_CUTS`, or what fits into every run.
#[must_use]
pub fn power_cuts() -> u64 {
    from_process("LATCHSTRING_TEST_POWER_CUTS").and_then(|wish| wish.parse().ok()).unwrap_or(300)
}

/// The path of one of our own programs, next to the running test's folder in `target`.
///
/// # Errors
/// When it has not been built: cargo builds no binary of another package for a test.
pub fn binary(name: &str) -> Result<PathBuf> {
    let test = std::env::current_exe().context("asking where this test's program is")?;
    // target/debug/deps/end_to_end-<hash>
    let folder = test.ancestors().nth(2).context("the test's program is not inside a target folder")?;
    let path = folder.join(name).with_extension(std::env::consts::EXE_EXTENSION);
    if !path.is_file() {
        bail!("{} is not there: run `cargo build --bins` first, or ./tests/run", path.display());
    }
    Ok(path)
}

/// The path of an example of one of our packages, in the same folder.
///
/// # Errors
/// When it has not been built.
pub fn example(name: &str) -> Result<PathBuf> {
    binary(&format!("examples/{name}"))
        .with_context(|| format!("`cargo build --examples` makes the example {name}"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the harness is configured by tests/run, and only through here"
)]
fn from_process(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn required(name: &str, lookup: impl Fn(&str) -> Option<String>) -> Result<String> {
    lookup(name)
        .filter(|value| !value.is_empty())
        .with_context(|| format!("{name} is not set: ./tests/run starts what this test needs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_or_empty_variable_is_an_error_that_names_the_remedy() {
        for absent in [None, Some(String::new())] {
            let error = required("LATCHSTRING_TEST_X", |_| absent.clone()).unwrap_err().to_string();
            assert!(error.contains("LATCHSTRING_TEST_X") && error.contains("./tests/run"), "{error}");
        }
    }

    #[test]
    fn a_set_variable_is_taken_as_it_is() {
        assert_eq!(required("X", |name| Some(format!("<{name}>"))).unwrap(), "<X>");
    }

    #[test]
    fn a_program_that_was_not_built_is_an_error() {
        assert!(binary("no-such-program").unwrap_err().to_string().contains("cargo build --bins"));
    }
}
