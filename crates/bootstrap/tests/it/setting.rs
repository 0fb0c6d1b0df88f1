//! A configuration under test: a file in a temporary folder and an environment.

use std::path::PathBuf;

use latchstring_bootstrap::config::{ConfigError, Environment, Settings, load};
use tempfile::TempDir;

/// The least that a configuration needs.
pub(crate) const LEAST: &str = r#"
[server]
base_url = "https://links.example.com"
[database]
url = "sqlite:///var/lib/latchstring/latchstring.db"
[keyring]
keys_file = "/etc/latchstring/keyring.json"
"#;

/// A folder with a configuration file in it.
pub(crate) struct Place {
    dir: TempDir,
}

impl Place {
    pub(crate) fn new(config: &str) -> Self {
        let place = Self { dir: TempDir::new().unwrap() };
        place.write("latchstring.toml", config);
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn load(&self, variables: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        load(Some(&self.path("latchstring.toml")), &environment(variables))
    }
}

pub(crate) fn environment(variables: &[(&str, &str)]) -> Environment {
    Environment::new(variables.iter().map(|(name, value)| (name.into(), value.into())))
}

/// The mistakes, as (path, what).
pub(crate) fn mistakes(loaded: Result<Settings, ConfigError>) -> Vec<(String, String)> {
    let error = loaded.map(|_| ()).expect_err("the configuration has a mistake");
    error.mistakes.into_iter().map(|mistake| (mistake.path, mistake.what)).collect()
}

/// What is wrong with the one key that something is wrong with.
pub(crate) fn mistake(loaded: Result<Settings, ConfigError>, path: &str) -> String {
    let found = mistakes(loaded);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, path);
    found[0].1.clone()
}
