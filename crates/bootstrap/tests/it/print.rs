//! Printing the configuration in force.

use insta::assert_snapshot;
use latchstring_bootstrap::config::{Environment, print};

use crate::setting::{LEAST, Place, environment};

fn printed(place: &Place, environment: &Environment) -> String {
    print(Some(&place.path("latchstring.toml")), environment).unwrap()
}

#[test]
fn what_is_in_force_is_printed_with_where_it_comes_from() {
    let place = Place::new(&format!("{LEAST}\n[log]\nlevel = \"warn\"\n[worker]\nconcurrency = 2\n"));
    let environment = environment(&[
        ("LATCHSTRING_DATABASE_URL", "postgres://user:hunter2@db.example/x"),
        ("LATCHSTRING_SERVER_TRUSTED_PROXIES", "10.0.0.0/8,192.0.2.1"),
        ("LATCHSTRING_WORKER_CONCURRENCY", "9"),
    ]);
    assert_snapshot!(printed(&place, &environment));
}

#[test]
fn nothing_configured_is_printed_too() {
    assert_snapshot!(print(None, &environment(&[])).unwrap());
}

#[test]
fn what_is_printed_is_a_configuration() {
    let place = Place::new(LEAST);
    let again = Place::new(&printed(&place, &environment(&[("LATCHSTRING_LOG_LEVEL", "debug")])));
    // All but the secret, which cannot be in it.
    let settings = again.load(&[("LATCHSTRING_DATABASE_URL", "sqlite://a.db")]).unwrap();
    assert_eq!(settings.log.level, "debug");
    assert_eq!(settings.keyring.file().unwrap().to_str(), Some("/etc/latchstring/keyring.json"));
}

#[test]
fn no_print_shows_a_secret_even_of_a_configuration_that_is_refused() {
    const SECRET: &str = "hunter2";
    let url = format!("postgres://user:{SECRET}@db.example/x");
    for config in [
        format!("[database]\nurl = \"{url}\"\n[keyring]\nkeys = \"{SECRET}\""),
        format!("[database]\nurl = [\"{url}\"]\nurl_file = \"/x\"\n[keyring]\nkeys = {{ a = \"{SECRET}\" }}"),
        format!("[server]\nbase_url = \"{url}\"\n[database]\nulr = \"{url}\""),
        format!(
            "[server]\nbase_url = [\"{url}\"]\ntrusted_proxies = [\"{url}\"]\nmax_connections = \"{url}\""
        ),
        format!("[database]\nurl_file = \"{url}\"\n[keyring]\nkeys_file = '{{\"root_hex\":\"{SECRET}\"}}'"),
        format!(
            "[database]\nurl_file = \"postgres:///x?password={SECRET}\"\n[keyring]\nkeys_file = [\"{SECRET}\"]"
        ),
    ] {
        let text = printed(&Place::new(&config), &environment(&[("LATCHSTRING_KEYRING_KEYS", SECRET)]));
        assert!(!text.contains(SECRET), "{text}");
    }
}
