//! Loading a configuration.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::time::Duration;

use latchstring_bootstrap::config::{DatabaseSettings, Environment, KEYS, Kind, LogFormat, ServerRole, load};
use secrecy::ExposeSecret as _;

use crate::setting::{LEAST, Place, environment, mistake, mistakes};

#[test]
fn the_least_configuration_takes_every_default() {
    let settings = Place::new(LEAST).load(&[]).unwrap();
    assert_eq!(settings.server.base_url.as_str(), "https://links.example.com/");
    assert_eq!(settings.server.listen.to_string(), "127.0.0.1:8080");
    assert!(!settings.server.trusted_proxies.contains("127.0.0.1".parse().unwrap()));
    assert_eq!(settings.server.max_connections, 10_000);
    assert_eq!(settings.server.shutdown_grace, Duration::from_secs(30));
    let DatabaseSettings::Sqlite { path, migrate_on_start } = settings.database else { panic!("SQLite") };
    assert_eq!((path.to_str(), migrate_on_start), (Some("/var/lib/latchstring/latchstring.db"), false));
    assert_eq!(settings.keyring.file().unwrap().to_str(), Some("/etc/latchstring/keyring.json"));
    assert_eq!((settings.log.level.as_str(), settings.log.format), ("info", LogFormat::Text));
    assert_eq!((settings.server.role, settings.worker.concurrency), (ServerRole::All, 4));
}

/// Something wrong in every section.
const WRONG: &str = r#"
[server]
listen = "here"
role = "everything"
trusted_proxies = ["10.0.0.0/8", "nowhere", "10.0.0.1/8"]
max_connections = 0
shutdown_grace_seconds = "soon"
[database]
url = "oracle://db"
max_connections = 1.5
migrate_on_start = "yes"
[log]
level = "loud"
format = "xml"
[webhooks]
allow_networks = ["10.1.0.0/16", "10.1.2.3/16"]
allow_ports = ["443", "http", "9-8"]
plain_http_in_sandbox = "perhaps"
ca_file = ""
[worker]
concurrency = [4]
[mail]
from_domains = ["a.example", "b@c.example", "not a domain"]
from_name = ""
[retention]
webhooks_days = 6
mails_days = "long"
"#;

