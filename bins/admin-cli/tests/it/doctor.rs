//! Examining a deployment.

use insta::assert_snapshot;

use crate::house::House;
use crate::mask::mask;

fn findings(house: &House) -> (i32, Vec<(String, String)>) {
    let ended = house.run(&["doctor", "--format", "json"]);
    let health: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(health["healthy"], ended.code == 0, "{health}");
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let checks = health["checks"].as_array().unwrap().iter();
    (ended.code, checks.map(|check| (text(&check["name"]), text(&check["result"]))).collect())
}

fn finding(house: &House, name: &str) -> (i32, String) {
    let (code, checks) = findings(house);
    let found = checks.into_iter().find(|(check, _)| check == name);
    (code, found.unwrap_or_else(|| panic!("{name} was not checked")).1)
}

#[test]
fn a_well_kept_deployment_is_healthy() {
    let (house, _) = House::with_company();
    let ended = house.run(&["doctor"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert_snapshot!("doctor", mask(&ended.out, house.dir.path()));
}

#[test]
fn each_check_is_one_line_that_says_what_to_do() {
    let house = House::empty();
    std::fs::write(house.path("latchstring.toml"), "[server]\nlisten = \"here\"\n").unwrap();
    let ended = house.run(&["doctor"]);
    assert_eq!(ended.code, 1);
    assert_eq!(ended.err, "admin-cli: 1 check failed\n");
    assert_eq!(ended.out.lines().count(), 2, "a head and one check: {}", ended.out);
    for key in ["server.listen", "server.base_url", "database.url", "keyring.keys"] {
        assert!(ended.out.contains(&format!("{key}: ")), "{}", ended.out);
    }
}

#[test]
fn looking_decides_nothing() {
    let house = House::empty();
    house.does(&["keys", "generate"]);
    assert_eq!(finding(&house, "database"), (1, "fail".to_owned()));
    assert!(!house.path("latchstring.db").exists(), "no database is made");
    house.does(&["migrate"]);
    assert_eq!(finding(&house, "canary"), (0, "warn".to_owned()));
    // Had the look bound the database to its keyring, this one would be refused.
    std::fs::remove_file(house.path("keyring.json")).unwrap();
    house.does(&["keys", "generate"]);
    house.does(&["workspace", "create", "Acme"]);
    assert_eq!(finding(&house, "canary"), (0, "ok".to_owned()));
}

#[test]
fn one_failure_does_not_hide_the_next() {
    let house = House::empty();
    std::fs::write(house.path("latchstring.db"), "").unwrap();
    let (code, checks) = findings(&house);
    let failed: Vec<&str> =
        checks.iter().filter(|(_, result)| result == "fail").map(|(name, _)| name.as_str()).collect();
    assert_eq!((code, failed), (1, vec!["keyring", "migrations"]));
}

#[test]
fn the_wrong_keyring_fails_by_the_canary() {
    let (house, _) = House::with_company();
    std::fs::remove_file(house.path("keyring.json")).unwrap();
    house.does(&["keys", "generate"]);
    assert_eq!(finding(&house, "canary"), (1, "fail".to_owned()));
}

#[test]
fn plain_http_on_this_machine_is_a_warning() {
    let (house, _) = House::with_company();
    let config = house.path("latchstring.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, text.replace("https://links.example.com", "http://localhost:8080")).unwrap();
    assert_eq!(finding(&house, "base URL"), (0, "warn".to_owned()));
}