#[test]
fn every_mistake_is_told_at_once_by_its_key() {
    let found = mistakes(Place::new(WRONG).load(&[]));
    let expected = [
        ("server.listen", "invalid socket address syntax: \"here\""),
        ("server.base_url", "has to be set, in the file or as LATCHSTRING_SERVER_BASE_URL"),
        ("server.trusted_proxies", "not an IP address: \"nowhere\""),
        ("server.trusted_proxies", "did you mean 10.0.0.0/8?: \"10.0.0.1/8\""),
        ("server.max_connections", "must be a whole number from 1 to 1000000, not \"0\""),
        ("server.shutdown_grace_seconds", "must be a whole number from 0 to 3600, not \"soon\""),
        ("database.max_connections", "must be a whole number, but is float"),
        ("database.migrate_on_start", "must be true or false, not \"yes\""),
        ("database.url", "must begin with sqlite:// and name a file, or with postgres:// or mysql://"),
        ("keyring.keys", "as LATCHSTRING_KEYRING_KEYS, or keyring.keys_file to read it from a file"),
        ("log.level", "must be error, warn, info, debug, trace or off, or directives"),
        ("log.format", "must be text or json, not \"xml\""),
        ("webhooks.allow_networks", "must be a network such as 10.1.0.0/16"),
        ("webhooks.allow_ports", "must be a port such as 443, or a range such as 8000-8999: \"http\""),
        ("webhooks.allow_ports", "a range such as 8000-8999: \"9-8\""),
        ("webhooks.plain_http_in_sandbox", "must be true or false, not \"perhaps\""),
        ("webhooks.ca_file", "is set, but to nothing"),
        ("server.role", "must be all, api or worker, not \"everything\""),
        ("worker.concurrency", "must be a whole number, but is array"),
        ("mail.from_domains", "must be a domain such as example.com, not (not shown"),
        ("mail.from_domains", "must be a domain such as example.com, not \"not a domain\""),
        ("mail.from_name", "is set, but to nothing"),
        ("retention.webhooks_days", "must be a whole number of days from 7 to 3650"),
        ("retention.mails_days", "must be a whole number of days from 1 to 3650"),
    ];
    for (path, what) in expected {
        assert!(
            found.iter().any(|(key, said)| key == path && said.contains(what)),
            "{path}: {what}\n{found:#?}"
        );
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
}

#[test]
fn an_error_has_a_line_for_each_mistake_and_none_that_is_empty() {
    let error = load(None, &environment(&[])).map(|_| ()).expect_err("nothing is set");
    let text = error.to_string();
    assert!(
        text.starts_with("the configuration has 3 mistakes:\n  server.base_url: has to be set"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 4, "{text}");
    assert!(!text.ends_with('\n'));
}

#[test]
fn an_unknown_key_is_refused_with_the_one_that_was_meant() {
    for (line, path, meant) in [
        ("[server]\nlisen = \"127.0.0.1:1\"", "server.lisen", "; did you mean server.listen?"),
        ("[server]\nmax_conections = 1", "server.max_conections", "; did you mean server.max_connections?"),
        (
            "[database]\nmax_conections = 1",
            "database.max_conections",
            "; did you mean database.max_connections?",
        ),
        ("[server]\nlevel = \"info\"", "server.level", "; did you mean log.level?"),
        ("[keyring]\nkey_file = \"x\"", "keyring.key_file", "; did you mean keyring.keys_file?"),
        ("[mail]\nserver_name = \"x\"", "mail.server_name", ""),
        ("colour = \"red\"", "colour", ""),
    ] {
        let found = mistakes(Place::new(line).load(&[
            ("LATCHSTRING_SERVER_BASE_URL", "https://links.example.com"),
            ("LATCHSTRING_DATABASE_URL", "sqlite://a.db"),
            ("LATCHSTRING_KEYRING_KEYS_FILE", "/k"),
        ]));
        let said = format!("is not a key that Latchstring knows{meant}");
        assert_eq!(found, [(path.to_owned(), said)]);
    }
}

#[test]
fn an_unknown_variable_is_refused_and_those_for_tests_are_not_ours() {
    let place = Place::new(LEAST);
    let said = mistake(place.load(&[("LATCHSTRING_LOG_LEVL", "info")]), "LATCHSTRING_LOG_LEVL");
    assert_eq!(said, "is not a variable that Latchstring knows; did you mean LATCHSTRING_LOG_LEVEL?");
    assert!(place.load(&[("LATCHSTRING_TEST_POSTGRES", "x"), ("OTHER_LOG_LEVL", "x")]).is_ok());
}

#[test]
fn every_key_can_be_given_by_its_variable_which_wins() {
    let place = Place::new(&format!("{LEAST}\n[log]\nlevel = \"warn\"\n[worker]\nconcurrency = 2\n"));
    let settings = place
        .load(&[
            ("LATCHSTRING_SERVER_LISTEN", "[::1]:9000"),
            ("LATCHSTRING_SERVER_BASE_URL", "https://other.example"),
            ("LATCHSTRING_SERVER_TRUSTED_PROXIES", " 10.0.0.0/8, 192.0.2.1 ,"),
            ("LATCHSTRING_SERVER_MAX_CONNECTIONS", "7"),
            ("LATCHSTRING_SERVER_SHUTDOWN_GRACE_SECONDS", "0"),
            ("LATCHSTRING_DATABASE_MAX_CONNECTIONS", "5"),
            ("LATCHSTRING_DATABASE_MIGRATE_ON_START", "true"),
            ("LATCHSTRING_LOG_LEVEL", "info,latchstring_service=debug"),
            ("LATCHSTRING_LOG_FORMAT", "json"),
            ("LATCHSTRING_SERVER_ROLE", "worker"),
            ("LATCHSTRING_DATABASE_URL", "postgres://localhost/links"),
            ("LATCHSTRING_WORKER_CONCURRENCY", "9"),
        ])
        .unwrap();
    assert_eq!(settings.server.listen.to_string(), "[::1]:9000");
    assert_eq!(settings.server.base_url.as_str(), "https://other.example/");
    assert!(settings.server.trusted_proxies.contains("192.0.2.1".parse().unwrap()));
    assert_eq!((settings.server.max_connections, settings.server.shutdown_grace), (7, Duration::ZERO));
    assert!(settings.database.migrate_on_start());
    assert_eq!(settings.log.level, "info,latchstring_service=debug");
    assert_eq!(settings.log.format, LogFormat::Json);
    assert_eq!((settings.server.role, settings.worker.concurrency), (ServerRole::Worker, 9));
    let variables: Vec<String> = KEYS.iter().map(|key| key.variable()).collect();
    assert!(variables.iter().all(|name| name.starts_with("LATCHSTRING_")), "{variables:?}");
}

#[test]
fn a_server_on_sqlite_does_all_and_what_an_argument_says_wins() {
    let place = Place::new(LEAST);
    for role in ["api", "worker"] {
        let said = mistake(place.load(&[("LATCHSTRING_SERVER_ROLE", role)]), "server.role");
        assert!(said.contains("must be all with SQLite") && said.contains("PostgreSQL"), "{said}");
    }
    let variables =
        [("LATCHSTRING_SERVER_ROLE", "api"), ("LATCHSTRING_DATABASE_URL", "postgres://localhost/links")];
    assert_eq!(place.load(&variables).unwrap().server.role, ServerRole::Api);
    let argued = environment(&variables).with("server.role", "worker");
    assert_eq!(load(Some(&place.path("latchstring.toml")), &argued).unwrap().server.role, ServerRole::Worker);
}

#[test]
fn a_variable_that_is_empty_or_not_utf_8_is_refused_and_not_ignored() {
    let place = Place::new(LEAST);
    for kind in [Kind::Text, Kind::Number, Kind::Flag] {
        for key in KEYS.iter().filter(|key| key.kind == kind) {
            let said = mistake(place.load(&[(&key.variable(), " ")]), key.path);
            assert_eq!(said, "is set, but to nothing");
        }
    }
    assert!(place.load(&[("LATCHSTRING_SERVER_TRUSTED_PROXIES", "")]).is_ok(), "a list may be empty");
    let broken = OsString::from_vec(vec![b'i', 0xff]);
    let environment = Environment::new([("LATCHSTRING_LOG_LEVEL".into(), broken)]);
    let loaded = load(Some(&place.path("latchstring.toml")), &environment);
    assert_eq!(mistake(loaded, "LATCHSTRING_LOG_LEVEL"), "is not UTF-8");
}

#[test]
fn a_secret_can_be_read_from_the_file_that_its_twin_names() {
    let place = Place::new("");
    let file = place.write("url", "postgres://user:pw@db.example/latchstring\n");
    let config = format!(
        "[server]\nbase_url = \"https://a.example\"\n[database]\nurl_file = \"{}\"\n[keyring]\nkeys = \"{{}}\"\n",
        file.display()
    );
    place.write("latchstring.toml", &config);
    let settings = place.load(&[]).unwrap();
    let DatabaseSettings::Postgres { url, .. } = settings.database else { panic!("PostgreSQL") };
    assert_eq!(url.expose_secret(), "postgres://user:pw@db.example/latchstring", "without the line's end");
    assert!(settings.keyring.file().is_none());

    std::fs::remove_file(&file).unwrap();
    let said = mistake(place.load(&[]), "database.url_file");
    assert!(said.starts_with("cannot read ") && said.contains("url: No such file"), "{said}");
}

#[test]
fn a_secret_and_its_twin_together_are_refused_in_either_place() {
    let both = LEAST.replace("[database]", "[database]\nurl_file = \"/x\"");
    let said = mistake(Place::new(&both).load(&[]), "database.url");
    assert_eq!(said, "is set, and so is database.url_file; keep one of them");
    let place = Place::new(LEAST);
    let variables = [("LATCHSTRING_DATABASE_URL", "sqlite://a.db"), ("LATCHSTRING_DATABASE_URL_FILE", "/x")];
    assert_eq!(mistake(place.load(&variables), "database.url"), said);
    for empty in ["", " "] {
        let said = mistake(place.load(&[("LATCHSTRING_KEYRING_KEYS_FILE", empty)]), "keyring.keys_file");
        assert_eq!(said, "must be the path of a file");
    }
}

#[test]
fn a_secret_in_place_of_the_path_of_its_file_is_refused_unseen() {
    let keyring = r#" {"keyring":[{"key_id":"0a1b2c3d","root_hex":"9f1c5a7b"}]}"#;
    let place = Place::new(LEAST);
    for (variable, path, secret) in [
        ("LATCHSTRING_KEYRING_KEYS_FILE", "keyring.keys_file", keyring),
        ("LATCHSTRING_DATABASE_URL_FILE", "database.url_file", "postgres:///x?password=hunter2"),
    ] {
        let said = mistake(place.load(&[(variable, secret)]), path);
        assert_eq!(
            said,
            "holds the secret itself; name a file that holds it, and change the secret if this was seen"
        );
    }
    let unit =
        place.load(&[("LATCHSTRING_KEYRING_KEYS_FILE", "/run/credentials/latchstring@1.service/keys")]);
    assert!(unit.is_ok(), "an @ is no sign of a secret in a path");
}

#[test]
fn a_secret_of_the_environment_replaces_the_files_however_each_is_given() {
    let place = Place::new(LEAST);
    let file = place.write("url", "sqlite://from-a-file.db");
    let path = |settings: DatabaseSettings| match settings {
        DatabaseSettings::Sqlite { path, .. } => path.to_str().unwrap().to_owned(),
        DatabaseSettings::Postgres { .. } | DatabaseSettings::MariaDb { .. } => panic!("SQLite"),
    };
    let settings = place.load(&[("LATCHSTRING_DATABASE_URL_FILE", file.to_str().unwrap())]).unwrap();
    assert_eq!(path(settings.database), "from-a-file.db");
    let settings = place.load(&[("LATCHSTRING_KEYRING_KEYS", "{}")]).unwrap();
    assert!(settings.keyring.file().is_none(), "the file's keyring.keys_file does not count any more");
}

#[test]
fn t010_links_are_https_or_stay_on_this_machine() {
    let place = Place::new(LEAST);
    let load = |url: &str| place.load(&[("LATCHSTRING_SERVER_BASE_URL", url)]);
    for url in
        ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:80", "https://links.example.com/below"]
    {
        assert!(load(url).is_ok(), "{url}");
    }
    let cases = [
        (
            "http://links.example.com",
            "plain http is only accepted for localhost, 127.0.0.0/8 and [::1], not links",
        ),
        ("http://10.0.0.1", "must be https"),
        ("ftp://links.example.com", "must be an https URL"),
        ("links.example.com", "not an absolute URL"),
        ("https://links.example.com/?a=b", "must not have a query"),
        ("https://links.example.com/#a", "must not have a fragment"),
        ("https://user:pw@links.example.com", "must not contain a user name or password"),
    ];
    for (url, said) in cases {
        let what = mistake(load(url), "server.base_url");
        assert!(what.contains(said), "{url}: {what}");
    }
}

#[test]
fn the_database_is_named_by_its_address_and_nothing_else() {
    let place = Place::new(LEAST);
    let load = |url: &str| place.load(&[("LATCHSTRING_DATABASE_URL", url)]);
    let servers =
        ["postgres://h/d", "postgresql://u:p@h/d", "mysql://u:p@h/d?ssl-mode=REQUIRED", "mariadb://h/d"];
    for url in servers.into_iter().chain(["sqlite://a.db", "sqlite:///a b/c.db"]) {
        assert!(load(url).is_ok(), "{url}");
    }
    for url in ["sqlite::memory:", "sqlite://:memory:", "sqlite://", "mysql:h/d", "/var/a.db", "postgres:h"] {
        let said = mistake(load(url), "database.url");
        assert_eq!(
            said, "must begin with sqlite:// and name a file, or with postgres:// or mysql://",
            "{url}"
        );
    }
    let said = mistake(load("sqlite://a.db?mode=rwc"), "database.url");
    assert!(said.contains("options after a ?"), "{said}");
}

#[test]
fn a_mistyped_level_is_not_taken_for_the_name_of_a_target() {
    let place = Place::new(LEAST);
    for level in
        ["off", "ERROR", "info,latchstring=debug", "latchstring_service[visit]=trace", "warn,hyper=off"]
    {
        assert!(place.load(&[("LATCHSTRING_LOG_LEVEL", level)]).is_ok(), "{level}");
    }
    for level in ["infoo", "latchstring", "info,debgu", "info,latchstring=loud"] {
        let said = mistake(place.load(&[("LATCHSTRING_LOG_LEVEL", level)]), "log.level");
        assert!(said.starts_with("must be error, warn, info, debug, trace or off"), "{level}: {said}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let missing = std::path::Path::new("/nonexistent/latchstring.toml");
    let found = mistakes(load(Some(missing), &environment(&[])));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "/nonexistent/latchstring.toml");
    assert!(found[0].1.starts_with("cannot be read: No such file"), "{found:?}");
}

#[test]
fn no_error_repeats_a_secret() {
    const SECRET: &str = "s3cr3t-hunter2";
    let url = format!("postgres://user:{SECRET}@db.example/x");
    let lines = [
        format!("[database]\nurl = \"{url}"),
        format!("[database]\nurl = {url}"),
        format!("[database]\nurl = \"{url}\" \"{url}\""),
        format!("[database]\nurl = \"{url}\"\nurl = \"{url}\""),
        format!("[database]\nurl = '{url}'\n'{SECRET}"),
        format!("[database]\nurl = \"oracle://{SECRET}\""),
        format!("[database]\nurl = [\"{url}\"]"),
        format!("[database]\nulr = \"{url}\""),
        format!("[database]\nurl = \"sqlite://{SECRET}?x\""),
        format!("[database]\nurl = \"{url}\"\nurl_file = \"/x\""),
        format!("[keyring]\nkeys = \"\\x{SECRET}\""),
        format!("[server]\nbase_url = \"https://user:{SECRET}@links.example.com\""),
        format!("[server]\nbase_url = \"{url}\"\nlisten = \"{url}\"\ntrusted_proxies = [\"{url}\"]"),
        format!("[server]\nmax_connections = \"{url}\"\n[log]\nlevel = \"{url}\"\nformat = \"{url}\""),
        format!("[server]\nrole = \"{url}\""),
        format!("[database]\nurl_file = \"{url}\""),
        format!("[database]\nurl_file = \"postgres:///x?password={SECRET}\""),
    ];
    for config in lines {
        let error = Place::new(&config).load(&[]).map(|_| ()).expect_err("it is not whole");
        assert!(!format!("{error} {error:?}").contains(SECRET), "{config}\n{error}");
    }
}
